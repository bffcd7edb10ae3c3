// Ratings for a host element: which controls it draws, what was given, and the way of a wish to the
// outbox. The outbox comes from the composition root, which holds its edges.

import type { ReactiveControllerHost } from 'lit';
import { type FeedbackControl, feedbackKeys, parseControls } from '../feedback/controls.js';
import type { Outbox, RatingEntries } from '../feedback/outbox.js';
import { createRating, type Opinion } from '../feedback/rating.js';
import { trustedTokenUrl } from '../feedback/token-url.js';
import { Store } from '../store.js';
import { StoreController } from './store-controller.js';

const noEntries = new Store<RatingEntries>(Object.freeze({}));

/** Where a rating may be sent: token URLs by key, and the endpoint whose host they may name. */
export interface RatingTarget {
  readonly tokens: Readonly<Record<string, string>> | undefined;
  readonly endpoint: string;
}

/** Holds the controls and passes ratings on. */
export class FeedbackController {
  readonly #entries: StoreController<RatingEntries>;
  readonly #warn: (message: string) => void;
  #outbox: Outbox | null = null;
  #controls: readonly FeedbackControl[] = [];

  constructor(host: ReactiveControllerHost, warn: (message: string) => void) {
    this.#entries = new StoreController(host, noEntries);
    this.#warn = warn;
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

  /** Reads the `feedback` option; what is wrong with it goes to the console. */
  configure(feedback: string): void {
    const { controls, problems } = parseControls(feedback);
    this.#controls = controls;
    problems.forEach(this.#warn);
  }

  /** Uses `outbox` from now on; null: none. */
  use(outbox: Outbox | null): void {
    this.#outbox = outbox;
    this.#entries.watch(outbox?.store ?? noEntries);
  }

  /** Gives an opinion on a run. Where the token URL is missing or not trusted, nothing is sent. */
  rate(runId: string, key: string, opinion: Opinion, { tokens, endpoint }: RatingTarget): void {
    const raw = tokens && Object.hasOwn(tokens, key) ? tokens[key] : undefined;
    if (raw === undefined) return;
    const url = trustedTokenUrl(raw, endpoint);
    if (url) void this.#outbox?.submit(url, createRating(runId, key, opinion));
    else this.#warn(`The rating URL of key "${key}" is on a host that ratings may not be sent to.`);
  }
}
