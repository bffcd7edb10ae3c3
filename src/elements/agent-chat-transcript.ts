// The scrolling log of the conversation. Its content is slotted in by the chat; this element owns only
// the scrolling: it follows the end, never moves a reader, and offers the way back down.

import { html, LitElement, nothing } from 'lit';
import { property, query } from 'lit/decorators.js';
import { ScrollController } from '../controllers/scroll-controller.js';
import { format } from '../i18n/format.js';
import { english } from '../i18n/strings.js';
import { base } from '../styles/base.js';
import { sendIcon } from '../styles/icons.js';
import { transcriptStyles } from './agent-chat-transcript.styles.js';

/**
 * The conversation's log.
 *
 * @slot - The messages.
 * @csspart log - The scrolling area.
 */
export class AgentChatTranscript extends LitElement {
  static override styles = [base, transcriptStyles];

  readonly #scroll = new ScrollController(this, () => ({
    scroller: this.scroller,
    content: this.content,
    first: this.firstElementChild,
  }));
  /** How many messages there were when the reader left the end. */
  #seen = 0;

  @query('.scroller') private scroller!: HTMLElement | null;
  @query('.content') private content!: HTMLElement | null;

  @property({ attribute: false }) strings = english;
  /** A run goes on: assistive technology waits for the whole answer. */
  @property({ type: Boolean }) busy = false;
  /** How many messages there are. */
  @property({ attribute: false }) count = 0;

  /** Goes to the newest message and stays there. */
  scrollToEnd(): void {
    this.#scroll.follow();
  }

  override render() {
    const { strings, busy, count } = this;
    if (this.#scroll.following) this.#seen = count;
    const unseen = count - this.#seen;
    const label =
      unseen > 0
        ? `${strings.jumpToLatest}: ${format(strings.newMessages, { count: unseen })}`
        : strings.jumpToLatest;
    return html`
      <div
        part="log"
        class="scroller"
        role="log"
        tabindex="0"
        aria-label=${strings.conversation}
        aria-busy=${busy ? 'true' : 'false'}
        @scroll=${this.#scroll.onScroll}
      >
        <div class="content"><slot></slot></div>
      </div>
      ${
        this.#scroll.following
          ? nothing
          : html`<button class="jump" aria-label=${label} title=${label} @click=${this.scrollToEnd}>
              ${sendIcon}${unseen > 0 ? html`<span>${unseen}</span>` : nothing}
            </button>`
      }
    `;
  }
}
