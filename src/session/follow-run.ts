// Stays with one run until the server says that it has ended. A stream's end proves nothing: proxies turn
// a cut into a clean end, and a dead socket says nothing at all. So the run's own status decides, and a
// broken stream is joined again where it broke. Never posts anything: starting the run is the caller's.

import { type AgentClient, fromTheStart, type OnRunEvent } from '../protocol/agent-client.js';
import { AgentError, isAbort, toAgentError } from '../protocol/errors.js';
import type { RunEvent, RunStatus } from '../protocol/run-events.js';
import type { RunOutcome } from './reduce.js';

/** The part of the client that following needs. */
export type FollowClient = Pick<AgentClient, 'joinRun' | 'readRunStatus' | 'readThread'>;

/** What to follow and how. */
export interface FollowOptions {
  readonly client: FollowClient;
  readonly threadId: string;
  readonly signal: AbortSignal;
  /** Opens the first stream: starts the run, or joins one that goes on. */
  readonly open: (hear: OnRunEvent) => Promise<void>;
  /** Told every event. */
  readonly onEvent: (event: RunEvent) => void;
  /** The stream must be joined without a cursor: pieces of what is on the screen will not come again. */
  readonly onGap: () => void;
  /** Waits; ends early when the network comes back. Rejects when `signal` aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Waits between tries, in ms. After the last, the visitor is asked to try again. */
const backoff = [0, 500, 1_000, 2_000, 4_000, 8_000, 15_000];

/** Follows to the end. Rejects when the run was never taken, when the line stays dead, or when aborted. */
export async function followRun(options: FollowOptions): Promise<RunOutcome> {
  const { client, threadId, signal } = options;
  let runId: string | null = null;
  let cursor: string | null = null;
  /** Pieces have been told, so the stream must not be told again from its start. */
  let begun = false;
  let heard = 0;
  /** The state has come after the last piece. */
  let confirmed = false;
  let last: RunEvent | null = null;
  let interrupted = false;

  const hear: OnRunEvent = (event, eventId) => {
    if (eventId) cursor = eventId;
    if (event.type === 'run') runId = event.runId;
    if (event.type === 'interrupt') interrupted = true;
    heard += 1;
    begun ||= event.type !== 'run';
    if (event.type === 'delta' || event.type === 'partial') confirmed = false;
    if (event.type === 'values') confirmed = true;
    last = event;
    // An error is told to the screen only once the run's state has said what became of it.
    if (event.type !== 'error') options.onEvent(event);
  };
  let lost: unknown = await attempt(() => options.open(hear));
  if (runId === null) throw lost ?? new AgentError('stream-broken', { message: 'The stream named no run.' });
  const id: string = runId;

  // The feedback event is the server's last word, and comes only after success or interrupt.
  const finalWord = (): boolean => confirmed && (last as RunEvent | null)?.type === 'feedback';
  for (let tries = 0; tries < backoff.length; tries++) {
    if (finalWord()) return interrupted ? 'interrupted' : 'success';
    const before: number = heard;
    lost = await attempt(async () => {
      await options.wait(backoff[tries] ?? 0, signal);
      const status = await client.readRunStatus(threadId, id);
      if (hasEnded(status)) return conclude(options, status, last);
      if (cursor === null && begun) options.onGap();
      await client.joinRun(threadId, id, cursor ?? (begun ? null : fromTheStart), signal, hear);
      return null;
    });
    if (isOutcome(lost)) return lost;
    if (lost instanceof AgentError && !isTransient(lost)) throw lost;
    // It moved on, or stayed open for long while the agent was silent: the line works.
    if (heard > before || (lost instanceof AgentError && lost.code === 'stream-silent')) tries = 0;
  }
  throw new AgentError('stream-broken', { message: toAgentError(lost).message });
}

/** Runs `action`; its result, or the error it failed with. Only an abort goes up. */
async function attempt<T>(action: () => Promise<T>): Promise<T | unknown> {
  try {
    return await action();
  } catch (error) {
    if (isAbort(error)) throw error;
    return error;
  }
}

/** Reads what the ended run has left in the thread, tells it, and says how it ended. */
async function conclude(
  options: FollowOptions,
  status: RunStatus,
  last: RunEvent | null,
): Promise<RunOutcome> {
  const thread = await options.client.readThread(options.threadId);
  options.onEvent({ type: 'values', messages: thread.messages });
  if (thread.interrupts.length > 0) {
    options.onEvent({ type: 'interrupt', interrupts: thread.interrupts });
    return 'interrupted';
  }
  if (status === 'success') return 'success';
  if (status === 'interrupted') return 'stopped';
  // The server marks a run as failed when only its feedback tokens could not be minted. The graph has then
  // nothing left to do, and the answer is whole.
  if (thread.finished && thread.messages.at(-1)?.role === 'assistant') return 'success';
  const error =
    last?.type === 'error'
      ? last.error
      : new AgentError('run-failed', { message: `The run's status is ${status}.` });
  options.onEvent({ type: 'error', error });
  return 'error';
}

function hasEnded(status: RunStatus): boolean {
  return status !== 'pending' && status !== 'running';
}

function isOutcome(value: unknown): value is RunOutcome {
  return typeof value === 'string';
}

const transient: readonly string[] = ['offline', 'server', 'rate-limited', 'protocol', 'busy'];

/** Whether another try may help. The endpoint has taken the run: a web page there is a train's or a hotel's. */
function isTransient({ kind, code }: AgentError): boolean {
  return transient.includes(kind) || code === 'endpoint-wrong';
}
