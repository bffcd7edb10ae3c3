// Tells a Lit host that a store changed, at most once per animation frame: tokens may arrive by the
// thousand, the screen cannot. What the state means is the host's business.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Store } from '../store.js';

/** Keeps `state` for drawing and asks the host to draw when it changed. */
export class StoreController<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #store: Store<T>;
  #unsubscribe: (() => void) | null = null;
  #frame = 0;

  constructor(host: ReactiveControllerHost, store: Store<T>) {
    this.#host = host;
    this.#store = store;
    host.addController(this);
  }

  /** The state as it is now. */
  get state(): T {
    return this.#store.get();
  }

  /** Watches another store from now on. */
  watch(store: Store<T>): void {
    this.#store = store;
    if (this.#unsubscribe) this.hostConnected();
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = this.#store.subscribe(() => this.#schedule());
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #schedule(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#host.requestUpdate();
    });
  }
}
