// The proxy as a visitor's browser meets it, in front of a scripted Agent Server and LangSmith.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAgentProxy } from '../../src/proxy/index.js';
import { signVisitor } from '../../src/proxy/visitor-token.js';

const id = '00000000-0000-4000-8000-000000000001';
const base = 'https://site.example/api/agent';
const secret = 'a secret of this test, and of no other';
/** The visitor whose thread it is. */
const mine = { 'agent-chat-visitor': await signVisitor('me', [secret], Date.now()) };

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What the Agent Server says of the thread and the run, which are the visitor's. */
function lookedUp(url: string, method = 'GET'): Response | null {
  if (method !== 'GET' || !new RegExp(`/threads/${id}(/runs/${id})?$`).test(url)) return null;
  return Response.json({
    thread_id: id,
    run_id: id,
    status: 'success',
    kwargs: { config: 'the owner’s' },
    metadata: { agent_chat_visitor: 'anonymous:me' },
  });
}

/** A proxy whose upstream answers with `answer`, and what it was sent besides asking whose things are. */
function setUp(
  answer: (url: string) => Response | Promise<Response> = () => Response.json({ thread_id: id }),
  more = {},
) {
  const sent: Sent[] = [];
  const proxy = createAgentProxy({
    upstream: 'https://agent.internal',
    apiKey: 'secret-key',
    assistants: ['agent'],
    allowedOrigins: ['https://www.example.com'],
    basePath: '/api/agent',
    langsmithUrl: 'https://smith.internal/api/v1',
    secret,
    fetch: async (input, init) => {
      const url = String(input);
      const known = lookedUp(url, init?.method);
      if (known) return known;
      const body = typeof init?.body === 'string' ? JSON.parse(init.body) : null;
      sent.push({ url, method: init?.method ?? 'GET', headers: new Headers(init?.headers), body });
      return answer(url);
    },
    ...more,
  });
  const ask = (path: string, init: RequestInit = {}) =>
    proxy.fetch(new Request(`${base}${path}`, { ...init, headers: { ...mine, ...init.headers } }));
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  return { ask, post, sent, proxy };
}

test('the key goes to the agent, and the visitor’s headers stay behind', async () => {
  const { post, sent } = setUp();
  const response = await post('/threads', {}, { cookie: 'session=1', authorization: 'Bearer mine' });
  assert.equal(response.status, 200);
  assert.equal(sent[0]?.headers.get('x-api-key'), 'secret-key');
  assert.equal(sent[0]?.headers.get('cookie'), null);
  assert.equal(sent[0]?.headers.get('authorization'), null);
});

test('only the routes of the element exist', async () => {
  const { ask, post, sent } = setUp();
  const paths = [
    '/assistants/search',
    '/store/items',
    '/runs/crons',
    '/threads/search',
    '/runs/stream',
    '/ok',
    '/info',
    `/threads/${id}/copy`,
    `/threads/not-a-uuid`,
    `/threads/${id}/../../store`,
    '/threads/%2e%2e/store',
    `/threads/${id}/runs/wait`,
    '/feedback/tokens',
    `//threads/${id}`,
  ];
  for (const path of paths) {
    assert.equal((await post(path, {})).status, 404, `POST ${path}`);
    assert.equal((await ask(path)).status, 404, `GET ${path}`);
  }
  for (const method of ['PUT', 'PATCH', 'DELETE'])
    assert.equal((await ask(`/threads/${id}`, { method })).status, 404, method);
  assert.equal(sent.length, 0);
});

test('a run keeps what the element sends, and nothing that could steer the server', async () => {
  const { post, sent } = setUp(() => new Response('', { headers: { 'content-type': 'text/event-stream' } }));
  await post(`/threads/${id}/runs/stream`, {
    assistant_id: 'agent',
    input: { messages: [{ type: 'human', id: 'u', content: 'Hi', evil: 1 }], is_admin: true },
    context: { user: 'admin' },
    feedback_keys: ['user_score', '../evil', 'user_score'],
    stream_mode: ['values', 'messages-tuple', 'debug'],
    stream_resumable: true,
    webhook: 'https://evil.example',
    config: { configurable: { user: 'admin' } },
    metadata: { a: 1 },
    after_seconds: 9,
    interrupt_before: '*',
    on_completion: 'delete',
  });
  assert.deepEqual(sent[0]?.body, {
    assistant_id: 'agent',
    input: { messages: [{ type: 'human', id: 'u', content: 'Hi' }] },
    stream_mode: ['values', 'messages-tuple'],
    stream_resumable: true,
    on_disconnect: 'continue',
    feedback_keys: ['user_score'],
  });
});

test('an assistant that is not on the list does not exist', async () => {
  const { post, sent } = setUp();
  const response = await post(`/threads/${id}/runs/stream`, { assistant_id: 'admin' });
  assert.equal(response.status, 404);
  assert.deepEqual(await response.json(), {
    error: { kind: 'config', message: 'There is no such assistant.', code: 'assistant-unknown' },
  });
  assert.equal(sent.length, 0);
});

