// Time in the test's hand: timers fire in order, and hours pass in milliseconds.

/** A clock that stands still until `run`. */
export class FakeClock {
  #now = 1_800_000_000_000;
  #next = 0;
  #busy = 0;
  readonly #timers = new Map<number, { readonly at: number; readonly call: () => void }>();

  /** ms since 1970. */
  readonly now = (): number => this.#now;

  /** Calls back once after `ms`; the function it returns takes that back. */
  readonly later = (ms: number, call: () => void): (() => void) => {
    this.#next += 1;
    const id = this.#next;
    this.#timers.set(id, { at: this.#now + ms, call });
    return () => void this.#timers.delete(id);
  };

  /** Waits `ms` of this clock. */
  readonly sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      this.later(ms, resolve);
    });

  /** Time stands still while `work` goes on: it takes real turns, and none of this clock. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      return await work;
    } finally {
      this.#busy -= 1;
    }
  }

  /** Lets `ms` pass. Whatever falls due together is called together; then what it began gets its turn. */
  async run(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.#turns();
    for (;;) {
      const next = Math.min(...[...this.#timers.values()].map(({ at }) => at));
      if (next > end) break;
      this.#now = Math.max(this.#now, next);
      for (const [id, { at, call }] of [...this.#timers]) {
        if (at > this.#now) continue;
        this.#timers.delete(id);
        call();
      }
      await this.#turns();
    }
    this.#now = end;
  }

  /** Real turns of the event loop, until nothing is under way. */
  async #turns(): Promise<void> {
    for (let quiet = 0; quiet < 6; quiet += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#busy > 0) quiet = 0;
    }
  }
}

/** Random numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
