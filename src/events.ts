// Every event name of the product, once: the public ones, dispatched on <agent-chat> and composed, and the
// request events of inner elements, which bubble to it but do not leave it.

import type { Opinion, Rating } from './feedback/rating.js';
import type { RatingPhase } from './feedback/rating-entry.js';
import type { ErrorKind } from './protocol/errors.js';
import type { Interrupt } from './protocol/run-events.js';
import type { RunOutcome } from './session/reduce.js';
import type { ChatMessage } from './session/state.js';

/** Public events and their details (CONTRACT.md). No detail ever holds a token URL. */
export interface AgentChatEvents {
  /** The element is drawn and its methods work. */
  'agent-chat-ready': Record<string, never>;
  /** The floating panel was opened or closed. */
  'agent-chat-open-change': { readonly open: boolean };
  /** The visitor is about to send; `preventDefault()` keeps the text in the box. */
  'agent-chat-before-send': { readonly text: string };
  /** The server has taken a run. */
  'agent-chat-run-start': { readonly threadId: string; readonly runId: string };
  /** A message is complete. */
  'agent-chat-message': { readonly message: ChatMessage };
  /** A run has ended. */
  'agent-chat-run-end': { readonly threadId: string; readonly runId: string; readonly status: RunOutcome };
  /** A rating was given, or what became of it is known. */
  'agent-chat-feedback': Rating & { readonly phase: RatingPhase };
  /** Another conversation is shown; null: a new one that the server does not know yet. */
  'agent-chat-thread-change': { readonly threadId: string | null };
  /** The agent waits for a person. */
  'agent-chat-interrupt': { readonly interrupts: readonly Interrupt[] };
  /** Something failed, in words for developers. */
  'agent-chat-error': { readonly kind: ErrorKind; readonly message: string; readonly status: number | null };
}

/** What inner elements ask of <agent-chat>. */
export interface RequestEvents {
  'agent-chat-request-send': { readonly text: string };
  'agent-chat-request-draft': { readonly text: string };
  'agent-chat-request-stop': Record<string, never>;
  'agent-chat-request-retry': Record<string, never>;
  'agent-chat-request-new-thread': Record<string, never>;
  'agent-chat-request-open': { readonly open: boolean };
  /** `undo` in ms; null holds the rating while its form is open. */
  'agent-chat-request-rate': {
    readonly runId: string;
    readonly key: string;
    readonly opinion: Opinion;
    readonly undo: number | null;
  };
  'agent-chat-request-unrate': { readonly runId: string; readonly key: string };
}

/** Dispatches a public event on `host`. False when a listener prevented it. */
export function emit<Name extends keyof AgentChatEvents>(
  host: EventTarget,
  name: Name,
  detail: AgentChatEvents[Name],
  options: { readonly cancelable?: boolean } = {},
): boolean {
  const { cancelable = false } = options;
  return host.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
}

/** Sends a request up from an inner element. Composed only as far as <agent-chat>, which stops it. */
export function request<Name extends keyof RequestEvents>(
  element: EventTarget,
  name: Name,
  detail: RequestEvents[Name],
): void {
  element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
}

/** For key events: hotkeys of the page must not hear what is typed here. */
export function keepInside(event: Event): void {
  event.stopPropagation();
}
