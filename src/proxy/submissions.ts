// Remembers which submissions were relayed, so that a repeat of one is not recorded twice. In memory here;
// several instances share one store by handing it in.

/** What became of a submission. */
export interface SubmissionOutcome {
  readonly status: number;
  readonly retryAfter: string | null;
}

/** Remembers outcomes by submission id. */
export interface SubmissionStore {
  /**
   * Runs `relay` unless this submission was recorded before, or is under way: then its outcome is given.
   * Outcomes that are surely "not recorded" are forgotten, so that a repeat may try again.
   */
  once(id: string, relay: (repeated: boolean) => Promise<SubmissionOutcome>): Promise<SubmissionOutcome>;
}

/** Tokens live three hours; so long can a browser repeat a submission. */
const lifetime = 3 * 3_600_000;
const most = 10_000;

/** A store in memory, for one instance. */
export class MemorySubmissions implements SubmissionStore {
  readonly #entries = new Map<string, { outcome: Promise<SubmissionOutcome>; at: number }>();
  /** Submissions whose first try ended without an answer: a repeat must look before it sends. */
  readonly #doubtful = new Set<string>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async once(
    id: string,
    relay: (repeated: boolean) => Promise<SubmissionOutcome>,
  ): Promise<SubmissionOutcome> {
    this.#forgetOld();
    const known = this.#entries.get(id);
    if (known) return known.outcome;
    const outcome = relay(this.#doubtful.has(id));
    this.#entries.set(id, { outcome, at: this.#now() });
    const { status } = await outcome;
    if (status === 504) this.#doubtful.add(id);
    if (status === 429 || status >= 500) this.#entries.delete(id);
    return outcome;
  }

  #forgetOld(): void {
    for (const [id, { at }] of this.#entries) {
      if (this.#entries.size <= most && at > this.#now() - lifetime) break;
      this.#entries.delete(id);
      this.#doubtful.delete(id);
    }
  }
}