test('pages of other origins are refused, those on the list are answered with CORS', async () => {
  const { post, ask } = setUp();
  assert.equal((await post('/threads', {}, { origin: 'https://evil.example' })).status, 403);
  assert.equal((await post('/threads', {}, { origin: 'null' })).status, 403);
  assert.equal((await post('/threads', {}, { origin: 'https://site.example' })).status, 200);
  const allowed = await post('/threads', {}, { origin: 'https://www.example.com' });
  assert.equal(allowed.headers.get('access-control-allow-origin'), 'https://www.example.com');
  assert.match(allowed.headers.get('access-control-expose-headers') ?? '', /Content-Location/);
  assert.match(allowed.headers.get('vary') ?? '', /Origin/i);
  const preflight = await ask('/threads', {
    method: 'OPTIONS',
    headers: { origin: 'https://www.example.com', 'access-control-request-method': 'POST' },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), 'https://www.example.com');
});

test('an answer says what it is, and decides nothing for the site it stands on', async () => {
  const { ask } = setUp();
  for (const path of ['/healthz', `/threads/${id}`, '/nowhere']) {
    const { headers } = await ask(path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
    for (const name of ['strict-transport-security', 'x-frame-options', 'access-control-allow-credentials'])
      assert.equal(headers.get(name), null, `${path}: ${name}`);
  }
});

test('a POST must be JSON, and not too long', async () => {
  const { ask, post } = setUp();
  assert.equal(
    (await ask('/threads', { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } })).status,
    415,
  );
  assert.equal((await post(`/threads/${id}/runs/stream`, { input: 'x'.repeat(1_100_000) })).status, 413);
});

test('errors are short, and carry no key, no address and no stack', async () => {
  for (const [status, expected] of [
    [500, 500],
    [401, 502],
    [429, 429],
    [404, 404],
    [409, 409],
  ] as const) {
    const { ask } = setUp(
      () =>
        new Response('Traceback at https://agent.internal secret-key', {
          status,
          headers: { 'retry-after': '7' },
        }),
    );
    const response = await ask(`/threads/${id}/state`);
    const text = await response.text();
    assert.equal(response.status, expected);
    assert.ok(!/internal|secret|Traceback/.test(text), text);
    if (status === 429) assert.equal(response.headers.get('retry-after'), '7');
  }
  const { ask } = setUp(() => Promise.reject(new TypeError('connect ECONNREFUSED agent.internal')));
  const response = await ask(`/threads/${id}/state`);
  assert.equal(response.status, 502);
  assert.ok(!/internal/.test(await response.text()));
});

const events =
  'event: messages\ndata: [{"id":"a","type":"ai","content":"see feedback/tokens"}]\n\n: heartbeat\n\n' +
  `event: feedback\ndata: {"user_score":"https://smith.internal/api/v1/feedback/tokens/${id}","evil":"https://evil.example/x"}\nid: 9\n\n`;
const rewritten =
  'event: messages\ndata: [{"id":"a","type":"ai","content":"see feedback/tokens"}]\n\n: heartbeat\n\n' +
  `event: feedback\ndata: {"user_score":"feedback/tokens/${id}"}\nid: 9\n\n`;

for (const [name, end] of [
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR', '\r'],
] as const) {
  test(`token URLs are rewritten at every chunk boundary, with ${name}`, async () => {
    const bytes = new TextEncoder().encode(events.replaceAll('\n', end));
    for (let cut = 1; cut < bytes.length; cut++) {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(bytes.slice(0, cut));
          controller.enqueue(bytes.slice(cut));
          controller.close();
        },
      });
      const { post } = setUp(
        () =>
          new Response(body, {
            headers: {
              'content-type': 'text/event-stream',
              'content-location': `https://agent.internal/threads/${id}/runs/${id}`,
            },
          }),
      );
      const response = await post(`/threads/${id}/runs/stream`, { assistant_id: 'agent' });
      const [, begun, rest] = /^(: heartbeat\n\n)([\s\S]*)$/.exec(await response.text()) ?? [];
      assert.ok(begun, 'the first bytes come at once');
      assert.equal(rest, rewritten.replaceAll('\n', end), `cut at ${cut}`);
      assert.equal(response.headers.get('content-location'), `/threads/${id}/runs/${id}`);
      assert.equal(response.headers.get('x-accel-buffering'), 'no');
    }
  });
}

test('a stream that breaks upstream breaks for the visitor too', async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('event: messages\ndata: []\n\n'));
      setTimeout(() => controller.error(new Error('cut')), 5);
    },
  });
  const { post } = setUp(() => new Response(body));
  const response = await post(`/threads/${id}/runs/stream`, { assistant_id: 'agent' });
  assert.equal(response.status, 200);
  await assert.rejects(response.text());
});

