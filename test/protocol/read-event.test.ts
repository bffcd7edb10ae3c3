// Both servers' dialects as typed events, and headers as they leave.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAgentFetch } from '../../src/protocol/agent-fetch.js';
import { AgentError } from '../../src/protocol/errors.js';
import { readEvent } from '../../src/protocol/read-event.js';

const read = (event: string, data: unknown) => readEvent({ event, data }, 'messages');

test('pieces of both dialects are the same to us', () => {
  const [js] = read('messages', [{ id: 'a', type: 'ai', content: 'x' }, {}]);
  const [python] = read('messages', [
    { id: 'a', type: 'AIMessageChunk', content: [{ type: 'text', text: 'x', index: 0 }] },
    {},
  ]);
  assert.deepEqual(js, python);
});

test('a subgraph’s words are shown, its state is not the thread’s', () => {
  assert.equal(read('messages|sub:1', [{ id: 'a', type: 'ai', content: 'x' }, {}])[0]?.type, 'delta');
  assert.deepEqual(read('values|sub:1', { messages: [] }), []);
});

test('the visitor’s own message does not come back as an answer', () => {
  assert.deepEqual(read('messages', [{ id: 'u', type: 'human', content: 'x' }, {}]), []);
});

test('tool calls and interrupts are read', () => {
  const [values, interrupt] = read('values', {
    messages: [
      {
        id: 'a',
        type: 'ai',
        content: '',
        tool_calls: [{ id: 't', name: 'search', args: { q: 1 } }, { name: 5 }],
      },
    ],
    __interrupt__: [{ id: 'i', value: { question: 'ok?' } }, null],
  });
  assert.deepEqual(values?.type === 'values' && values.messages?.[0]?.toolCalls, [
    { id: 't', name: 'search', args: { q: 1 } },
  ]);
  assert.deepEqual(interrupt, { type: 'interrupt', interrupts: [{ id: 'i', value: { question: 'ok?' } }] });
});

test('tokens are own texts only', () => {
  const data: unknown = JSON.parse('{"user_score":"u","__proto__":{"evil":"e"},"n":1}');
  assert.deepEqual(read('feedback', data), [{ type: 'feedback', tokens: { user_score: 'u' } }]);
  assert.deepEqual(read('feedback', {}), []);
});

test('headers are asked for each request, and once more after a 401', async () => {
  const seen: (string | null)[] = [];
  let asked = 0;
  const send = createAgentFetch({
    headers: async () => {
      asked += 1;
      return { authorization: `Bearer ${asked}` };
    },
    fetch: async (_input, init) => {
      const header = new Headers(init?.headers).get('authorization');
      seen.push(header);
      return header === 'Bearer 2' ? Response.json({}) : new Response('', { status: 401 });
    },
  });
  await send('https://site.example');
  assert.deepEqual(seen, ['Bearer 1', 'Bearer 2']);
  await assert.rejects(
    send('https://site.example'),
    (error) => error instanceof AgentError && error.kind === 'unauthorized',
  );
  assert.equal(seen.length, 4, 'two tries, then it stops');
});
