// Whose a thread or a run is. The owner stands in the thread's metadata on the Agent Server, so that proxies
// need no memory of their own. What is not the visitor's is answered like what is not there.

import { isRecord } from '../is-record.js';
import { noSuchThread } from './errors.js';
import type { ProxySettings } from './options.js';
import { askUpstream } from './upstream.js';
import type { Visitor } from './visitors.js';

/** Key of the thread's metadata that names its owner. */
export const ownerKey = 'agent_chat_visitor';

/** So many answers of "yes, it is theirs" are remembered; who owns what never changes. */
const remembered = 10_000;

/** Asks the Agent Server whose things are. */
export class Ownership {
  readonly #settings: ProxySettings;
  readonly #known = new Set<string>();

  constructor(settings: ProxySettings) {
    this.#settings = settings;
  }

  /** Resolves when the thread is the visitor's. Rejects with the one 404 otherwise. */
  async thread(visitor: Visitor | null, threadId: string, signal: AbortSignal): Promise<void> {
    if (visitor === null) throw noSuchThread();
    const fact = `${visitor.id} ${threadId}`;
    if (this.#known.has(fact)) return;
    // A "no" is asked for each time: it then takes as long as a thread that is not there.
    const thread = await this.#read(`/threads/${threadId}`, signal);
    const metadata = isRecord(thread['metadata']) ? thread['metadata'] : {};
    if (metadata[ownerKey] !== visitor.id) throw noSuchThread();
    this.#remember(fact);
  }

  /** Resolves to the run when it is one of that thread. Rejects with the one 404 otherwise. */
  async run(threadId: string, runId: string, signal: AbortSignal): Promise<Record<string, unknown>> {
    const run = await this.#read(`/threads/${threadId}/runs/${runId}`, signal);
    if (run['thread_id'] !== threadId) throw noSuchThread();
    return run;
  }

  /** The thread was made for the visitor just now. */
  made(visitor: Visitor, threadId: string): void {
    this.#remember(`${visitor.id} ${threadId}`);
  }

  async #read(path: string, signal: AbortSignal): Promise<Record<string, unknown>> {
    const response = await askUpstream(this.#settings, { method: 'GET', path, signal });
    const body: unknown = await response.json().catch(() => null);
    return isRecord(body) ? body : {};
  }

  #remember(fact: string): void {
    this.#known.add(fact);
    for (const oldest of this.#known) {
      if (this.#known.size <= remembered) break;
      this.#known.delete(oldest);
    }
  }
}
