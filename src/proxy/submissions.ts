// Sees to it that one submission is relayed once, whichever instance of the proxy its repeats reach.

import type { SharedStore } from './shared-store.js';

/** What became of a submission. */
export interface SubmissionOutcome {
  readonly status: number;
  readonly retryAfter: string | null;
}

/** Tokens live three hours; so long can a browser repeat a submission. */
const lifetime = 3 * 3_600_000;

/** A relay that has not ended after so long (ms) will not: its instance is gone. */
const longestRelay = 60_000;

/** Remembers what became of submissions. */
export class Submissions {
  readonly #store: SharedStore;
  /** Relays of this instance that have not ended. */
  readonly #underway = new Map<string, Promise<SubmissionOutcome>>();

  constructor(store: SharedStore) {
    this.#store = store;
  }

  /**
   * Runs `relay` unless this submission was recorded before, or is under way: then that outcome is given.
   * Outcomes that are surely "not recorded" are forgotten, so that a repeat may try again.
   */
  async once(
    id: string,
    relay: (repeated: boolean) => Promise<SubmissionOutcome>,
  ): Promise<SubmissionOutcome> {
    const underway = this.#underway.get(id);
    if (underway) return underway;
    const outcome = this.#relay(`submission:${id}`, relay);
    this.#underway.set(id, outcome);
    try {
      return await outcome;
    } finally {
      this.#underway.delete(id);
    }
  }

  async #relay(
    key: string,
    relay: (repeated: boolean) => Promise<SubmissionOutcome>,
  ): Promise<SubmissionOutcome> {
    const known = await this.#store.claim(key, 'relaying', longestRelay);
    // Another instance is at it: its outcome is known soon.
    if (known === 'relaying') return { status: 503, retryAfter: '2' };
    if (known !== null && known !== 'doubtful') return { status: Number(known), retryAfter: null };
    if (known === 'doubtful') await this.#store.set(key, 'relaying', longestRelay);
    const outcome = await relay(known === 'doubtful');
    const { status } = outcome;
    // 504: nobody knows whether it was recorded, so a repeat must look before it sends.
    if (status === 504) await this.#store.set(key, 'doubtful', lifetime);
    else await this.#store.set(key, status === 429 || status >= 500 ? null : String(status), lifetime);
    return outcome;
  }
}
