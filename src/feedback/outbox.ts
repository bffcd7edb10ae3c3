// The ratings of this browser on their way. One opinion is one record: a key of a run that was sent, or may
// have been, is never sent again, unless our proxy drops repeats. What waits survives reload and restart.

import type { KeyValueStorage } from '../storage.js';
import { Store } from '../store.js';
import { isProxied, type Rating } from './rating.js';
import {
  entryId,
  isSettled,
  type OutboxEntry,
  type RatingEntries,
  type RatingEntry,
  type RatingPhase,
  readEntries,
} from './rating-entry.js';
import { type Outcome, submitRating } from './submission.js';

/** The edges of an outbox. */
export interface OutboxOptions {
  readonly fetch: typeof fetch;
  /** Absolute. Token URLs below it go through our proxy. */
  readonly endpoint: string;
  readonly storage: KeyValueStorage | null;
  readonly storageKey: string;
  readonly now: () => number;
  readonly createId: () => string;
  /** 0 to 1, for spreading retries. */
  readonly random: () => number;
  /** Calls back once after `ms`; the function it returns takes that back. */
  readonly later: (ms: number, call: () => void) => () => void;
  /** Runs `task` in one tab of the browser at a time. */
  readonly exclusively: (task: () => Promise<void>) => Promise<void>;
  /** False: surely offline. */
  readonly isOnline: () => boolean;
  /** Whether the page's policy has refused the URL. */
  readonly isBlocked: (url: string) => Promise<boolean>;
  /** Told each change of a rating's phase, but for `sending`. */
  readonly onChange: (entry: RatingEntry) => void;
}

/** How a rating is given. */
export interface GiveOptions {
  /** How long it can be undone, in ms; null: it is held while its form is open, until it is given again. */
  readonly undo: number | null;
  /** When its token expires, in ms since 1970. */
  readonly expiresAt: number;
}

/** A send of another page that has told no outcome for this long (ms) has been cut off. */
const abandonedAfter = 30_000;
const firstRetry = 2_000;
const longestRetry = 300_000;
/** So long (ms) after the last word a rating whose form is open is still the page's that holds it. */
const heldFor = 600_000;
/** Settled ratings that are remembered, so that their controls stay locked. */
const kept = 200;

