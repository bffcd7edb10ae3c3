// The local feedback store: tokens and the records made with them, as LangSmith keeps them. Every call of
// a token adds a record. Records go to a JSON-lines file; HTTP is api.ts's.

import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** One recorded rating. */
export interface FeedbackRecord {
  readonly runId: string;
  readonly key: string;
  readonly score: number | boolean | null;
  readonly value: string | number | boolean | null;
  readonly comment: string | null;
  readonly correction: unknown;
  /** ISO 8601. */
  readonly receivedAt: string;
}

/** The part of a record that a caller gives. */
export type FeedbackInput = Omit<FeedbackRecord, 'runId' | 'key' | 'receivedAt'>;

/** A capability to rate one run under one key. */
export interface FeedbackToken {
  readonly id: string;
  readonly runId: string;
  readonly key: string;
  /** ms since 1970. */
  readonly expiresAt: number;
}

/** The edges of a store. */
export interface FeedbackStoreOptions {
  /** JSON-lines file for the records; null keeps them in memory alone. */
  readonly file: string | null;
  readonly now?: () => number;
}

/** Tokens and records. */
export class FeedbackStore {
  readonly #tokens = new Map<string, FeedbackToken>();
  readonly #records: FeedbackRecord[] = [];
  readonly #listeners = new Set<(record: FeedbackRecord) => void>();
  readonly #file: string | null;
  readonly now: () => number;

  constructor({ file, now = Date.now }: FeedbackStoreOptions) {
    this.#file = file;
    this.now = now;
    if (file) mkdirSync(dirname(file), { recursive: true });
  }

  /** All records, oldest first. */
  get records(): readonly FeedbackRecord[] {
    return this.#records;
  }

  /** Makes a token that lives for `lifetime` ms. */
  mint(runId: string, key: string, lifetime: number): FeedbackToken {
    const token = { id: randomUUID(), runId, key, expiresAt: this.now() + lifetime };
    this.#tokens.set(token.id, token);
    return token;
  }

  /** The tokens of a run, expired ones too. */
  tokensOf(runId: string): readonly FeedbackToken[] {
    return [...this.#tokens.values()].filter((token) => token.runId === runId);
  }

  /** A token by its id; null when there is none or it has expired. */
  find(id: string): FeedbackToken | null {
    const token = this.#tokens.get(id.toLowerCase());
    return token && token.expiresAt > this.now() ? token : null;
  }

  /** Adds a record. */
  record({ runId, key }: FeedbackToken, input: FeedbackInput): FeedbackRecord {
    const record = { runId, key, ...input, receivedAt: new Date(this.now()).toISOString() };
    this.#records.push(record);
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(record)}\n`);
    for (const listener of this.#listeners) listener(record);
    return record;
  }

  /** Calls `listener` with each new record. Returns the function that ends it. */
  subscribe(listener: (record: FeedbackRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
