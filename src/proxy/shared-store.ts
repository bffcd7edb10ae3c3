// What the instances of a proxy must know together: how much was used of a limit, and what became of a rating.
// In memory here, which serves one instance; redis-store.ts shares it between several.

/** A small store of counters and texts that expire. */
export interface SharedStore {
  /** Adds `amount` to a counter that begins at 0 and lives `lifetime` ms from then; the sum, and how long it lives on. */
  add(
    key: string,
    amount: number,
    lifetime: number,
  ): Promise<{ readonly total: number; readonly left: number }>;
  /** Sets a text for `lifetime` ms unless there is one, which is given back. */
  claim(key: string, text: string, lifetime: number): Promise<string | null>;
  /** Sets a text for `lifetime` ms; null takes it away. */
  set(key: string, text: string | null, lifetime: number): Promise<void>;
}

/** So many entries are kept; the oldest go first. */
const most = 100_000;

/** A store in memory. */
export class MemoryStore implements SharedStore {
  readonly #entries = new Map<string, { value: number | string; readonly ends: number }>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async add(key: string, amount: number, lifetime: number): Promise<{ total: number; left: number }> {
    const known = this.#live(key);
    const entry = known ?? { value: 0, ends: this.#now() + lifetime };
    entry.value = Number(entry.value) + amount;
    if (!known) this.#keep(key, entry);
    return { total: entry.value, left: Math.max(0, entry.ends - this.#now()) };
  }

  async claim(key: string, text: string, lifetime: number): Promise<string | null> {
    const known = this.#live(key);
    if (known) return String(known.value);
    this.#keep(key, { value: text, ends: this.#now() + lifetime });
    return null;
  }

  async set(key: string, text: string | null, lifetime: number): Promise<void> {
    this.#entries.delete(key);
    if (text !== null) this.#keep(key, { value: text, ends: this.#now() + lifetime });
  }

  #live(key: string): { value: number | string; readonly ends: number } | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.ends > this.#now() ? entry : undefined;
  }

  #keep(key: string, entry: { value: number | string; readonly ends: number }): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    for (const [old, { ends }] of this.#entries) {
      if (this.#entries.size <= most && ends > this.#now()) break;
      this.#entries.delete(old);
    }
  }
}