/** Sends ratings, each once. */
export class Outbox {
  readonly store: Store<RatingEntries>;
  readonly #options: OutboxOptions;
  readonly #timers = new Map<string, () => void>();
  /** The phase that was told last, by rating. */
  readonly #told = new Map<string, RatingPhase>();
  /** This page: no other one may touch its ratings before they are sent. */
  readonly #page: string;
  #entries: Record<string, OutboxEntry> = {};

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#page = options.createId();
    this.#entries = this.#merged();
    this.store = new Store<RatingEntries>(Object.freeze({ ...this.#entries }));
    for (const id of Object.keys(this.#entries)) this.#schedule(id);
  }

  /** Takes a rating: sends it after the undo window. Changing one's mind within the window replaces it. */
  give(tokenUrl: string, rating: Rating, { undo, expiresAt }: GiveOptions): void {
    this.refresh();
    const id = entryId(rating.runId, rating.key);
    const earlier = this.#entries[id];
    if (earlier && earlier.phase !== 'queued') {
      if (earlier.phase === 'waiting') this.#set(id, { ...earlier, dueAt: this.#options.now() });
      this.#schedule(id);
      return;
    }
    const dueAt = this.#options.now() + (undo ?? heldFor);
    const undoUntil = undo === null ? null : dueAt;
    const proxied = isProxied(tokenUrl, this.#options.endpoint);
    const submissionId = proxied ? (earlier?.submissionId ?? this.#options.createId()) : null;
    this.#set(id, {
      rating,
      phase: 'queued',
      undoUntil,
      tokenUrl,
      submissionId,
      expiresAt,
      dueAt,
      attempts: 0,
      doubtful: false,
      owner: this.#page,
    });
    if (undo === 0) void this.#send(id);
    else this.#schedule(id);
  }

  /** Takes a rating back, as long as it is `queued`. */
  withdraw(runId: string, key: string): void {
    const id = entryId(runId, key);
    if (this.#entries[id]?.phase !== 'queued') return;
    this.#stopTimer(id);
    this.#told.delete(id);
    this.#save(id, null);
  }

  /** Sends what is `queued` (of one run, or of all) at once: a request that has begun outlives the page. */
  flush(runId?: string): void {
    this.refresh();
    for (const [id, { phase, rating, owner }] of Object.entries(this.#entries)) {
      const meant = runId === undefined || rating.runId === runId;
      if (meant && phase === 'queued' && owner === this.#page) void this.#send(id);
    }
  }

  /** Tries what waits now: the network is back. */
  drain(): void {
    this.refresh();
    for (const [id, entry] of Object.entries(this.#entries)) {
      if (entry.phase === 'waiting') this.#save(id, { ...entry, dueAt: this.#options.now() });
      this.#schedule(id);
    }
  }

  /** Reads what other tabs have written. */
  refresh(): void {
    this.#entries = this.#merged();
    this.#publish();
  }

  /** Stops waiting in this page; what is stored goes on in another, or after a reload. */
  dispose(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #schedule(id: string): void {
    const entry = this.#entries[id];
    this.#stopTimer(id);
    if (!entry || isSettled(entry)) return;
    const { now, later, exclusively } = this.#options;
    const own = entry.owner === this.#page;
    const queued = entry.phase === 'queued';
    // Its form is open here: it is given again, or flushed.
    if (own && queued && entry.undoUntil === null) return;
    // What another page has begun is that page's, until it has been silent for too long.
    const grace = own || entry.phase === 'waiting' ? 0 : abandonedAfter;
    const ring = () => void (own && queued ? this.#sendOwn(id) : exclusively(() => this.#resume(id)));
    this.#timers.set(id, later(Math.max(0, entry.dueAt + grace - now()), ring));
  }

  #stopTimer(id: string): void {
    this.#timers.get(id)?.();
    this.#timers.delete(id);
  }

  /** The undo window is over, unless another tab has changed or taken back the rating meanwhile. */
  async #sendOwn(id: string): Promise<void> {
    this.refresh();
    const entry = this.#entries[id];
    if (entry?.owner === this.#page && entry.phase === 'queued') await this.#send(id);
    else this.#schedule(id);
  }

  /** One tab goes on with what waits, unless another was quicker. */
  async #resume(id: string): Promise<void> {
    const before = this.#entries[id];
    this.refresh();
    const entry = this.#entries[id];
    if (!entry || isSettled(entry)) return;
    // Another page has gone on with it since the timer was set: it is that page's again for a while.
    if (before && (entry.attempts !== before.attempts || entry.dueAt !== before.dueAt)) {
      this.#schedule(id);
      return;
    }
    if (entry.phase === 'sending' && entry.submissionId === null) {
      this.#settle(id, entry, { phase: 'unconfirmed' });
    } else await this.#send(id);
  }

  async #send(id: string): Promise<void> {
    const entry = this.#entries[id];
    if (!entry) return;
    this.#stopTimer(id);
    const { now, fetch: send, isBlocked, isOnline } = this.#options;
    if (now() >= entry.expiresAt) {
      this.#settle(id, entry, { phase: 'expired' });
      return;
    }
    if (!isOnline()) {
      this.#settle(id, { ...entry, owner: this.#page }, { phase: 'waiting' });
      return;
    }
    const sending: OutboxEntry = {
      ...entry,
      phase: 'sending',
      undoUntil: null,
      dueAt: now(),
      attempts: entry.attempts + 1,
      // A send that another page began and never told of may have arrived.
      doubtful: entry.doubtful || entry.phase === 'sending',
      owner: this.#page,
    };
    this.#set(id, sending);
    this.#settle(id, sending, await submitRating(send, sending, isBlocked));
  }

  #settle(id: string, entry: OutboxEntry, { phase, retryAfter }: Outcome): void {
    const { now, random } = this.#options;
    const doubtful = entry.doubtful || phase === 'unconfirmed';
    const mayRepeat = phase === 'waiting' || (phase === 'unconfirmed' && entry.submissionId !== null);
    const backoff = Math.min(longestRetry, firstRetry * 2 ** Math.max(0, entry.attempts - 1));
    const pause = retryAfter === undefined ? backoff * (0.5 + random() / 2) : retryAfter * 1_000;
    const dueAt = now() + pause;
    // Too late for another try: "expired" would be a lie about a rating that may have been recorded.
    const late = phase === 'expired' || (mayRepeat && dueAt >= entry.expiresAt);
    const told = late ? (doubtful ? 'unconfirmed' : 'expired') : mayRepeat ? 'waiting' : phase;
    this.#set(id, { ...entry, phase: told, undoUntil: null, doubtful, dueAt });
    this.#schedule(id);
  }

  #set(id: string, entry: OutboxEntry): void {
    this.#save(id, entry);
    if (entry.phase === 'sending' || entry.phase === this.#told.get(id)) return;
    this.#told.set(id, entry.phase);
    this.#options.onChange(entry);
  }

  /** Writes one entry, over what other tabs may have written meanwhile. Without storage, memory alone. */
  #save(id: string, entry: OutboxEntry | null): void {
    const { storage, storageKey } = this.#options;
    const entries = this.#merged();
    if (entry) entries[id] = entry;
    else delete entries[id];
    this.#entries = entries;
    try {
      storage?.setItem(storageKey, JSON.stringify(forget(entries)));
    } catch {
      // Full or forbidden: the page goes on with what it holds.
    }
    this.#publish();
  }

  /**
   * What is stored, with what this page knows better: its own ratings, and whatever it knows to be settled.
   * A storage that is full must never make a rating look as if it had not been sent.
   */
  #merged(): Record<string, OutboxEntry> {
    const { storage, storageKey } = this.#options;
    if (!storage) return { ...this.#entries };
    const merged = readEntries(readItem(storage, storageKey));
    for (const [id, entry] of Object.entries(this.#entries)) {
      const stored = merged[id];
      const taken = stored && (isSettled(stored) || stored.owner !== entry.owner);
      if (isSettled(entry) || (entry.owner === this.#page && !taken)) merged[id] = entry;
    }
    return merged;
  }

  #publish(): void {
    this.store.update(() => Object.freeze({ ...this.#entries }));
  }
}

/** Without the oldest settled entries: their controls are long out of sight. */
function forget(entries: Record<string, OutboxEntry>): Record<string, OutboxEntry> {
  const pairs = Object.entries(entries);
  const settled = pairs.filter(([, entry]) => isSettled(entry));
  const old = new Set(settled.slice(0, Math.max(0, settled.length - kept)).map(([id]) => id));
  return Object.fromEntries(pairs.filter(([id]) => !old.has(id)));
}

function readItem(storage: KeyValueStorage, key: string): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}
