// Folds one RunEvent into the conversation. Pure: the same state and event give the same next state.

import type { RunEvent } from '../protocol/run-events.js';
import { type Arrival, appendDelta, mergeTruth, replacePartial, settle, withStatus } from './messages.js';
import type { SessionState, SessionStatus } from './state.js';

/** How a run ended, as `agent-chat-run-end` says it. */
export type RunOutcome = 'success' | 'error' | 'stopped' | 'interrupted';

/** The state after `event`. `now` is in ms since 1970. */
export function reduceRunEvent(state: SessionState, event: RunEvent, now: number): SessionState {
  const arrival: Arrival = { runId: state.runId, now };
  switch (event.type) {
    case 'run':
      return next(state, { runId: event.runId, retried: (event.attempt ?? 1) > 1 });
    case 'delta':
      return next(state, { retried: false, messages: appendDelta(told(state), event.message, arrival) });
    case 'partial':
      return next(state, { retried: false, messages: replacePartial(told(state), event.message, arrival) });
    case 'values':
      return event.messages === null
        ? state
        : next(state, { messages: mergeTruth(state.messages, event.messages, arrival) });
    case 'interrupt':
      return next(state, { interrupts: event.interrupts });
    case 'feedback':
      return state.runId === null
        ? state
        : next(state, { tokens: { ...state.tokens, [state.runId]: event.tokens } });
    case 'error':
      return next(state, { error: event.error });
    default:
      return event satisfies never;
  }
}

/** What the pieces that come belong to: the pieces of an attempt that failed give way to the next one's. */
function told({ messages, retried }: SessionState): SessionState['messages'] {
  return retried ? messages.filter(({ status }) => status !== 'streaming') : messages;
}

/** The state after the run of `state` has ended. `sentId` is the visitor's message that began it. */
export function endRun(state: SessionState, outcome: RunOutcome, sentId: string | null): SessionState {
  const finished = outcome === 'success' || outcome === 'interrupted';
  let messages = settle(state.messages, state.runId, finished ? 'complete' : 'stopped');
  const sent = messages.find((message) => message.id === sentId);
  if (sent?.status === 'pending') messages = withStatus(messages, sent.id, finished ? 'complete' : 'failed');
  return next(state, { status: statusAfter[outcome], runId: null, retried: false, messages });
}

const statusAfter: Readonly<Record<RunOutcome, SessionStatus>> = {
  success: 'idle',
  stopped: 'idle',
  error: 'error',
  interrupted: 'interrupted',
};

/** A frozen copy with some fields changed; the same object when nothing did. */
export function next(state: SessionState, change: Partial<SessionState>): SessionState {
  const keys = Object.keys(change) as (keyof SessionState)[];
  return keys.every((key) => state[key] === change[key]) ? state : Object.freeze({ ...state, ...change });
}
