// Who a visitor is: anonymous with a token that comes and is renewed, or known to the site.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sign } from 'hono/jwt';
import { type AgentProxyOptions, createAgentProxy } from '../../src/proxy/index.js';
import { readVisitor, signVisitor } from '../../src/proxy/visitor-token.js';

const id = '00000000-0000-4000-8000-000000000001';
const base = 'https://site.example/api/agent';
const day = 86_400_000;

/** A proxy before an Agent Server that keeps threads' metadata. */
function setUp(options: Partial<AgentProxyOptions> = {}) {
  const threads = new Map<string, unknown>();
  const bodies: unknown[] = [];
  const proxy = createAgentProxy({
    upstream: 'https://agent.internal',
    assistants: ['agent'],
    allowedOrigins: ['https://www.example.com'],
    basePath: '/api/agent',
    secret: 'one',
    fetch: async (input, init) => {
      const url = String(input);
      if (init?.method === 'POST' && url.endsWith('/threads')) {
        threads.set(id, JSON.parse(String(init.body)).metadata);
        return Response.json({ thread_id: id, metadata: { secret: 1 } });
      }
      if (init?.method === 'POST') {
        bodies.push(JSON.parse(String(init.body)));
        return new Response('', { headers: { 'content-type': 'text/event-stream' } });
      }
      const metadata = threads.get(id);
      return metadata
        ? Response.json({ thread_id: id, values: { a: 1 }, next: [], metadata })
        : new Response('', { status: 404 });
    },
    ...options,
  });
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET', body = '{}') =>
    proxy.fetch(
      new Request(`${base}${path}`, {
        method,
        headers: { ...(method === 'POST' && { 'content-type': 'application/json' }), ...headers },
        ...(method === 'POST' && { body }),
      }),
    );
  return {
    ask,
    threads,
    bodies,
    state: (headers: Record<string, string> = {}) => ask(`/threads/${id}/state`, headers),
  };
}

test('on another origin the token comes in a header that the page may read, and never as a cookie', async () => {
  const { ask, state, threads } = setUp();
  const made = await ask('/threads', { origin: 'https://www.example.com' }, 'POST');
  const token = made.headers.get('agent-chat-visitor') ?? '';
  assert.match(made.headers.get('access-control-expose-headers') ?? '', /Agent-Chat-Visitor/);
  assert.equal(made.headers.get('set-cookie'), null);
  assert.equal(made.headers.get('access-control-allow-credentials'), null);
  assert.deepEqual(await made.json(), { thread_id: id });
  assert.match(JSON.stringify(threads.get(id)), /anonymous:[0-9a-f-]{36}/);
  assert.equal((await state()).status, 404);
  const mine = await state({ 'agent-chat-visitor': token });
  assert.equal(mine.status, 200);
  assert.equal('metadata' in ((await mine.json()) as object), false, 'metadata stays with the owner');
});

test('on the proxy’s own origin the token comes as a cookie that no script can read', async () => {
  const { ask, state } = setUp();
  const made = await ask('/threads', { origin: 'https://site.example' }, 'POST');
  const cookie = made.headers.get('set-cookie') ?? '';
  assert.match(
    cookie,
    /^agent_chat_visitor=[\w.-]+; Max-Age=2592000; Path=\/api\/agent; HttpOnly; Secure; SameSite=Lax$/,
  );
  assert.equal(made.headers.get('agent-chat-visitor'), null);
  assert.equal((await state({ cookie: cookie.split(';')[0] ?? '' })).status, 200);
});

test('a token is renewed while it is used, and dies when it is not', async () => {
  const now = Date.now();
  const { ask } = setUp();
  const aged = (age: number) => signVisitor('me', ['one'], now - age);
  const answers = async (token: string) =>
    (await ask('/threads', { 'agent-chat-visitor': token }, 'POST')).headers.get('agent-chat-visitor');
  assert.equal(await answers(await aged(0)), null, 'a fresh one is good');
  const renewed = (await answers(await aged(2 * day))) ?? '';
  assert.equal((await readVisitor(renewed, ['one'], now))?.id, 'me', 'the same visitor, a new token');
  const other = (await answers(await aged(31 * day))) ?? '';
  assert.notEqual((await readVisitor(other, ['one'], now))?.id, 'me', 'after a month it is somebody new');
});

