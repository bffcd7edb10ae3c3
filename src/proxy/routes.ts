// The routes that <agent-chat> needs of an Agent Server, and no other. Each says what it passes on.

import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isRecord } from '../is-record.js';
import { notFound, ProxyError } from './errors.js';
import { rewriteFeedback } from './event-stream.js';
import { runTokens } from './langsmith.js';
import type { ProxySettings } from './options.js';
import { relayRating } from './relay-rating.js';
import { readFeedbackKeys, readRunRequest } from './run-request.js';
import { askUpstream } from './upstream.js';

/** Thread, run and token ids are UUIDs on every server; nothing else may become part of a path. */
const uuid = '{[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}}';
const thread = `/threads/:thread${uuid}`;
const run = `${thread}/runs/:run${uuid}`;
const token = `/feedback/tokens/:token${uuid}`;

/** A message with a pasted document in it, and not much more. */
const largestBody = 1_000_000;

/** The routes, below the proxy's base. */
export function agentRoutes(settings: ProxySettings): Hono {
  const routes = new Hono();
  const pass = async (context: Context, path: string, body?: unknown) =>
    passJson(await ask(settings, context, path, body));

  routes.use('*', jsonOnly);
  routes.use(
    '*',
    bodyLimit({
      maxSize: largestBody,
      onError: () => {
        throw new ProxyError(413, 'config', 'The message is too long.');
      },
    }),
  );

  routes.get('/healthz', (context) => context.json({ ok: true }));
  routes.post('/threads', (context) => pass(context, '/threads', {}));
  routes.get(thread, (context) => pass(context, `/threads/${context.req.param('thread')}`));
  routes.get(`${thread}/state`, (context) => pass(context, `/threads/${context.req.param('thread')}/state`));
  routes.get(run, (context) => pass(context, runPath(context)));
  routes.post(`${run}/cancel`, (context) =>
    pass(context, `${runPath(context)}/cancel?wait=0&action=interrupt`, {}),
  );

  routes.post(`${thread}/runs/stream`, async (context) => {
    const body = readRunRequest(await readJson(context), settings.assistants);
    return passStream(
      await ask(settings, context, `/threads/${context.req.param('thread')}/runs/stream`, body),
    );
  });
  routes.get(`${run}/stream`, async (context) => {
    const lastEventId = context.req.header('last-event-id');
    const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const path = runPath(context);
    return passStream(await ask(settings, context, `${path}/stream`, undefined, headers), path);
  });

  routes.get(token, (context) => relay(settings, context, context.req.query()));
  routes.post(token, async (context) => relay(settings, context, await readJson(context)));
  routes.get(`${run}/feedback`, async (context) => {
    const keys = readFeedbackKeys((context.req.query('keys') ?? '').split(','));
    // The run must be one of that thread: its id alone opens nothing.
    await (await ask(settings, context, runPath(context))).body?.cancel();
    return context.json(await runTokens(settings, context.req.param('run'), keys), 200, {
      'cache-control': 'no-store',
    });
  });

  routes.all('*', () => {
    throw notFound();
  });
  return routes;
}

function relay(settings: ProxySettings, context: Context, request: unknown): Promise<Response> {
  const token = context.req.param('token') ?? '';
  return relayRating(settings, settings.submissions, token, isRecord(request) ? request : {});
}

function runPath(context: Context): string {
  return `/threads/${context.req.param('thread')}/runs/${context.req.param('run')}`;
}

function ask(
  settings: ProxySettings,
  context: Context,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const method = context.req.method === 'POST' ? 'POST' : 'GET';
  return askUpstream(settings, { method, path, body, headers, signal: context.req.raw.signal });
}

/** A `text/plain` POST needs no preflight: any page could make one. */
async function jsonOnly(context: Context, next: () => Promise<void>): Promise<void> {
  if (
    context.req.method === 'POST' &&
    !/^application\/json\b/i.test(context.req.header('content-type') ?? '')
  ) {
    // The SDK sends no body, and so no type, with a cancel; other sites' pages are kept out by their origin.
    if (!context.req.path.endsWith('/cancel')) throw new ProxyError(415, 'config', 'Send application/json.');
  }
  await next();
}

async function readJson(context: Context): Promise<unknown> {
  try {
    return await context.req.json();
  } catch (error) {
    if (error instanceof ProxyError) throw error;
    throw new ProxyError(400, 'config', 'The body is not JSON.');
  }
}

function passJson(upstream: Response): Response {
  return new Response(upstream.body, {
    status: upstream.status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}

/** A stream as it comes, unbuffered, with the ways back to it. `joined`: the run's path, when it is known. */
function passStream(upstream: Response, joined?: string): Response {
  const path =
    joined ?? /\/threads\/[^/]+\/runs\/[^/?]+/.exec(upstream.headers.get('content-location') ?? '')?.[0];
  const headers = new Headers({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  if (path) {
    headers.set('content-location', path);
    headers.set('location', `${path}/stream`);
  }
  return new Response(upstream.body?.pipeThrough(rewriteFeedback()) ?? null, { headers });
}
