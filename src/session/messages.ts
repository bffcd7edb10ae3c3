// How lists of messages change: a piece is appended, the server's truth is merged in, a run is settled.
// Pure functions; a message that did not change keeps its identity, which is what makes drawing linear.

import type { WireMessage } from '../protocol/run-events.js';
import type { ChatMessage, MessageStatus } from './state.js';

type Messages = readonly ChatMessage[];

/** Where and when a piece arrives. */
export interface Arrival {
  readonly runId: string | null;
  /** ms since 1970. */
  readonly now: number;
}

/** The visitor's message, not yet taken by the server. */
export function visitorMessage(id: string, text: string, now: number): ChatMessage {
  const wire: WireMessage = { id, role: 'user', text, toolCalls: [], name: null };
  return { ...wire, status: 'pending', runId: null, createdAt: now };
}

/** Appends a piece to its message, or begins the message. */
export function appendDelta(messages: Messages, piece: WireMessage, arrival: Arrival): Messages {
  return grow(messages, piece, arrival, (message) => message.text + piece.text);
}

/** Sets a message to what the server says it is up to now. */
export function replacePartial(messages: Messages, whole: WireMessage, arrival: Arrival): Messages {
  return grow(messages, whole, arrival, () => whole.text);
}

function grow(
  messages: Messages,
  piece: WireMessage,
  { runId, now }: Arrival,
  text: (message: ChatMessage) => string,
): Messages {
  const index = lastIndexOf(messages, piece.id);
  const message = messages[index];
  if (!message) return [...messages, { ...piece, status: 'streaming', runId, createdAt: now }];
  // The server's state already confirmed it: a late or repeated piece would double its text.
  if (message.status !== 'streaming') return messages;
  const next = [...messages];
  next[index] = {
    ...message,
    text: text(message),
    toolCalls: piece.toolCalls.length > 0 ? piece.toolCalls : message.toolCalls,
  };
  return next;
}

/**
 * Merges the server's list into ours. Its order and texts win. What only we have stays behind the message
 * that it followed: a visitor's message that was not taken, an answer that was stopped, a piece still
 * growing, and whatever the graph has since trimmed from its state, because a person has read it.
 */
export function mergeTruth(messages: Messages, truth: readonly WireMessage[], arrival: Arrival): Messages {
  const known = new Map(messages.map((message) => [message.id, message]));
  const told = new Map(truth.map(({ id }) => [id, id]));
  // A graph may give the visitor's message another id: it is still the same message.
  const renamed = messages.filter(({ id, role }) => role === 'user' && !told.has(id));
  for (const wire of truth) {
    const index =
      known.has(wire.id) || wire.role !== 'user' ? -1 : renamed.findIndex(({ text }) => text === wire.text);
    const [message] = index < 0 ? [] : renamed.splice(index, 1);
    if (!message) continue;
    known.set(wire.id, message);
    told.set(message.id, wire.id);
  }
  const followers = localFollowers(messages, told);
  const turnStart = lastVisitorIndex(truth);

  const merged: ChatMessage[] = [...(followers.get(null) ?? [])];
  truth.forEach((wire, index) => {
    // Only what follows the visitor's last message can come from the run that goes on: the rest may be
    // another tab's, and a rating on the wrong trace is worse than none.
    const runId = index > turnStart ? arrival.runId : null;
    merged.push(confirm(known.get(wire.id), wire, { ...arrival, runId }), ...(followers.get(wire.id) ?? []));
  });
  const same =
    merged.length === messages.length && merged.every((message, index) => message === messages[index]);
  return same ? messages : merged;
}

function confirm(known: ChatMessage | undefined, wire: WireMessage, arrival: Arrival): ChatMessage {
  const runId = known?.runId ?? (wire.role === 'user' ? null : arrival.runId);
  if (known?.status === 'complete' && known.text === wire.text && known.runId === runId) return known;
  return { ...wire, status: 'complete', runId, createdAt: known?.createdAt ?? null };
}

/**
 * Our messages that the truth does not tell, by the id of the told message they come after (null: none).
 * `told` names, for each of our messages that is told, the id it is told under.
 */
function localFollowers(
  messages: Messages,
  told: ReadonlyMap<string, string>,
): Map<string | null, ChatMessage[]> {
  const followers = new Map<string | null, ChatMessage[]>();
  let anchor: string | null = null;
  for (const message of messages) {
    const toldId = told.get(message.id);
    if (toldId !== undefined) {
      anchor = toldId;
      continue;
    }
    const row = followers.get(anchor);
    if (row) row.push(message);
    else followers.set(anchor, [message]);
  }
  return followers;
}

/** Ends what still grows, as `complete` or `stopped`. Pieces that the final state does not know go away. */
export function settle(messages: Messages, runId: string | null, status: 'complete' | 'stopped'): Messages {
  const confirmed =
    status === 'complete' &&
    messages.some((m) => m.runId === runId && m.role === 'assistant' && m.status === 'complete');
  return messages.flatMap((message) => {
    if (message.status !== 'streaming') return message;
    return confirmed ? [] : { ...message, status };
  });
}

/** Growing messages that will get no further pieces: only the final state can complete them. */
export function freezeGrowing(messages: Messages): Messages {
  return messages.map((message) =>
    message.status === 'streaming' ? { ...message, status: 'complete' } : message,
  );
}

/** One message with another status. */
export function withStatus(messages: Messages, id: string, status: MessageStatus): Messages {
  return messages.map((message) => (message.id === id ? { ...message, status } : message));
}

/** Without the answers of the visitor's last message: they are about to be asked for again. */
export function withoutLastAnswer(messages: Messages): Messages {
  const last = lastVisitorIndex(messages);
  return messages.filter((message, index) => index <= last || message.status === 'complete');
}

/** The visitor's last message. */
export function lastVisitorMessage(messages: Messages): ChatMessage | undefined {
  return messages[lastVisitorIndex(messages)];
}

function lastVisitorIndex(messages: readonly { readonly role: string }[]): number {
  let index = messages.length - 1;
  while (index >= 0 && messages[index]?.role !== 'user') index--;
  return index;
}

/** From the end: the message that grows is nearly always the last. */
function lastIndexOf(messages: Messages, id: string): number {
  let index = messages.length - 1;
  while (index >= 0 && messages[index]?.id !== id) index--;
  return index;
}
