// The routes that <agent-chat> needs of an Agent Server, and no other. Each says who may ask, what it counts
// as, what it passes on, and what of the answer it gives back.

import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isRecord } from '../is-record.js';
import { runAnswer, stateAnswer, threadAnswer } from './answers.js';
import { type Context, countedFor, type ProxyEnv } from './context.js';
import { notFound, ProxyError } from './errors.js';
import { rewriteFeedback } from './event-stream.js';
import { runTokens } from './langsmith.js';
import { openStream, spend } from './limits.js';
import { liveStream } from './live-stream.js';
import type { ProxySettings } from './options.js';
import { Ownership, ownerKey } from './owned.js';
import { relayRating } from './relay-rating.js';
import { readFeedbackKeys, readRunRequest } from './run-request.js';
import { askUpstream } from './upstream.js';
import { findVisitor, welcome } from './visitors.js';

/** Thread, run and token ids are UUIDs on every server; nothing else may become part of a path. */
const uuid = '{[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}}';
const thread = `/threads/:thread${uuid}`;
const run = `${thread}/runs/:run${uuid}`;
const token = `/feedback/tokens/:token${uuid}`;

/** A message with a pasted document in it, and not much more. */
const largestBody = 1_000_000;

/** The routes, below the proxy's base. */
export function agentRoutes(settings: ProxySettings): Hono<ProxyEnv> {
  const routes = new Hono<ProxyEnv>();
  const owned = new Ownership(settings);

  const ask = (context: Context, path: string, body?: unknown, headers?: Record<string, string>) =>
    askUpstream(settings, {
      method: context.req.method === 'POST' ? 'POST' : 'GET',
      path,
      body,
      ...(headers && { headers }),
      signal: context.req.raw.signal,
    });

  /** A route for anybody. */
  const open = (method: 'GET' | 'POST', path: string, serve: (context: Context) => Promise<Response>) =>
    routes.on(method, path, async (context) => {
      context.set('route', path.replaceAll(uuid, ''));
      await spend(settings, countedFor(context), 'requests', 1);
      return serve(context);
    });

  /** A route for the visitor whose thread it is, and whose run, where the path names one. */
  const own = (
    method: 'GET' | 'POST',
    path: string,
    serve: (context: Context, at: string, run: Record<string, unknown>) => Promise<Response>,
  ) =>
    open(method, path, async (context) => {
      const threadId = (context.req.param('thread') ?? '').toLowerCase();
      const runId = context.req.param('run')?.toLowerCase();
      const visitor = await findVisitor(settings, context);
      context.set('visitor', visitor);
      await owned.thread(visitor, threadId, context.req.raw.signal);
      if (runId === undefined) return serve(context, `/threads/${threadId}`, {});
      const found = await owned.run(threadId, runId, context.req.raw.signal);
      return serve(context, `/threads/${threadId}/runs/${runId}`, found);
    });

  /** A run's stream, counted while it is open. */
  const stream = async (context: Context, at: string | null, start: () => Promise<Response>) => {
    const ended = await openStream(settings, countedFor(context));
    try {
      return passStream(context, await start(), at, ended);
    } catch (error) {
      ended();
      throw error;
    }
  };

  routes.use('*', jsonOnly);
  routes.use('*', bodyLimit({ maxSize: largestBody, onError: tooLong }));

  open('GET', '/healthz', async (context) => context.json({ ok: true }));

  open('POST', '/threads', async (context) => {
    const visitor = (await findVisitor(settings, context)) ?? (await welcome(settings, context));
    context.set('visitor', visitor);
    await spend(settings, countedFor(context), 'runs', 1);
    const made = await (await ask(context, '/threads', { metadata: { [ownerKey]: visitor.id } })).json();
    const answer = threadAnswer(made);
    if (typeof answer['thread_id'] === 'string') owned.made(visitor, answer['thread_id']);
    return context.json(answer, 200, noStore);
  });

  own('GET', thread, async (context, at) =>
    context.json(threadAnswer(await json(ask(context, at))), 200, noStore),
  );
  own('GET', `${thread}/state`, async (context, at) =>
    context.json(stateAnswer(await json(ask(context, `${at}/state`))), 200, noStore),
  );
  own('POST', `${thread}/runs/stream`, async (context, at) => {
    const visitor = context.get('visitor');
    if (visitor === null) throw notFound();
    const text = await context.req.text();
    await spend(settings, countedFor(context), 'bytes', text.length);
    const body = readRunRequest(parse(text), settings, await settings.run(visitor));
    await spend(settings, countedFor(context), 'runs', 1);
    return stream(context, null, () => ask(context, `${at}/runs/stream`, body));
  });
  own('GET', run, async (context, _at, found) => context.json(runAnswer(found), 200, noStore));
  own('GET', `${run}/stream`, async (context, at) => {
    const cursor = context.req.header('last-event-id') ?? '';
    // Servers count events; nothing longer is one of theirs.
    const headers: Record<string, string> = /^[\w:.-]{1,100}$/.test(cursor)
      ? { 'last-event-id': cursor }
      : {};
    return stream(context, at, () => ask(context, `${at}/stream`, undefined, headers));
  });
  own('POST', `${run}/cancel`, async (context, at) => {
    await (await ask(context, `${at}/cancel?wait=0&action=interrupt`, {})).body?.cancel();
    return context.json({}, 202, noStore);
  });
  own('GET', `${run}/feedback`, async (context) => {
    const keys = readFeedbackKeys((context.req.query('keys') ?? '').split(','), settings.feedbackKeys);
    return context.json(await runTokens(settings, context.req.param('run') ?? '', keys), 200, noStore);
  });

  // A rating's token is what allows it: it went to the visitor of that run alone.
  open('GET', token, async (context) => relay(settings, context, context.req.query()));
  open('POST', token, async (context) => relay(settings, context, parse(await context.req.text())));

  routes.all('*', () => {
    throw notFound();
  });
  return routes;
}

