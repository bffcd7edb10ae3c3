// What a visitor sees of a conversation: sending, answers that grow, stopping, starting anew, coming back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ScriptedAgent } from '../support/scripted-agent.js';
import { fakeStorage, startSession } from '../support/session.js';
import { feedback, pieces, values } from '../support/streams.js';

const hello = {
  events: [
    ...pieces('a1', ['Hel', 'lo']),
    values(['u1', 'human', 'Hi'], ['a1', 'ai', 'Hello']),
    feedback('user_score'),
  ],
};

test('an answer is shown and complete, and the run can be rated', async () => {
  const { agent, session, events, texts } = startSession();
  agent.nextRun(hello);
  await session.send('  Hi ');
  assert.deepEqual(texts(), ['user complete: Hi', 'assistant complete: Hello']);
  const { status, tokens, threadId } = session.store.get();
  assert.equal(status, 'idle');
  assert.equal(threadId, 'thread-1');
  assert.deepEqual(tokens, {
    'run-1': {
      user_score: 'https://site.example/api/agent/feedback/tokens/00000000-0000-4000-8000-000000000001',
    },
  });
  assert.deepEqual(
    events.map(({ type }) => type),
    ['thread-change', 'run-start', 'message', 'message', 'run-end'],
  );
});

test('a run is asked for feedback keys, the two stream modes and nothing else', async () => {
  const { agent, session } = startSession();
  agent.nextRun(hello);
  await session.send('Hi');
  const [run] = agent.seen(/runs\/stream$/);
  assert.deepEqual(run?.body, {
    assistant_id: 'agent',
    input: { messages: [{ type: 'human', id: 'u1', content: 'Hi' }] },
    stream_mode: ['values', 'messages-tuple'],
    stream_resumable: true,
    on_disconnect: 'continue',
    feedback_keys: ['user_score'],
  });
});

test('the answer grows while it comes', async () => {
  const { agent, session } = startSession();
  agent.nextRun(hello);
  const seen = new Set<string>();
  session.store.subscribe((state) => {
    const last = state.messages.at(-1);
    if (last?.role === 'assistant') seen.add(`${last.status}: ${last.text}`);
  });
  await session.send('Hi');
  assert.deepEqual([...seen], ['streaming: Hel', 'streaming: Hello', 'complete: Hello']);
});

test('messages that did not change keep their identity', async () => {
  const { agent, session } = startSession();
  agent.nextRun(hello);
  await session.send('Hi');
  const before = session.store.get().messages;
  agent.nextRun({
    events: [
      values(['u1', 'human', 'Hi'], ['a1', 'ai', 'Hello'], ['u2', 'human', 'More']),
      ...pieces('a2', ['Yes']),
      values(['u1', 'human', 'Hi'], ['a1', 'ai', 'Hello'], ['u2', 'human', 'More'], ['a2', 'ai', 'Yes']),
      feedback('user_score'),
    ],
  });
  await session.send('More');
  const after = session.store.get().messages;
  assert.equal(after[0], before[0]);
  assert.equal(after[1], before[1]);
  assert.equal(after.length, 4);
});

test('a second text is not sent while a run goes on', async () => {
  const { agent, session } = startSession();
  agent.nextRun({ events: pieces('a1', ['wait']), end: 'open', status: 'running' });
  void session.send('one');
  await session.send('two');
  session.stop();
  assert.equal(session.store.get().messages.filter(({ role }) => role === 'user').length, 1);
});

test('stopping keeps what was said, and stops the run on the server', async () => {
  const { agent, session, events, texts } = startSession();
  agent.nextRun({ events: pieces('a1', ['half an ans']), end: 'open', status: 'running' });
  const sent = session.send('Hi');
  await until(() => session.store.get().messages.length === 2);
  session.stop();
  assert.deepEqual(texts(), ['user complete: Hi', 'assistant stopped: half an ans']);
  assert.equal(session.store.get().status, 'idle');
  await sent;
  assert.equal(agent.seen(/^POST .*\/runs\/run-1\/cancel/).length, 1);
  assert.deepEqual(events.at(-1), {
    type: 'run-end',
    threadId: 'thread-1',
    runId: 'run-1',
    status: 'stopped',
  });
});

test('a run that is left before the server has named it is stopped as soon as it is named', async () => {
  const { agent, session, texts } = startSession();
  let answer: (response: Response) => void = () => {};
  const response = new Promise<Response>((resolve) => {
    answer = resolve;
  });
  agent.nextAnswer(/runs\/stream$/, () => response);
  const sent = session.send('Hi');
  await until(() => agent.seen(/runs\/stream$/).length === 1);
  session.stop();
  assert.equal(session.store.get().status, 'idle');
  answer(
    new Response('event: metadata\ndata: {"run_id":"run-9"}\n\n', {
      headers: { 'content-type': 'text/event-stream', 'content-location': '/threads/thread-1/runs/run-9' },
    }),
  );
  await sent;
  assert.equal(agent.seen(/run-9\/cancel/).length, 1);
  assert.deepEqual(texts(), ['user failed: Hi'], 'the text is still there, to be sent again');
});

test('a new conversation is empty and gets a thread of its own', async () => {
  const { agent, session } = startSession();
  agent.nextRun(hello);
  await session.send('Hi');
  session.newThread();
  assert.equal(session.store.get().messages.length, 0);
  assert.equal(session.store.get().threadId, null);
  agent.nextRun(hello);
  await session.send('Hi');
  assert.equal(session.store.get().threadId, 'thread-2');
});

test('after a reload the conversation is there, with the run of each answer', async () => {
  const storage = fakeStorage();
  const agent = new ScriptedAgent();
  const first = startSession({ agent, storage });
  agent.nextRun(hello);
  await first.session.send('Hi');
  const thread = agent.threads.get('thread-1');
  if (thread)
    thread.values = {
      messages: [
        { id: 'u1', type: 'human', content: 'Hi' },
        { id: 'a1', type: 'ai', content: 'Hello' },
      ],
    };

  const second = startSession({ agent, storage });
  await second.session.open();
  assert.deepEqual(second.texts(), ['user complete: Hi', 'assistant complete: Hello']);
  assert.equal(second.session.store.get().messages[1]?.runId, 'run-1');
});

test('a reload in mid-answer joins the run and goes on', async () => {
  const storage = fakeStorage();
  const agent = new ScriptedAgent();
  const first = startSession({ agent, storage });
  agent.nextRun({ events: pieces('a1', ['Hel']), end: 'open', status: 'running' });
  void first.session.send('Hi');
  await until(() => first.session.store.get().messages.length === 2);
  first.session.dispose();

  const thread = agent.threads.get('thread-1');
  if (thread) thread.values = { messages: [{ id: 'u1', type: 'human', content: 'Hi' }] };
  agent.nextJoin(hello);
  const second = startSession({ agent, storage });
  await second.session.open();
  assert.deepEqual(second.texts(), ['user complete: Hi', 'assistant complete: Hello']);
  assert.equal(agent.seen(/^GET .*\/runs\/run-1\/stream/)[0]?.headers.get('last-event-id'), '-1');
});

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.fail('The condition did not come true within a second.');
}
