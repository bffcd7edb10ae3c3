// Keeps a scroller at its end while content grows, unless the reader has left the end: then nothing moves
// until they come back or ask to. Never scrolls anything but its own scroller.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How near to the end still counts as at the end, in px: less than a line. */
const slack = 16;

/** The parts of a host that scrolls. */
export interface ScrollParts {
  readonly scroller: HTMLElement | null;
  /** What grows inside it. */
  readonly content: HTMLElement | null;
  /** The first thing in the content. */
  readonly first: Element | null;
}

/** Follows the end of the scroller. What comes in before the first thing moves nothing that is read. */
export class ScrollController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: () => ScrollParts;
  /** What was the first thing, and where it stood (px below the scroller's top). */
  #anchor: { readonly first: Element; readonly top: number } | null = null;
  #observer: ResizeObserver | null = null;
  #following = true;

  constructor(host: ReactiveControllerHost, parts: () => ScrollParts) {
    this.#host = host;
    this.#parts = parts;
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
    const { scroller } = this.#parts();
    if (!scroller) return;
    this.#remember();
    this.#set(scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= slack);
  };

  hostUpdated(): void {
    const { content, scroller } = this.#parts();
    if (this.#observer || !content || !scroller) return;
    this.#observer = new ResizeObserver(() => {
      if (this.#following) this.#toEnd();
      else this.#hold();
    });
    this.#observer.observe(content);
    this.#observer.observe(scroller);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
  }

  #toEnd(): void {
    const { scroller } = this.#parts();
    if (scroller) scroller.scrollTop = scroller.scrollHeight;
  }

  /** Older messages have come in above: browsers keep the place by themselves, but not at the very top. */
  #hold(): void {
    const { scroller, first } = this.#parts();
    const anchor = this.#anchor;
    if (scroller && anchor && anchor.first !== first && anchor.first.isConnected)
      scroller.scrollTop += distance(scroller, anchor.first) - anchor.top;
    this.#remember();
  }

  #remember(): void {
    const { scroller, first } = this.#parts();
    this.#anchor = scroller && first && { first, top: distance(scroller, first) };
  }

  #set(following: boolean): void {
    if (following === this.#following) return;
    this.#following = following;
    this.#host.requestUpdate();
  }
}

function distance(from: Element, to: Element): number {
  return to.getBoundingClientRect().top - from.getBoundingClientRect().top;
}
