// The ratings of this page: which were given, and what became of each. One opinion is one record, so a
// key of a run that was sent, or may have been, is never sent again.

import { Store } from '../store.js';
import type { Rating } from './rating.js';
import { type Outcome, submitRating } from './submission.js';

/** How a rating stands: being sent, or what became of it. */
export type RatingPhase = 'queued' | Outcome;

/** A rating and how it stands. */
export interface RatingEntry {
  readonly rating: Rating;
  readonly phase: RatingPhase;
}

/** Entries by {@link entryId}. */
export type RatingEntries = Readonly<Record<string, RatingEntry>>;

/** The edges of an outbox. */
export interface OutboxOptions {
  readonly fetch: typeof fetch;
  /** Told each change of a rating's phase. */
  readonly onChange: (entry: RatingEntry) => void;
}

/** Names the one rating that a run has under a key. */
export function entryId(runId: string, key: string): string {
  return `${runId} ${key}`;
}

/** Sends ratings, each once. */
export class Outbox {
  readonly store = new Store<RatingEntries>(Object.freeze({}));
  readonly #options: OutboxOptions;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Sends `rating` to `tokenUrl`, unless this run and key have one that was or may have been recorded. */
  async submit(tokenUrl: string, rating: Rating): Promise<void> {
    const id = entryId(rating.runId, rating.key);
    const earlier = this.store.get()[id]?.phase;
    if (earlier !== undefined && earlier !== 'waiting') return;
    this.#set(id, { rating, phase: 'queued' });
    const phase = await submitRating(this.#options.fetch, tokenUrl, rating);
    this.#set(id, { rating, phase });
  }

  #set(id: string, entry: RatingEntry): void {
    this.store.update((entries) => Object.freeze({ ...entries, [id]: entry }));
    this.#options.onChange(entry);
  }
}
