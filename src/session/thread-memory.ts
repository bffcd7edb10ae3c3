// What this browser remembers of one conversation: the thread, a run under way, which run wrote which
// answer, and the unsent text. Storage is injected, untrusted and allowed to be missing or full.

import type { KeyValueStorage } from '../storage.js';

/** What is remembered. All fields may be absent. */
export interface Remembered {
  readonly threadId: string | null;
  /** A run that was going on when we last looked. */
  readonly activeRunId: string | null;
  /** Message id to run id, for ratings after a reload: the server's state does not tell it. */
  readonly runs: Readonly<Record<string, string>>;
  /** Text that the visitor has written and nobody has taken yet. */
  readonly draft: string;
}

const nothing: Remembered = Object.freeze({ threadId: null, activeRunId: null, runs: {}, draft: '' });

/** Answers older than this many lose the link to their run: their rating tokens have expired long since. */
const runsKept = 200;

/** Remembers one conversation under one key. Without storage, for as long as the page lives. */
export class ThreadMemory {
  readonly #storage: KeyValueStorage | null;
  readonly #key: string;
  #current: Remembered;

  constructor(storage: KeyValueStorage | null, key: string) {
    this.#storage = storage;
    this.#key = key;
    this.#current = this.#load();
  }

  /** What is remembered now. */
  get(): Remembered {
    return this.#current;
  }

  /** What is in the storage now: another tab may have written it. */
  stored(): Remembered {
    return this.#load();
  }

  /** Takes over what is in the storage. */
  reload(): void {
    this.#current = this.#load();
  }

  /** Remembers some fields anew. Never throws: a full or forbidden storage costs the memory, not the chat. */
  remember(change: Partial<Remembered>): void {
    // What another tab has written about the same thread stays.
    const stored = this.#load();
    const same = stored.threadId !== null && stored.threadId === this.#current.threadId;
    const base = same ? { ...stored, draft: this.#current.draft } : this.#current;
    const runs = 'threadId' in change ? {} : base.runs;
    this.#current = { ...base, ...change, runs: newest({ ...runs, ...change.runs }) };
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(this.#current));
    } catch {
      // Full, or forbidden by the browser: the page goes on with what it holds.
    }
  }

  /** Remembers unsent text, when it is another one. */
  keepDraft(draft: string): void {
    if (draft !== this.#current.draft) this.remember({ draft });
  }

  /** Forgets the conversation but not the unsent text. */
  forgetThread(): void {
    this.remember({ ...nothing, draft: this.#current.draft });
  }

  #load(): Remembered {
    try {
      return read(JSON.parse(this.#storage?.getItem(this.#key) ?? 'null'));
    } catch {
      return nothing;
    }
  }
}

/** Storage is writable by every script of the page's origin: take only what has the right shape. */
function read(raw: unknown): Remembered {
  if (typeof raw !== 'object' || raw === null) return nothing;
  const { threadId, activeRunId, runs, draft } = raw as Record<string, unknown>;
  return {
    threadId: text(threadId) || null,
    activeRunId: text(activeRunId) || null,
    runs: Object.fromEntries(
      Object.entries(typeof runs === 'object' && runs !== null ? runs : {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
    draft: text(draft),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function newest(runs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(runs).slice(-runsKept));
}
