// What goes wrong between visitor and agent: nothing is lost, nothing doubled, and there is a way on.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { json, ScriptedAgent } from '../support/scripted-agent.js';
import { fakeStorage, startSession } from '../support/session.js';
import { feedback, pieces, values } from '../support/streams.js';

const hello = {
  events: [
    ...pieces('a1', ['Hello']),
    values(['u1', 'human', 'Hi'], ['a1', 'ai', 'Hello']),
    feedback('user_score'),
  ],
};
const html = (status: number) =>
  new Response('<html>Bad gateway</html>', { status, headers: { 'content-type': 'text/html' } });

const refusals: readonly [string, () => Response | Promise<Response>, string][] = [
  ['no network', () => Promise.reject(new TypeError('Failed to fetch')), 'unreachable'],
  ['401', () => json({ detail: 'no' }, { status: 401 }), 'unauthorized'],
  ['403', () => json({ detail: 'no' }, { status: 403 }), 'unauthorized'],
  ['429', () => json({}, { status: 429, headers: { 'retry-after': '7' } }), 'rate-limited'],
  ['502 as HTML', () => html(502), 'server'],
  ['200 as HTML', () => html(200), 'endpoint-wrong'],
  ['404 as HTML', () => html(404), 'endpoint-wrong'],
  ['409', () => json({ detail: 'busy' }, { status: 409 }), 'busy'],
  ['422, busy', () => json({ message: 'Thread is already running a task.' }, { status: 422 }), 'busy'],
  ['413', () => json({}, { status: 413 }), 'too-large'],
  [
    'an unknown assistant',
    () => json({ detail: 'No assistant found for "x"' }, { status: 404 }),
    'assistant-unknown',
  ],
];

for (const [name, answer, code] of refusals) {
  test(`${name}: the text stays, and a retry sends it once more under the same id`, async () => {
    const { agent, session, texts, events } = startSession();
    agent.nextAnswer(/runs\/stream$/, answer);
    await session.send('Hi');
    const { status, error } = session.store.get();
    assert.equal(status, 'error');
    assert.equal(error?.code, code);
    if (code === 'rate-limited') assert.equal(error?.retryAfter, 7);
    assert.deepEqual(texts(), ['user failed: Hi']);
    assert.equal(events.filter(({ type }) => type === 'error').length, 1);

    agent.nextRun(hello);
    await session.retry();
    assert.deepEqual(texts(), ['user complete: Hi', 'assistant complete: Hello']);
    assert.equal(session.store.get().error, null);
    const ids = agent
      .seen(/runs\/stream$/)
      .map(({ body }) => JSON.stringify(body?.['input']).match(/"id":"(\w+)"/)?.[1]);
    assert.deepEqual(ids, ['u1', 'u1']);
  });
}

test('the text of a failed send is still there after a reload', async () => {
  const storage = fakeStorage();
  const { agent, session } = startSession({ storage });
  agent.nextAnswer(/threads$/, () => html(502));
  await session.send('Precious words');
  assert.match([...storage.items.values()].join(), /Precious words/);
});

for (const end of ['cut', 'close'] as const) {
  test(`a stream that ends early (${end}) is joined where it broke, and the run is posted once`, async () => {
    const { agent, session, texts } = startSession();
    agent.nextRun({ events: pieces('a1', ['Hel']), end, status: 'running' });
    agent.nextJoin({
      events: [
        ...pieces('a1', ['lo']),
        values(['u1', 'human', 'Hi'], ['a1', 'ai', 'Hello']),
        feedback('user_score'),
      ],
    });
    await session.send('Hi');
    assert.deepEqual(texts(), ['user complete: Hi', 'assistant complete: Hello']);
    assert.equal(agent.seen(/POST .*runs\/stream$/).length, 1);
    assert.equal(agent.seen(/GET .*\/stream\?/)[0]?.headers.get('last-event-id'), '1');
  });
}

test('a run that ended while the line was down is read from the thread', async () => {
  const { agent, session, texts } = startSession();
  agent.nextRun({ events: pieces('a1', ['Hel']), end: 'cut', status: 'success' });
  const sent = session.send('Hi');
  await new Promise((resolve) => setTimeout(resolve));
  agent.threads.set('thread-1', {
    values: {
      messages: [
        { id: 'u1', type: 'human', content: 'Hi' },
        { id: 'a1', type: 'ai', content: 'Hello' },
      ],
    },
    next: [],
    tasks: [],
  });
  await sent;
  assert.deepEqual(texts(), ['user complete: Hi', 'assistant complete: Hello']);
  assert.equal(session.store.get().status, 'idle');
});

