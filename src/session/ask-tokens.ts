// Asks our proxy for the rating URLs that no stream has brought: they come once, after success, and a
// stopped, failed or reloaded run has none. Without our proxy there is nobody to ask, and no rating to show.

import { AgentError } from '../protocol/errors.js';
import type { Store } from '../store.js';
import { next } from './reduce.js';
import type { SessionClient } from './session-options.js';
import type { ChatMessage, SessionState } from './state.js';

/** After a reload the newest answers can be rated; older ones are out of sight. */
const newest = 5;

/** Fills `state.tokens` from the proxy. */
export class TokenRequests {
  readonly #client: Pick<SessionClient, 'readFeedbackTokens'>;
  readonly #store: Store<SessionState>;
  /** The endpoint has no such route: an Agent Server without our proxy. */
  #pointless = false;

  constructor(client: Pick<SessionClient, 'readFeedbackTokens'>, store: Store<SessionState>) {
    this.#client = client;
    this.#store = store;
  }

  /** Asks for the runs behind the newest answers among `messages` that have no tokens yet. Never rejects. */
  async ask(threadId: string, messages: readonly ChatMessage[], keys: readonly string[]): Promise<void> {
    const answers = messages.filter(({ role }) => role === 'assistant');
    const runIds = new Set(answers.flatMap(({ runId }) => runId ?? []));
    if (keys.length === 0) return;
    for (const runId of [...runIds].slice(-newest).reverse()) await this.#askOne(threadId, runId, keys);
  }

  async #askOne(threadId: string, runId: string, keys: readonly string[]): Promise<void> {
    if (this.#pointless || Object.hasOwn(this.#store.get().tokens, runId)) return;
    try {
      const tokens = await this.#client.readFeedbackTokens(threadId, runId, keys);
      if (Object.keys(tokens).length === 0 || this.#store.get().threadId !== threadId) return;
      this.#store.update((state) => next(state, { tokens: { ...state.tokens, [runId]: tokens } }));
    } catch (error) {
      // Other failures may pass: nothing is shown meanwhile, and a reload asks again.
      this.#pointless ||= error instanceof AgentError && error.code === 'endpoint-wrong';
    }
  }
}