test('a rating goes to the configured LangSmith, with known parts alone', async () => {
  const { ask, sent } = setUp(() => Response.json({}));
  const response = await ask(
    `/feedback/tokens/${id}?score=1&comment=&value=fine&metadata=x&url=https://evil.example`,
  );
  assert.deepEqual(await response.json(), { recorded: true });
  assert.equal(sent[0]?.url, `https://smith.internal/api/v1/feedback/tokens/${id}?score=1&value=fine`);
  assert.equal(
    sent[0]?.headers.get('x-api-key'),
    null,
    'the token is the right to rate; the key is not needed',
  );
});

const submission = `submission_id=${id}&run_id=${id}&feedback_key=user_score`;

test('a repeat of a submission is dropped, one that was surely not recorded may try again', async () => {
  const answers = [429, 200, 200];
  const { ask, sent } = setUp(
    () => new Response('{}', { status: answers.shift() ?? 200, headers: { 'retry-after': '3' } }),
  );
  const rate = () => ask(`/feedback/tokens/${id}?score=1&${submission}`);
  const [first, second] = await Promise.all([rate(), rate()]);
  assert.deepEqual([first.status, second.status], [429, 429], 'two at once are one');
  assert.equal(first.headers.get('retry-after'), '3');
  assert.equal((await rate()).status, 200);
  assert.equal((await rate()).status, 200);
  assert.equal(sent.length, 2);
  assert.ok(
    sent.every(({ url }) => !url.includes('submission')),
    'LangSmith hears nothing of it',
  );
});

for (const [name, recorded, requests] of [
  ['and was recorded', true, 0],
  ['and was not recorded', false, 1],
] as const) {
  test(`a rating whose answer was lost ${name}: the repeat looks before it sends`, async () => {
    let lost = true;
    const { ask, sent } = setUp((url) => {
      if (url.includes('/feedback?')) return Response.json(recorded ? [{ id }] : []);
      if (lost) return Promise.reject(new TypeError('socket hang up'));
      return Response.json({});
    });
    assert.equal((await ask(`/feedback/tokens/${id}?score=1&${submission}`)).status, 504);
    lost = false;
    const before = sent.length;
    assert.equal((await ask(`/feedback/tokens/${id}?score=1&${submission}`)).status, 200);
    assert.equal(sent.slice(before).filter(({ url }) => url.includes('/tokens/')).length, requests);
  });
}

test('a long rating comes and goes as POST', async () => {
  const { post, sent } = setUp(() => Response.json({}));
  await post(`/feedback/tokens/${id}`, { score: -1, comment: 'x'.repeat(7_000), submission_id: id });
  assert.equal(sent[0]?.method, 'POST');
  assert.match(JSON.stringify(sent[0]?.body), /"score":-1/);
  assert.equal((await post(`/feedback/tokens/${id}`, { comment: 'x'.repeat(40_000) })).status, 413);
});

test('an empty rating is nobody’s opinion', async () => {
  const { ask, sent } = setUp();
  assert.equal((await ask(`/feedback/tokens/${id}`)).status, 422);
  assert.equal(sent.length, 0);
});

test('rating URLs of a run are listed, and minted where they are missing', async () => {
  const other = id.replace(/1$/, '2');
  const { ask, sent } = setUp((url) => {
    if (url.includes('/runs/')) return Response.json({ run_id: id, status: 'success' });
    if (url.includes('run_id='))
      return Response.json([
        {
          id,
          url: `https://smith.internal/api/v1/feedback/tokens/${id}`,
          feedback_key: 'user_score',
          expires_at: '2999-01-01T00:00:00Z',
        },
      ]);
    return Response.json({
      id: other,
      url: `https://smith.internal/api/v1/feedback/tokens/${other}`,
      feedback_key: 'accuracy',
      expires_at: '2999-01-01T00:00:00Z',
    });
  });
  const response = await ask(`/threads/${id}/runs/${id}/feedback?keys=user_score,accuracy`);
  assert.deepEqual(await response.json(), {
    user_score: `feedback/tokens/${id}`,
    accuracy: `feedback/tokens/${other}`,
  });
  assert.deepEqual(sent.at(-1)?.body, { run_id: id, feedback_key: 'accuracy', expires_in: { hours: 3 } });
});

test('options that cannot work are refused with the way to mend them', () => {
  const make = (change: object) => () =>
    createAgentProxy({ upstream: 'https://a.example', assistants: ['agent'], ...change });
  assert.throws(make({ upstream: 'nowhere' }), /`upstream` must be a web address/);
  assert.throws(make({ assistants: [] }), /must name at least one assistant/);
  assert.throws(make({ allowedOrigins: ['https://a.example/path'] }), /give origins such as/);
  assert.throws(make({ allowedOrigins: ['*'] }), /give origins such as/);
});
