// Two tabs on one thread: what one does, the other shows, and neither takes the other's conversation away.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ScriptedAgent } from '../support/scripted-agent.js';
import { fakeStorage, startSession } from '../support/session.js';
import { feedback, pieces, values } from '../support/streams.js';

const answered = [
  ...pieces('a1', ['Hel', 'lo']),
  values(['u1', 'human', 'Hi'], ['a1', 'ai', 'Hello']),
  feedback('user_score'),
];
const thread = {
  values: {
    messages: [
      { id: 'u1', type: 'human', content: 'Hi' },
      { id: 'a1', type: 'ai', content: 'Hello' },
    ],
  },
  next: [],
  tasks: [],
};
const shown = ['user complete: Hi', 'assistant complete: Hello'];

test('an empty tab shows the conversation that another begins, and its answer while it comes', async () => {
  const [agent, storage] = [new ScriptedAgent(), fakeStorage()];
  const two = startSession({ agent, storage });
  let synced: Promise<void> | undefined;
  // A browser tells the other tab of each write.
  const setItem = (key: string, text: string) => {
    storage.setItem(key, text);
    if (synced || !text.includes('run-1')) return;
    agent.nextJoin({ events: answered, status: 'running' });
    synced = two.session.sync();
  };
  const one = startSession({ agent, storage: { ...storage, setItem } });
  agent.nextRun({ events: answered });
  const grew = new Set<string>();
  two.session.store.subscribe(({ messages }) => grew.add(messages.at(-1)?.text ?? ''));
  await one.session.send('Hi');
  agent.threads.set('thread-1', thread);
  await synced;
  assert.deepEqual(two.texts(), shown);
  assert.ok(grew.has('Hel'), 'the answer grew in the second tab too');
  assert.equal(agent.seen(/POST .*runs\/stream$/).length, 1);
  assert.equal(two.session.store.get().messages[1]?.runId, 'run-1');
});

test('a tab on the same thread reads what another has added', async () => {
  const [agent, storage] = [new ScriptedAgent(), fakeStorage()];
  const one = startSession({ agent, storage });
  agent.nextRun({ events: answered });
  await one.session.send('Hi');
  agent.threads.set('thread-1', thread);
  const two = startSession({ agent, storage });
  await two.session.open();
  assert.deepEqual(two.texts(), shown);

  agent.nextRun({
    events: [
      ...pieces('a2', ['Yes']),
      values(['u2', 'human', 'More'], ['a2', 'ai', 'Yes']),
      feedback('user_score'),
    ],
  });
  await one.session.send('More');
  const { messages } = thread.values;
  const more = [
    { id: 'u2', type: 'human', content: 'More' },
    { id: 'a2', type: 'ai', content: 'Yes' },
  ];
  agent.threads.set('thread-1', { ...thread, values: { messages: [...messages, ...more] } });
  await two.session.sync();
  assert.deepEqual(two.texts(), [...shown, 'user complete: More', 'assistant complete: Yes']);
  await two.session.sync();
  assert.equal(agent.seen(/GET .*\/state/).length, 2, 'nothing new, nothing read');
});

test('a conversation is not left because another tab begins a new one', async () => {
  const [agent, storage] = [new ScriptedAgent(), fakeStorage()];
  const [one, two] = [startSession({ agent, storage }), startSession({ agent, storage })];
  agent.nextRun({ events: answered });
  await one.session.send('Hi');
  two.session.newThread();
  await one.session.sync();
  assert.deepEqual(one.texts(), shown);
  agent.nextRun({ events: [...pieces('b1', ['Yes']), values(['u1', 'human', 'New'], ['b1', 'ai', 'Yes'])] });
  await two.session.send('New');
  await one.session.sync();
  assert.deepEqual(one.texts(), shown);
});

test('text that is not sent yet stays where it is written', async () => {
  const [agent, storage] = [new ScriptedAgent(), fakeStorage()];
  const [one, two] = [startSession({ agent, storage }), startSession({ agent, storage })];
  agent.nextRun({ events: answered });
  agent.nextAnswer(/runs\/stream$/, () => Promise.reject(new TypeError('Failed to fetch')));
  await two.session.send('Mine');
  await one.session.send('Hi');
  await two.session.sync();
  assert.deepEqual(two.texts().at(0), 'user failed: Mine');
});
