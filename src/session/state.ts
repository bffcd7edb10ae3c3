// The whole conversation as one frozen snapshot: what every part of the screen is drawn from. How it
// changes is reduce.ts; who makes it change is chat-session.ts.

import type { AgentError } from '../protocol/errors.js';
import type { FeedbackTokens, Interrupt, Role, ToolCall } from '../protocol/run-events.js';

/** `agent-chat` getter `status` (CONTRACT.md). */
export type SessionStatus = 'idle' | 'running' | 'interrupted' | 'error';

/**
 * How a message stands: `pending`, the visitor's, not yet taken by the server; `failed`, the visitor's,
 * refused or lost; `streaming`, still growing; `stopped`, ended early, kept as it was; `complete`.
 */
export type MessageStatus = 'pending' | 'failed' | 'streaming' | 'stopped' | 'complete';

/** One message of the conversation. Unchanged messages keep their identity from snapshot to snapshot. */
export interface ChatMessage {
  readonly id: string;
  readonly role: Role;
  readonly text: string;
  readonly status: MessageStatus;
  /** The run (LangSmith trace) that wrote it; null when this browser never knew. */
  readonly runId: string | null;
  readonly toolCalls: readonly ToolCall[];
  /** For role `tool`: the tool's name. */
  readonly name: string | null;
  /** When this browser first saw it, in ms since 1970; null for messages of an earlier visit. */
  readonly createdAt: number | null;
}

/** The conversation, drawn from top to bottom. */
export interface SessionState {
  readonly status: SessionStatus;
  readonly threadId: string | null;
  readonly messages: readonly ChatMessage[];
  /** The run that goes on now; null before the server has named it and between runs. */
  readonly runId: string | null;
  /** The server has begun the run again after a failure of its own: what grows will be told anew. */
  readonly retried: boolean;
  /** What failed last; null once something was tried again. */
  readonly error: AgentError | null;
  /** What the graph waits for. */
  readonly interrupts: readonly Interrupt[];
  /** Token URLs by run. Kept out of messages, so that they never travel in an event. */
  readonly tokens: Readonly<Record<string, FeedbackTokens>>;
  /** An earlier conversation is being read. */
  readonly loading: boolean;
}

/** Before anything was said. */
export const emptyState: SessionState = Object.freeze({
  status: 'idle',
  threadId: null,
  messages: Object.freeze([]),
  runId: null,
  retried: false,
  error: null,
  interrupts: Object.freeze([]),
  tokens: Object.freeze({}),
  loading: false,
});
