// The store's HTTP face: LangSmith's token API (GET and POST /api/v1/feedback/tokens…), as its OpenAPI
// description says, so that the Agent Server mints here and ratings arrive here.

import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import type { FeedbackInput, FeedbackStore, FeedbackToken } from './store.js';

const threeHours = 3 * 3_600_000;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A value that the API refuses, with where it stands. */
class Invalid extends Error {
  readonly loc: readonly string[];

  constructor(loc: readonly string[], message: string) {
    super(message);
    this.loc = loc;
  }
}

/** The API over `store`. */
export function feedbackApi(store: FeedbackStore): Hono {
  const app = new Hono();
  app.use('*', cors({ origin: '*' }));
  app.onError((error, context) => {
    if (!(error instanceof Invalid)) throw error;
    return context.json({ detail: [{ loc: error.loc, msg: error.message, type: 'value_error' }] }, 422);
  });

  app.post('/api/v1/feedback/tokens', async (context) => {
    const body: unknown = await context.req.json().catch(() => null);
    const minted = (Array.isArray(body) ? body : [body]).map((wish) => describe(context, mint(store, wish)));
    return context.json(Array.isArray(body) ? minted : minted[0]);
  });
  app.get('/api/v1/feedback/tokens', (context) => {
    const runId = context.req.query('run_id') ?? '';
    if (!uuid.test(runId)) throw new Invalid(['query', 'run_id'], 'run_id must be a UUID');
    return context.json(store.tokensOf(runId).map((token) => describe(context, token)));
  });
  // Not of the token API: lists records, as LangSmith's `GET /feedback` does for who holds the key.
  app.get('/api/v1/feedback', (context) => {
    const { run, key } = context.req.query();
    return context.json(store.records.filter((record) => record.runId === run && record.key === key));
  });
  app.get('/api/v1/feedback/tokens/:token', (context) => {
    const query = new URL(context.req.url).searchParams;
    const text = (name: string) => query.get(name);
    return record(context, store, {
      score: readScore(text('score')),
      value: readValue(text('value')),
      comment: text('comment'),
      correction: text('correction'),
    });
  });
  app.post('/api/v1/feedback/tokens/:token', async (context) => {
    const body: unknown = await context.req.json().catch(() => null);
    if (typeof body !== 'object' || body === null) throw new Invalid(['body'], 'the body must be an object');
    const { score = null, value = null, comment = null, correction = null } = body as Record<string, unknown>;
    if (score !== null && !['number', 'boolean'].includes(typeof score))
      throw new Invalid(['body', 'score'], 'not a number');
    if (comment !== null && typeof comment !== 'string')
      throw new Invalid(['body', 'comment'], 'not a string');
    return record(context, store, {
      score: score as number | boolean | null,
      value: value as string | number | boolean | null,
      comment,
      correction,
    });
  });
  return app;
}

function record(context: Context, store: FeedbackStore, input: FeedbackInput): Response {
  const id = context.req.param('token') ?? '';
  if (!uuid.test(id)) throw new Invalid(['path', 'token'], 'token must be a UUID');
  const token = store.find(id);
  if (!token) return context.json({ detail: 'Feedback token not found or expired' }, 404);
  store.record(token, input);
  return context.json({});
}

function mint(store: FeedbackStore, wish: unknown): FeedbackToken {
  const {
    run_id: runId,
    feedback_key: key,
    expires_in: expiresIn,
    expires_at: expiresAt,
  } = (wish ?? {}) as Record<string, unknown>;
  if (typeof runId !== 'string' || !uuid.test(runId))
    throw new Invalid(['body', 'run_id'], 'run_id must be a UUID');
  if (typeof key !== 'string' || key === '')
    throw new Invalid(['body', 'feedback_key'], 'feedback_key is required');
  if (typeof expiresAt === 'string') return store.mint(runId, key, Date.parse(expiresAt) - store.now());
  const { days = 0, hours = 0, minutes = 0 } = (expiresIn ?? {}) as Record<string, number>;
  const lifetime = ((days * 24 + hours) * 60 + minutes) * 60_000;
  return store.mint(runId, key, lifetime || threeHours);
}

function describe(context: Context, { id, key, expiresAt }: FeedbackToken) {
  const url = new URL(`/api/v1/feedback/tokens/${id}`, context.req.url).href;
  return { id, url, expires_at: new Date(expiresAt).toISOString(), feedback_key: key };
}

/** A number or a boolean, as query text. */
function readScore(text: string | null): number | boolean | null {
  if (text === null) return null;
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number))
    throw new Invalid(['query', 'score'], 'score must be a number');
  return number;
}

/** A number, a boolean or a string, as query text. */
function readValue(text: string | null): string | number | boolean | null {
  if (text === null) return null;
  if (/^(true|false)$/.test(text)) return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
