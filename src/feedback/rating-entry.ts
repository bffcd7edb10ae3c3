// A given rating on its way: how it stands, and what the outbox must know to bring it there. Also how it is
// written to storage and read back, for storage may hold anything.

import { isRecord } from '../is-record.js';
import type { Rating } from './rating.js';
import type { Outcome } from './submission.js';

/** How a rating stands: `queued` can still be undone, `sending` is on its way, the rest is {@link Outcome}. */
export type RatingPhase = 'queued' | 'sending' | Outcome['phase'];

const phases: readonly RatingPhase[] = [
  'queued',
  'sending',
  'sent',
  'waiting',
  'failed',
  'expired',
  'unconfirmed',
];

/** A rating and how it stands: what may be drawn and told. */
export interface RatingEntry {
  readonly rating: Rating;
  readonly phase: RatingPhase;
  /** While `queued`: when it will be sent, in ms since 1970. */
  readonly undoUntil: number | null;
}

/** Entries by {@link entryId}. */
export type RatingEntries = Readonly<Record<string, RatingEntry>>;

/** An entry with what sending needs. Its token URL is a capability: never told, drawn or logged. */
export interface OutboxEntry extends RatingEntry {
  readonly tokenUrl: string;
  /** For our proxy, which drops repeats; null: straight to LangSmith, where nothing ambiguous is repeated. */
  readonly submissionId: string | null;
  /** When its token expires, in ms since 1970. */
  readonly expiresAt: number;
  /** When to try (again), in ms since 1970. */
  readonly dueAt: number;
  readonly attempts: number;
  /** A try ended without a readable answer: it may have been recorded. */
  readonly doubtful: boolean;
  /** The page that gave it, or has taken it over. */
  readonly owner: string;
}

/** Names the one rating that a run has under a key. */
export function entryId(runId: string, key: string): string {
  return `${runId} ${key}`;
}

/** After these nothing more will happen to a rating. */
export function isSettled({ phase }: RatingEntry): boolean {
  return phase === 'sent' || phase === 'failed' || phase === 'expired' || phase === 'unconfirmed';
}

/** Entries from stored text; what has the wrong shape is left out. */
export function readEntries(text: string | null): Record<string, OutboxEntry> {
  try {
    const stored: unknown = JSON.parse(text ?? '{}');
    return Object.fromEntries(Object.entries(isRecord(stored) ? stored : {}).filter(isEntry));
  } catch {
    return {};
  }
}

function isEntry(pair: [string, unknown]): pair is [string, OutboxEntry] {
  const [, entry] = pair;
  return (
    isRecord(entry) &&
    isRecord(entry['rating']) &&
    typeof entry['rating']['runId'] === 'string' &&
    typeof entry['rating']['key'] === 'string' &&
    phases.some((phase) => phase === entry['phase']) &&
    typeof entry['tokenUrl'] === 'string' &&
    (entry['submissionId'] === null || typeof entry['submissionId'] === 'string') &&
    ['expiresAt', 'dueAt', 'attempts'].every((name) => typeof entry[name] === 'number') &&
    typeof entry['doubtful'] === 'boolean' &&
    typeof entry['owner'] === 'string'
  );
}
