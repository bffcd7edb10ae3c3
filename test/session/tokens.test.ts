// Rating URLs that no stream has brought: stopped, failed and reloaded answers get them from the proxy, and
// an endpoint that has none is not asked again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { json, ScriptedAgent } from '../support/scripted-agent.js';
import { fakeStorage, startSession } from '../support/session.js';
import { feedback, pieces, values } from '../support/streams.js';

const token = (digit: number) => `feedback/tokens/00000000-0000-4000-8000-00000000000${digit}`;
const absolute = (digit: number) => `https://site.example/api/agent/${token(digit)}`;
const asked = /GET .*\/runs\/[^/]+\/feedback/;
const settled = () => new Promise((resolve) => setTimeout(resolve, 10));

test('an answer whose stream brought no tokens gets them from the proxy', async () => {
  const { agent, session } = startSession();
  agent
    .nextRun({ events: [...pieces('a1', ['Hello']), values(['u1', 'human', 'Hi'], ['a1', 'ai', 'Hello'])] })
    .nextAnswer(asked, () => json({ user_score: token(7) }));
  await session.send('Hi');
  await settled();
  assert.deepEqual(session.store.get().tokens, { 'run-1': { user_score: absolute(7) } });
  assert.match(agent.seen(asked)[0]?.path ?? '', /\/threads\/thread-1\/runs\/run-1\/feedback\?/);
  assert.match(agent.seen(asked)[0]?.path ?? '', /user_score/);
});

test('a graph that raised after some words can be rated too', async () => {
  const { agent, session } = startSession();
  agent
    .nextRun({
      events: [...pieces('a1', ['Hello']), { event: 'error', data: { error: 'E', message: 'boom' } }],
      status: 'error',
    })
    .nextAnswer(asked, () => json({ user_score: token(7) }));
  await session.send('Hi');
  await settled();
  assert.deepEqual(session.store.get().tokens['run-1'], { user_score: absolute(7) });
});

test('tokens of the stream are used as they are: nobody is asked', async () => {
  const { agent, session } = startSession();
  agent.nextRun({
    events: [
      ...pieces('a1', ['Hello']),
      values(['u1', 'human', 'Hi'], ['a1', 'ai', 'Hello']),
      feedback('user_score'),
    ],
  });
  await session.send('Hi');
  await settled();
  assert.equal(agent.seen(asked).length, 0);
});

test('after a reload the answers of this browser can be rated, newest first, at most five', async () => {
  const agent = new ScriptedAgent();
  const storage = fakeStorage();
  const before = startSession({ agent, storage });
  const history: [string, string, string][] = [];
  for (let turn = 1; turn <= 7; turn += 1) {
    history.push([`q${turn}`, 'human', 'Hi'], [`a${turn}`, 'ai', `Hello ${turn}`]);
    agent.nextRun({
      events: [...pieces(`a${turn}`, [`Hello ${turn}`]), values(...history), feedback('user_score')],
    });
    await before.session.send('Hi');
  }
  const messages = history.map(([id, type, content]) => ({ id, type, content }));
  agent.threads.set('thread-1', { values: { messages }, next: [], tasks: [] });
  for (let run = 1; run <= 5; run += 1) agent.nextAnswer(asked, () => json({ user_score: token(run) }));

  const after = startSession({ agent, storage });
  await after.session.open();
  await settled();
  const runs = agent.seen(asked).map(({ path }) => /runs\/([^/]+)/.exec(path)?.[1]);
  assert.deepEqual(runs, ['run-7', 'run-6', 'run-5', 'run-4', 'run-3']);
  assert.equal(Object.keys(after.session.store.get().tokens).length, 5);
});

test('an Agent Server without the proxy is asked once, and no control appears', async () => {
  const { agent, session, warnings } = startSession();
  for (const id of ['a1', 'a2']) {
    agent.nextRun({ events: [...pieces(id, ['Hello']), values([id, 'ai', 'Hello'])] });
    await session.send('Hi');
    await settled();
  }
  assert.equal(agent.seen(asked).length, 1);
  assert.deepEqual(session.store.get().tokens, {});
  assert.deepEqual(warnings, []);
});

test('a proxy in trouble is asked again for the next answer', async () => {
  const { agent, session } = startSession();
  agent.nextAnswer(asked, () => json({}, { status: 502 }));
  for (const id of ['a1', 'a2']) {
    agent.nextRun({ events: [...pieces(id, ['Hello']), values([id, 'ai', 'Hello'])] });
    await session.send('Hi');
    await settled();
  }
  assert.equal(agent.seen(asked).length, 2);
  assert.deepEqual(session.store.get().status, 'idle');
});

test('with feedback="none" nobody is asked', async () => {
  const { agent, session } = startSession({ feedbackKeys: [] });
  agent.nextRun({ events: [...pieces('a1', ['Hello']), values(['a1', 'ai', 'Hello'])] });
  await session.send('Hi');
  await settled();
  assert.equal(agent.seen(asked).length, 0);
});