test('a graph that raises keeps what it said, and a retry runs it again', async () => {
  const { agent, session, texts } = startSession();
  agent.nextRun({
    events: [...pieces('a1', ['Half ']), { event: 'error', data: { error: 'ValueError', message: 'broke' } }],
    status: 'error',
  });
  const sent = session.send('Hi');
  await new Promise((resolve) => setTimeout(resolve));
  agent.threads.set('thread-1', {
    values: { messages: [{ id: 'u1', type: 'human', content: 'Hi' }] },
    next: ['node'],
    tasks: [],
  });
  await sent;
  assert.deepEqual(texts(), ['user complete: Hi', 'assistant stopped: Half ']);
  assert.equal(session.store.get().error?.code, 'run-failed');
  agent.nextRun(hello);
  await session.retry();
  assert.deepEqual(texts(), ['user complete: Hi', 'assistant complete: Hello']);
});

test('tokens that cannot be minted leave the answer whole', async () => {
  const { agent, session, texts } = startSession();
  agent.nextRun({
    events: [
      ...pieces('a1', ['Hello']),
      values(['u1', 'human', 'Hi'], ['a1', 'ai', 'Hello']),
      { event: 'error', data: { error: 'Error', message: 'Failed to create presigned feedback token' } },
    ],
    status: 'error',
  });
  const sent = session.send('Hi');
  await new Promise((resolve) => setTimeout(resolve));
  agent.threads.set('thread-1', {
    values: {
      messages: [
        { id: 'u1', type: 'human', content: 'Hi' },
        { id: 'a1', type: 'ai', content: 'Hello' },
      ],
    },
    next: [],
    tasks: [],
  });
  await sent;
  assert.deepEqual(texts(), ['user complete: Hi', 'assistant complete: Hello']);
  assert.equal(session.store.get().status, 'idle');
  assert.equal(session.store.get().error, null);
});

test('a server that refuses feedback_keys gets one try without them, and the console a warning', async () => {
  const { agent, session, texts, warnings } = startSession();
  agent.nextAnswer(/runs\/stream$/, () =>
    json({ detail: 'feedback_keys: extra fields not permitted' }, { status: 422 }),
  );
  agent.nextRun({
    events: [...pieces('a1', ['Hello']), values(['u1', 'human', 'Hi'], ['a1', 'ai', 'Hello'])],
  });
  agent.threads.set('thread-0', { values: {}, next: [], tasks: [] });
  await session.send('Hi');
  assert.equal(texts()[1], 'assistant complete: Hello');
  assert.equal(warnings.length, 1);
  assert.equal('feedback_keys' in (agent.seen(/runs\/stream$/)[1]?.body ?? {}), false);
});

test('a thread that is gone is replaced, and the message kept', async () => {
  const { agent, session, texts } = startSession();
  agent.nextRun(hello);
  await session.send('Hi');
  agent.threads.delete('thread-1');
  agent.nextRun({ events: [...pieces('a2', ['Again']), feedback('user_score')] });
  await session.send('More');
  assert.equal(session.store.get().threadId, 'thread-1');
  assert.deepEqual(texts().slice(-2), ['user complete: More', 'assistant complete: Again']);
});

test('a remembered thread that is gone begins an empty conversation', async () => {
  const storage = fakeStorage();
  storage.setItem(
    'conversation',
    JSON.stringify({ threadId: 'gone', runs: { a: 1 }, draft: 5, activeRunId: {} }),
  );
  const { session } = startSession({ storage, agent: new ScriptedAgent() });
  await session.open();
  assert.equal(session.store.get().threadId, null);
  assert.equal(session.store.get().status, 'idle');
});

test('what makes no sense on the wire is passed over', async () => {
  const { agent, session, texts } = startSession();
  agent.nextRun({
    events: [
      { event: 'messages', data: null },
      {
        event: 'messages',
        data: [{ id: 'a1', type: 'ai', content: [{ type: 'text', text: 'Hel' }, { type: 'image_url' }, 7] }],
      },
      { event: 'messages', data: [{ type: 'ai', content: 'no id' }] },
      { event: 'values', data: 'text' },
      { event: 'values', data: { other: 1 } },
      { event: 'unknown', data: {} },
      { event: 'feedback', data: { __proto__: null, user_score: 7 } },
      ...pieces('a1', ['lo'], 'AIMessageChunk'),
      feedback('user_score'),
    ],
  });
  await session.send('Hi');
  assert.deepEqual(texts(), ['user complete: Hi', 'assistant complete: Hello']);
});

test('a message that the graph gives another id is not shown twice', async () => {
  const { agent, session, texts } = startSession();
  agent.nextRun({
    events: [
      ...pieces('a1', ['Hello']),
      values(['other', 'human', 'Hi'], ['new', 'ai', 'Hello']),
      feedback('user_score'),
    ],
  });
  await session.send('Hi');
  assert.deepEqual(texts(), ['user complete: Hi', 'assistant complete: Hello']);
});
