// Keeps a scroller at its end while content grows, unless the reader has left the end: then nothing moves
// until they come back or ask to. Never scrolls anything but its own scroller.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How near to the end still counts as at the end, in px: less than a line. */
const slack = 16;

/** Follows the end of `scroller()`, whose growing content is `content()`. */
export class ScrollController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #scroller: () => HTMLElement | null;
  readonly #content: () => HTMLElement | null;
  #observer: ResizeObserver | null = null;
  #following = true;

  constructor(
    host: ReactiveControllerHost,
    scroller: () => HTMLElement | null,
    content: () => HTMLElement | null,
  ) {
    this.#host = host;
    this.#scroller = scroller;
    this.#content = content;
    host.addController(this);
  }

  /** Whether the reader is at the end. */
  get following(): boolean {
    return this.#following;
  }

  /** Goes to the end and stays there. */
  follow(): void {
    this.#set(true);
    this.#toEnd();
  }

  /** To be called when the scroller was scrolled, by whomever. */
  readonly onScroll = (): void => {
    const scroller = this.#scroller();
    if (!scroller) return;
    this.#set(scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= slack);
  };

  hostUpdated(): void {
    const content = this.#content();
    if (this.#observer || !content) return;
    this.#observer = new ResizeObserver(() => {
      if (this.#following) this.#toEnd();
    });
    this.#observer.observe(content);
    const scroller = this.#scroller();
    if (scroller) this.#observer.observe(scroller);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
  }

  #toEnd(): void {
    const scroller = this.#scroller();
    if (scroller) scroller.scrollTop = scroller.scrollHeight;
  }

  #set(following: boolean): void {
    if (following === this.#following) return;
    this.#following = following;
    this.#host.requestUpdate();
  }
}
