// Lets a long conversation appear from its end: the newest pieces first, then the older ones, some each
// frame, so that a thread of a thousand messages never holds the page up.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Counts how many of the oldest pieces are not drawn yet. */
export class BacklogController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #hidden = 0;
  #total = 0;
  #frame = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** How many of `total` pieces to leave out for now. To be asked once for each drawing. */
  hiddenOf(total: number): number {
    // More than one at a time: a thread was opened. Its last two pieces fill the first screen.
    if (total > this.#total + 1) this.#hidden = Math.max(0, total - 2);
    this.#hidden = Math.min(this.#hidden, total);
    this.#total = total;
    return this.#hidden;
  }

  hostUpdated(): void {
    if (this.#hidden === 0 || this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#hidden = Math.max(0, this.#hidden - 1);
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }
}
