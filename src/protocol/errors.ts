// Every way talking to an Agent Server can fail, as one error class with a code. Which sentence a
// visitor reads for a code is the business of i18n; what can be done about it is the session's.

/** The public, coarse kinds of `agent-chat-error` (CONTRACT.md). */
export type ErrorKind =
  | 'offline'
  | 'unauthorized'
  | 'rate-limited'
  | 'busy'
  | 'server'
  | 'protocol'
  | 'config';

/** What went wrong, fine enough to choose a sentence by. Each code belongs to one kind. */
export const errorKinds = {
  'endpoint-missing': 'config',
  'endpoint-wrong': 'config',
  'assistant-unknown': 'config',
  'thread-gone': 'config',
  refused: 'config',
  'feedback-keys-refused': 'config',
  'too-large': 'config',
  offline: 'offline',
  unreachable: 'offline',
  'stream-broken': 'offline',
  'stream-silent': 'offline',
  unauthorized: 'unauthorized',
  'rate-limited': 'rate-limited',
  busy: 'busy',
  server: 'server',
  'run-failed': 'server',
  protocol: 'protocol',
} as const satisfies Record<string, ErrorKind>;

/** A code of {@link errorKinds}. */
export type ErrorCode = keyof typeof errorKinds;

/** What an {@link AgentError} carries besides its code. */
export interface AgentErrorDetail {
  /** For developers: what happened, never shown to visitors, never with a token URL or a key in it. */
  readonly message?: string;
  /** HTTP status, when there was an answer. */
  readonly status?: number;
  /** Seconds to wait before another try, from `Retry-After`. */
  readonly retryAfter?: number;
}

/** A failure of the conversation with the Agent Server. */
export class AgentError extends Error {
  override readonly name = 'AgentError';
  readonly code: ErrorCode;
  readonly status: number | null;
  readonly retryAfter: number | null;

  constructor(code: ErrorCode, detail: AgentErrorDetail = {}) {
    super(detail.message ?? code);
    this.code = code;
    this.status = detail.status ?? null;
    this.retryAfter = detail.retryAfter ?? null;
  }

  /** The public kind of this error. */
  get kind(): ErrorKind {
    return errorKinds[this.code];
  }
}

/** `error` as an {@link AgentError}: itself, or wrapped as the code that fits a failure of that sort. */
export function toAgentError(error: unknown, fallback: ErrorCode = 'protocol'): AgentError {
  if (error instanceof AgentError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AgentError(fallback, { message });
}

/** Whether `error` only says that somebody gave up waiting: never shown. */
export function isAbort(error: unknown): boolean {
  // The SDK throws a plain Error with this text when its signal is aborted (1.15, async_caller).
  return error instanceof Error && (error.name === 'AbortError' || error.message === 'AbortError');
}

/** Whether `error` says that a thread or a run is not there (any more), or not for us. */
export function isGone(error: unknown): boolean {
  return error instanceof AgentError && error.code === 'thread-gone';
}