const noStore = { 'cache-control': 'no-store' };

function relay(settings: ProxySettings, context: Context, request: unknown): Promise<Response> {
  const id = context.req.param('token') ?? '';
  return relayRating(settings, id, isRecord(request) ? request : {});
}

async function json(response: Promise<Response>): Promise<unknown> {
  return (await response).json().catch(() => {
    throw new ProxyError(502, 'server', 'The agent’s answer cannot be read.');
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProxyError(400, 'config', 'The body is not JSON.');
  }
}

function tooLong(): never {
  throw new ProxyError(413, 'config', 'The message is too long.');
}

/** A `text/plain` POST needs no preflight: any page could make one. */
async function jsonOnly(context: Context, next: () => Promise<void>): Promise<void> {
  const type = context.req.header('content-type') ?? '';
  // The SDK sends no body, and so no type, with a cancel; other sites' pages are kept out by their origin.
  const needed = context.req.method === 'POST' && !(type === '' && context.req.path.endsWith('/cancel'));
  if (needed && !/^application\/json\s*(;|$)/i.test(type))
    throw new ProxyError(415, 'config', 'Send application/json.');
  await next();
}

/** A stream as it comes, unbuffered, with the ways back to it. `joined`: the run's path, when it is known. */
function passStream(
  context: Context,
  upstream: Response,
  joined: string | null,
  ended: () => void,
): Response {
  const path =
    joined ?? /\/threads\/[^/]+\/runs\/[^/?]+/.exec(upstream.headers.get('content-location') ?? '')?.[0];
  const body = upstream.body?.pipeThrough(rewriteFeedback());
  if (!body) {
    ended();
    throw new ProxyError(502, 'server', 'The agent answered without a stream.');
  }
  return context.body(liveStream(body, ended), 200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    ...(path && { 'content-location': path, location: `${path}/stream` }),
  });
}
