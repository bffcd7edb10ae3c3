// A limit on how long a request may go without an answer. Dead networks often say nothing at all, and a
// browser waits for minutes.

import { AgentError } from './errors.js';

/** Answers that take longer than this (ms) are given up. Streams may then last as long as they like. */
const patience = 30_000;

/**
 * What `start` resolves to. Its signal aborts with `signal`, or when no answer has come in time: then rejects
 * with `unreachable`.
 */
export async function within<T>(signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const own = new AbortController();
  const abort = () => own.abort();
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    abort();
  }, patience);
  try {
    return await start(own.signal);
  } catch (error) {
    signal.removeEventListener('abort', abort);
    throw late ? new AgentError('unreachable', { message: 'No answer came in time.' }) : error;
  } finally {
    clearTimeout(timer);
  }
}
