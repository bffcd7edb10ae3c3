// What holds after any fault: partial text kept, nothing doubled, the run posted once, the spinner ended, one
// error at most, no rejection left unheard, and a chat that works again.

import assert from 'node:assert/strict';
import { startSession } from '../support/session.js';
import { pieces, values } from '../support/streams.js';
import type { Line } from './line.js';

const unheard: unknown[] = [];
process.on('unhandledRejection', (reason) => unheard.push(reason));

/** What became of the visitor's message. */
export interface Outcome {
  /** The answer's text as it stands on the screen. */
  readonly answer: string;
  readonly error: string | null;
}

/** Sends one message over `line`, checks what must hold, then sends another. Says what became of the first. */
export async function survive(line: Line, send: typeof fetch = line.fetch): Promise<Outcome> {
  const { session, events } = startSession({ fetch: send });
  await session.send('Hi');
  const { status, messages, error } = session.store.get();
  const answer = messages.filter(({ role }) => role === 'assistant');
  assert.notEqual(status, 'running', 'the spinner has ended');
  assert.equal(line.posts, 1, 'the run was posted once');
  assert.equal(new Set(messages.map(({ id }) => id)).size, messages.length, 'no message stands there twice');
  assert.deepEqual(
    messages.filter(({ status: one }) => one === 'streaming' || one === 'pending'),
    [],
    'nothing grows any more',
  );
  assert.equal(messages.filter(({ role, text }) => role === 'user' && text === 'Hi').length, 1);
  assert.ok(events.filter(({ type }) => type === 'error').length <= 1, 'one error at most');
  assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);

  line.agent.nextRun({
    events: [...pieces('again', ['Back']), values(['u2', 'human', 'And now?'], ['again', 'ai', 'Back'])],
  });
  await session.send('And now?');
  assert.equal(session.store.get().messages.at(-1)?.text, 'Back', 'the composer works again');
  assert.equal(session.store.get().status, 'idle');
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(unheard, [], 'no rejection is left unheard');
  return { answer: answer.map(({ text }) => text).join('\n'), error: error?.code ?? null };
}
