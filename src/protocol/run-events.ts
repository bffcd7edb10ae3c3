// The typed events that a run's stream is turned into, and the shapes inside them. Data only: reading
// them off the wire is read-event.ts, folding them into a conversation is the session's job.

import type { AgentError } from './errors.js';

/** Who a message is from. System messages and unknown kinds are not shown and have no role here. */
export type Role = 'user' | 'assistant' | 'tool';

/** A tool the agent asked for. `args` is as the server sent it: shown, never run. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly args: unknown;
}

/** A message as the server tells it, whole or the next piece of one. */
export interface WireMessage {
  /** The server's id; pieces of one message share it. */
  readonly id: string;
  readonly role: Role;
  /** Text only; other content (images, thoughts) is left out. */
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  /** For role `tool`: the tool's name, when the server says it. */
  readonly name: string | null;
}

/** A question of the graph that waits for a person (`interrupt()` in LangGraph). */
export interface Interrupt {
  readonly id: string | null;
  readonly value: unknown;
}

/** Where ratings go: feedback key to token URL (absolute). A capability: never shown, logged or put in an event. */
export type FeedbackTokens = Readonly<Record<string, string>>;

/** How a run stands on the server (`GET /threads/:id/runs/:run`). */
export type RunStatus = 'pending' | 'running' | 'success' | 'error' | 'timeout' | 'interrupted';

/** What a run tells while it goes. */
export type RunEvent =
  /** The server took the run; `runId` names the LangSmith trace too. Above 1, `attempt` begins it again. */
  | { readonly type: 'run'; readonly runId: string; readonly attempt?: number }
  /** The next piece of a message: append its text. */
  | { readonly type: 'delta'; readonly message: WireMessage }
  /** A message as it stands up to now: replace its text. */
  | { readonly type: 'partial'; readonly message: WireMessage }
  /** The thread's messages as they stand after a step: the truth. `null`: the state has no such list. */
  | { readonly type: 'values'; readonly messages: readonly WireMessage[] | null }
  /** The graph waits for a person. */
  | { readonly type: 'interrupt'; readonly interrupts: readonly Interrupt[] }
  /** Where ratings of this run go. Comes last, and only after success or interrupt. */
  | { readonly type: 'feedback'; readonly tokens: FeedbackTokens }
  /** The run failed. What came before stays. */
  | { readonly type: 'error'; readonly error: AgentError };

/** A thread as it stands on the server. */
export interface ThreadSnapshot {
  readonly messages: readonly WireMessage[];
  readonly interrupts: readonly Interrupt[];
  /** The graph has nothing left to do: no node waits, none has failed. */
  readonly finished: boolean;
}