test('secrets rotate: the old one is accepted, and its tokens are signed anew', async () => {
  const token = await signVisitor('me', ['old'], Date.now());
  const { ask } = setUp({ secret: ['new', 'old'] });
  const answer =
    (await ask('/threads', { 'agent-chat-visitor': token }, 'POST')).headers.get('agent-chat-visitor') ?? '';
  assert.equal((await readVisitor(answer, ['new'], Date.now()))?.id, 'me');
  const { ask: later } = setUp({ secret: 'new' });
  const stranger =
    (await later('/threads', { 'agent-chat-visitor': token }, 'POST')).headers.get('agent-chat-visitor') ??
    '';
  assert.notEqual((await readVisitor(stranger, ['new'], Date.now()))?.id, 'me');
});

test('the site’s own session says who a visitor is', async () => {
  const { ask, state, threads } = setUp({ authenticate: (request) => request.headers.get('x-user') });
  assert.equal((await ask('/threads', {}, 'POST')).status, 401);
  await ask('/threads', { 'x-user': 'ann' }, 'POST');
  assert.deepEqual(threads.get(id), { agent_chat_visitor: 'site:ann' });
  assert.equal((await state({ 'x-user': 'ann' })).status, 200);
  assert.equal((await state({ 'x-user': 'bob' })).status, 404);
  assert.equal((await state()).status, 401);
});

test('a token that the site signs says who a visitor is', async () => {
  const now = Math.floor(Date.now() / 1_000);
  const site = { key: 'the site’s key', issuer: 'https://site.example' };
  const { ask, state } = setUp({ jwt: site });
  const bearer = async (payload: object, key = site.key) => ({
    authorization: `Bearer ${await sign({ iss: site.issuer, exp: now + 60, ...payload }, key, 'HS256')}`,
  });
  assert.equal((await ask('/threads', await bearer({ sub: 'ann' }), 'POST')).status, 200);
  assert.equal((await state(await bearer({ sub: 'ann' }))).status, 200);
  assert.equal((await state(await bearer({ sub: 'bob' }))).status, 404);
  for (const bad of [
    await bearer({ sub: 'ann' }, 'another key'),
    await bearer({ sub: 'ann', exp: now - 1 }),
    await bearer({ sub: 'ann', iss: 'x' }),
    await bearer({}),
    {},
  ])
    assert.equal((await state(bad)).status, 401);
});

test('without a secret it does not start in production, and says how to make one', () => {
  const make = (more: object) => () =>
    createAgentProxy({ upstream: 'https://a.example', assistants: ['agent'], ...more });
  assert.throws(make({ production: true }), /openssl rand -base64 32/);
  assert.doesNotThrow(make({ production: true, secret: 'x' }));
  assert.doesNotThrow(make({ production: true, authenticate: () => 'ann' }));
  assert.doesNotThrow(make({ production: false }));
});

test('the owner’s settings go into each run, over whatever the visitor says', async () => {
  const { ask, bodies } = setUp({
    authenticate: () => 'ann',
    contextKeys: ['locale', 'tenant'],
    inputKeys: ['messages', 'topic'],
    feedbackKeys: ['user_score'],
    run: ({ id: visitor, identified }) => ({
      config: { tags: ['web'] },
      context: { tenant: visitor, identified },
      metadata: { page: 'help' },
    }),
  });
  await ask('/threads', {}, 'POST');
  const asked = {
    assistant_id: 'agent',
    input: { topic: 'x', other: 1 },
    context: { locale: 'de', tenant: 'evil', admin: true },
    config: { tags: ['evil'] },
    feedback_keys: ['user_score', 'other'],
  };
  await (await ask(`/threads/${id}/runs/stream`, {}, 'POST', JSON.stringify(asked))).text();
  assert.deepEqual(bodies.at(-1), {
    assistant_id: 'agent',
    input: { topic: 'x' },
    context: { locale: 'de', tenant: 'site:ann', identified: true },
    config: { tags: ['web'] },
    metadata: { page: 'help' },
    stream_mode: ['values', 'messages-tuple'],
    stream_resumable: false,
    on_disconnect: 'continue',
    feedback_keys: ['user_score'],
  });
});
