// Reads a thread as it stands on the server and lays it over what this browser knows of it: texts of its own
// that were not taken, and which run wrote which answer. Decides nothing: when to read is chat-session.ts.

import { mergeTruth } from './messages.js';
import type { SessionClient } from './session-options.js';
import type { SessionState } from './state.js';

/** What the reading of a thread needs. */
export interface ReadOptions {
  readonly client: Pick<SessionClient, 'readThread'>;
  /** Message id to run id, as remembered: the server's state does not tell it. */
  readonly runs: Readonly<Record<string, string>>;
  /** ms since 1970. */
  readonly now: number;
}

/** How `state` changes by what the server says. Rejects as the client does. */
export async function readConversation(
  threadId: string,
  state: () => SessionState,
  { client, runs, now }: ReadOptions,
): Promise<Partial<SessionState>> {
  const thread = await client.readThread(threadId);
  const messages = mergeTruth(state().messages, thread.messages, { runId: null, now }).map((message) => {
    const runId = Object.hasOwn(runs, message.id) ? (runs[message.id] ?? null) : null;
    return message.runId === null && runId !== null ? { ...message, runId } : message;
  });
  return {
    messages,
    loading: false,
    interrupts: thread.interrupts,
    status: thread.interrupts.length > 0 ? 'interrupted' : 'idle',
  };
}
