// Ratings for a host element: which controls it draws, what was given, and the way of a wish to the outbox,
// at the right moment of the page's life. The outbox comes from the composition root, which holds its edges.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type FeedbackControl, feedbackKeys } from '../feedback/controls.js';
import type { Outbox } from '../feedback/outbox.js';
import { parseControls } from '../feedback/parse-controls.js';
import type { Opinion } from '../feedback/rating.js';
import type { RatingEntries } from '../feedback/rating-entry.js';
import { trustedTokens } from '../feedback/token-url.js';
import { Store } from '../store.js';
import { StoreController } from './store-controller.js';

const noEntries = new Store<RatingEntries>(Object.freeze({}));

/** LangSmith's tokens live three hours. */
const tokenLifetime = 3 * 3_600_000;

/** A wish to rate: what, and how it may be undone (ms; null: held while its form is open). */
export interface RatingWish {
  readonly runId: string;
  readonly key: string;
  readonly opinion: Opinion;
  readonly undo: number | null;
}

/** Where a rating may be sent: token URLs by key, whose hosts are trusted, and since when the tokens live. */
export interface RatingTarget {
  /** Own properties of an object, or its JSON text. */
  readonly tokens: unknown;
  readonly endpoint: string;
  readonly hosts: readonly string[];
  /** ms since 1970. */
  readonly since: number;
}

/** Holds the controls and passes ratings on. */
export class FeedbackController implements ReactiveController {
  readonly #entries: StoreController<RatingEntries>;
  readonly #warn: (message: string) => void;
  #outbox: Outbox | null = null;
  #controls: readonly FeedbackControl[] = [];

  constructor(host: ReactiveControllerHost, warn: (message: string) => void) {
    this.#entries = new StoreController(host, noEntries);
    this.#warn = warn;
    host.addController(this);
  }

  /** The controls each answer gets. */
  get controls(): readonly FeedbackControl[] {
    return this.#controls;
  }

  /** The keys that runs are asked to mint tokens for. */
  get keys(): readonly string[] {
    return feedbackKeys(this.#controls);
  }

  /** What was given, and what became of it. */
  get entries(): RatingEntries {
    return this.#entries.state;
  }

  hostConnected(): void {
    addEventListener('pagehide', this.#flush);
    addEventListener('visibilitychange', this.#onVisibility);
    addEventListener('online', this.#drain);
    addEventListener('storage', this.#refresh);
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.#flush);
    removeEventListener('visibilitychange', this.#onVisibility);
    removeEventListener('online', this.#drain);
    removeEventListener('storage', this.#refresh);
  }

  /** Reads the `feedback` option; what is wrong with it goes to the console. */
  configure(feedback: unknown): void {
    const { controls, problems } = parseControls(feedback);
    this.#controls = controls;
    problems.forEach(this.#warn);
  }

  /** Uses `outbox` from now on; null: none. */
  use(outbox: Outbox | null): void {
    this.#outbox = outbox;
    this.#entries.watch(outbox?.store ?? noEntries);
  }

  /** The rating URLs that may be called. What a stream named beyond them goes to the console. */
  usable({ tokens, endpoint, hosts }: Omit<RatingTarget, 'since'>): Readonly<Record<string, string>> {
    const { tokens: trusted, refused } = trustedTokens(tokens, endpoint, hosts);
    // Once, and without the key: what a stream calls it may be anything.
    if (refused.length > 0)
      this.#warn('A rating URL is on a host that ratings may not go to: see feedback-hosts.');
    return trusted;
  }

  /** Gives an opinion on a run. Where the token URL is missing or not trusted, nothing is sent. */
  rate({ runId, key, opinion, undo }: RatingWish, target: RatingTarget): void {
    const usable = this.usable(target);
    const url = Object.hasOwn(usable, key) ? usable[key] : undefined;
    const expiresAt = target.since + tokenLifetime;
    if (url !== undefined) this.#outbox?.give(url, { runId, key, ...opinion }, { undo, expiresAt });
  }

  /** Takes a rating back that was not sent yet. */
  unrate(runId: string, key: string): void {
    this.#outbox?.withdraw(runId, key);
  }

  /** The host has left the page: what is queued for its run is sent, an open form's included. */
  leave(runId: string): void {
    this.#outbox?.flush(runId);
  }

  readonly #flush = (): void => this.#outbox?.flush();
  readonly #drain = (): void => this.#outbox?.drain();
  readonly #refresh = (): void => this.#outbox?.refresh();
  /** Phones often never say `pagehide`: a hidden page may be the last we see of it. */
  readonly #onVisibility = (): void => {
    if (document.visibilityState === 'hidden') this.#flush();
  };
}
