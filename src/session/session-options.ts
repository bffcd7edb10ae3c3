// What a session is made of and what it tells: the types at its edges. What it does is chat-session.ts.

import type { AgentClient } from '../protocol/agent-client.js';
import type { AgentError } from '../protocol/errors.js';
import type { Interrupt } from '../protocol/run-events.js';
import type { RunOutcome } from './reduce.js';
import type { ChatMessage } from './state.js';
import type { ThreadMemory } from './thread-memory.js';

/** The part of the client that a session needs. */
export type SessionClient = Pick<
  AgentClient,
  | 'createThread'
  | 'readThread'
  | 'streamRun'
  | 'joinRun'
  | 'readRunStatus'
  | 'cancelRun'
  | 'readFeedbackTokens'
>;

/** What a run is started with, read anew for each run. */
export interface RunSettings {
  readonly feedbackKeys: readonly string[];
  /** The graph's input for the visitor's message. */
  readonly input: (message: ChatMessage) => unknown;
  readonly context?: unknown;
  readonly config?: unknown;
  readonly metadata?: unknown;
}

/** What happened, for those outside (`agent-chat-*` events). */
export type SessionEvent =
  | { readonly type: 'run-start'; readonly threadId: string; readonly runId: string }
  | { readonly type: 'message'; readonly message: ChatMessage }
  | {
      readonly type: 'run-end';
      readonly threadId: string;
      readonly runId: string;
      readonly status: RunOutcome;
    }
  | { readonly type: 'thread-change'; readonly threadId: string | null }
  | { readonly type: 'interrupt'; readonly interrupts: readonly Interrupt[] }
  | { readonly type: 'error'; readonly error: AgentError };

/** The edges of a session, all handed in. */
export interface ChatSessionOptions {
  readonly client: SessionClient;
  readonly memory: ThreadMemory;
  readonly settings: () => RunSettings;
  readonly onEvent: (event: SessionEvent) => void;
  readonly now: () => number;
  readonly createId: () => string;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** For developers, not visitors. */
  readonly warn: (message: string) => void;
}
