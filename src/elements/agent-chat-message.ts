// One message of the conversation: the visitor's in a tinted bubble, the agent's as Markdown on the
// surface, a tool call as one quiet line. The rating is slotted in by the chat.

import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { request } from '../events.js';
import { format } from '../i18n/format.js';
import { english } from '../i18n/strings.js';
import {
  type Highlight,
  type MarkdownDocument,
  markdownStyles,
  parseMarkdown,
  renderMarkdown,
} from '../markdown/index.js';
import type { ChatMessage } from '../session/state.js';
import { base } from '../styles/base.js';
import { checkIcon, copyIcon, toolIcon } from '../styles/icons.js';
import { messageStyles } from './agent-chat-message.styles.js';

/** How long "Copied" is shown, in ms. */
const copiedFor = 2_000;

/** So many characters of new text are drawn in one frame: what comes at once never holds the page up. */
const perFrame = 2_000;

/**
 * A message.
 *
 * @slot rating - The rating under an answer.
 * @csspart bubble - The body of the message.
 */
export class AgentChatMessage extends LitElement {
  static override styles = [base, markdownStyles, messageStyles];

  #document: MarkdownDocument | null = null;
  /** There is more text than is drawn. */
  #behind = false;

  @state() private copied = false;

  @property({ attribute: false }) message: ChatMessage | null = null;
  @property({ attribute: false }) strings = english;
  /** No card below says what failed: the message itself offers to be sent again. */
  @property({ type: Boolean }) alone = false;
  /** Hosts that images may be loaded from. */
  @property({ attribute: false }) imageHosts: readonly string[] = [];
  /** Colours for code. */
  @property({ attribute: false }) highlight: Highlight | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('message') || this.message?.role !== 'assistant') return;
    const { text, status } = this.message;
    const drawn = this.#document?.text ?? '';
    const end = (text.startsWith(drawn) ? drawn.length : 0) + perFrame;
    this.#behind = end < text.length;
    const streaming = status === 'streaming' || this.#behind;
    this.#document = parseMarkdown(text.slice(0, end), this.#document ?? undefined, { streaming });
    if (this.#behind) requestAnimationFrame(() => this.requestUpdate('message'));
  }

  override render() {
    switch (this.message?.role) {
      case 'user':
        return this.#renderVisitor(this.message);
      case 'assistant':
        return this.#renderAnswer(this.message);
      case 'tool':
        return this.#renderTool(format(this.strings.usedTool, { name: this.message.name ?? '' }));
      default:
        return nothing;
    }
  }

  #renderVisitor(message: ChatMessage) {
    const { strings } = this;
    return html`<div class="visitor">
      <span class="hidden-text">${strings.you}:</span>
      <div part="bubble" class="bubble" dir="auto">${message.text}</div>
      ${
        message.status === 'failed'
          ? html`<div class="note">
              ${strings.notSent}
              ${this.alone ? html`<button class="link" @click=${this.#onRetry}>${strings.retry}</button>` : nothing}
            </div>`
          : nothing
      }
    </div>`;
  }

  #renderAnswer(message: ChatMessage) {
    const { strings } = this;
    const whole = (message.status === 'complete' || message.status === 'stopped') && !this.#behind;
    const calls = message.toolCalls.map(({ name }) => this.#renderTool(format(strings.usingTool, { name })));
    if (message.text === '') return calls;
    return html`${calls}
      <div class="answer">
        <span class="hidden-text">${strings.agent}:</span>
        <div part="bubble" class="markdown">
          ${renderMarkdown(this.#document ?? parseMarkdown(''), {
            strings,
            imageHosts: this.imageHosts,
            highlight: whole ? this.highlight : undefined,
          })}
        </div>
        ${message.status === 'stopped' ? html`<div class="note">${strings.stopped}</div>` : nothing}
        ${whole ? this.#renderActions(message) : nothing}
      </div>`;
  }

  #renderActions(message: ChatMessage) {
    const { strings, copied } = this;
    return html`<div class="actions">
      <slot name="rating"></slot>
      <button
        class="icon-button"
        aria-label=${copied ? strings.copied : strings.copy}
        title=${copied ? strings.copied : strings.copy}
        @click=${this.#onCopy}
      >
        ${copied ? checkIcon : copyIcon}
      </button>
      ${
        message.createdAt === null
          ? nothing
          : html`<time dir="auto" datetime=${new Date(message.createdAt).toISOString()}>
              ${new Date(message.createdAt).toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' })}
            </time>`
      }
    </div>`;
  }

  #renderTool(text: string) {
    return html`<div class="tool">${toolIcon}<span>${text}</span></div>`;
  }

  #onRetry(): void {
    request(this, 'agent-chat-request-retry', {});
  }

  async #onCopy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.message?.text ?? '');
    } catch {
      return; // not allowed here: saying "Copied" would be a lie
    }
    this.copied = true;
    setTimeout(() => {
      this.copied = false;
    }, copiedFor);
  }
}
