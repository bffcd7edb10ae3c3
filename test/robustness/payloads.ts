// What may be wrong with what a server says, as data: the tests run each over both dialects, and the table of
// docs/robustness.md is written from it.

import { feedback, pieces, values } from '../support/streams.js';
import { runId, type Said } from './line.js';

/** Something odd among the events of a run whose answer is `Hello`. */
export interface Payload {
  readonly name: string;
  readonly said: readonly Said[];
  /** The answer's text in the end; `Hello` when absent. */
  readonly answer?: string;
}

const done = [values(['u1', 'human', 'Hi'], ['a1', 'ai', 'Hello']), feedback('user_score')];
const [hel, lo] = pieces('a1', ['Hel', 'lo']) as [Said, Said];
const between = (...odd: readonly Said[]): readonly Said[] => [hel, ...odd, lo, ...done];
const event = (name: string, data: unknown): Said => ({ event: name, data });
const chunk = (message: unknown): Said => event('messages', [message, {}]);

/** Every class of odd payload. */
export const payloads: readonly Payload[] = [
  { name: 'data that was cut off', said: between('event: messages\ndata: [{"id": "a1", "type": "a\n\n') },
  { name: 'data that is no JSON', said: between('event: values\ndata: <html>\n\n') },
  { name: 'an event without data', said: between('event: values\n\n') },
  { name: 'data without an event name', said: between('data: {"messages": []}\n\n') },
  { name: 'null for everything', said: between(event('messages', null), event('values', null)) },
  { name: 'a number for the messages', said: between(event('values', { messages: 7 })) },
  { name: 'messages of other shapes', said: between(event('messages', [[], {}]), chunk(7), chunk('text')) },
  { name: 'a message without an id', said: between(chunk({ type: 'ai', content: 'stray' })) },
  { name: 'an id that is no text', said: between(chunk({ id: 7, type: 'ai', content: 'stray' })) },
  { name: 'a role that nobody knows', said: between(chunk({ id: 'x', type: 'alien', content: 'stray' })) },
  { name: 'content that is a number', said: between(chunk({ id: 'a1', type: 'ai', content: 7 })) },
  {
    name: 'content blocks that have no face',
    said: between(
      chunk({ id: 'a1', type: 'ai', content: [{ type: 'thinking' }, null, 7, { type: 'image' }] }),
    ),
  },
  {
    name: 'text in blocks',
    said: [
      chunk({ id: 'a1', type: 'ai', content: [{ type: 'text', text: 'Hel' }] }),
      chunk({ id: 'a1', type: 'ai', content: ['lo'] }),
      ...done,
    ],
  },
  { name: 'events that nobody knows', said: between(event('tasks', {}), event('custom|x', [1])) },
  {
    name: 'keys that reach for prototypes',
    said: between(
      'event: values\ndata: {"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}\n\n',
      'event: messages\ndata: [{"__proto__": {"polluted": 1}, "id": "__proto__", "type": "tool", "content": ""}, {}]\n\n',
      'event: feedback\ndata: {"__proto__": "feedback/tokens/x"}\n\n',
    ),
  },
  { name: 'a run id that is no text', said: between(event('metadata', { run_id: {} })) },
  {
    name: 'cumulative messages between the pieces',
    said: [
      hel,
      event('messages/partial', [{ id: 'a1', type: 'ai', content: 'Hell' }]),
      ...pieces('a1', ['o']),
      ...done,
    ],
  },
  { name: 'a piece after the whole message', said: [hel, lo, ...done.slice(0, 1), lo, ...done.slice(1)] },
  { name: 'a state without the messages', said: between(event('values', { other: 1 })) },
  {
    name: 'a state that shrinks',
    said: [hel, lo, values(['u1', 'human', 'Hi'], ['a1', 'ai', 'Hello']), values(), ...done.slice(1)],
  },
  {
    name: 'a state that reorders',
    said: [hel, lo, values(['a1', 'ai', 'Hello'], ['u1', 'human', 'Hi']), ...done],
  },
  {
    name: 'a state that gives other ids',
    said: [hel, lo, values(['x1', 'human', 'Hi'], ['x2', 'ai', 'Hello']), feedback('user_score')],
  },
  {
    name: 'a state that says it otherwise',
    said: [hel, lo, values(['u1', 'human', 'Hi'], ['a1', 'ai', 'Goodbye']), feedback('user_score')],
    answer: 'Goodbye',
  },
  {
    name: 'the server’s second attempt, the same message',
    said: [hel, event('metadata', { run_id: runId, attempt: 2 }), hel, lo, feedback('user_score')],
  },
  {
    name: 'the server’s second attempt, another message',
    said: [
      hel,
      event('metadata', { run_id: runId, attempt: 2 }),
      ...pieces('a2', ['Hello']),
      feedback('user_score'),
    ],
  },
  { name: 'interrupts of other shapes', said: between(event('updates', { __interrupt__: 7 })) },
  {
    name: 'tool calls of other shapes',
    said: between(chunk({ id: 'a1', type: 'ai', content: '', tool_calls: [7, {}] })),
  },
  { name: 'tokens of other shapes', said: between(event('feedback', [1, 2]), event('feedback', { a: {} })) },
  { name: 'no state at the end', said: [hel, lo, feedback('user_score')] },
];
