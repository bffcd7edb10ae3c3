// What another tab has done to the conversation both show, as the storage tells it. Only looks: what to do
// about it is chat-session.ts.

import type { SessionState } from './state.js';
import type { Remembered } from './thread-memory.js';

/**
 * What `stored` says beyond what this tab knows: `more` to read, a run `ended` that this tab still follows, or
 * nothing. A tab whose conversation is another one is left alone; one that has none yet joins in.
 */
export function newsOf(
  { threadId, status, loading }: SessionState,
  known: Remembered,
  stored: Remembered,
): 'more' | 'ended' | 'none' {
  if (stored.threadId === null || (threadId !== null && threadId !== stored.threadId)) return 'none';
  if (status === 'running')
    return known.activeRunId !== null && stored.activeRunId === null ? 'ended' : 'none';
  const answered = Object.keys(stored.runs).some((id) => !Object.hasOwn(known.runs, id));
  const moved = answered || stored.activeRunId !== known.activeRunId;
  return threadId === null || loading || moved ? 'more' : 'none';
}
