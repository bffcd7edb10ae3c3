// The box in which the visitor writes: grows with its text, sends with Enter, becomes Stop while a run goes
// on. Keeps the text in `draft`; whether it is sent is the chat's decision.

import { html, LitElement } from 'lit';
import { property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { request } from '../events.js';
import { english } from '../i18n/strings.js';
import { base } from '../styles/base.js';
import { sendIcon, stopIcon } from '../styles/icons.js';
import { composerStyles } from './agent-chat-composer.styles.js';

/**
 * The message box.
 *
 * @csspart composer - The rounded box.
 * @csspart input - The text field.
 * @csspart send-button - Sends the text.
 * @csspart stop-button - Stops the answer; stands in the place of the send button.
 */
export class AgentChatComposer extends LitElement {
  static override styles = [base, composerStyles];
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  @query('textarea') private field!: HTMLTextAreaElement | null;

  @property({ attribute: false }) strings = english;
  @property() placeholder = '';
  /** The text that was not sent yet. */
  @property({ attribute: false }) draft = '';
  @property({ type: Boolean }) running = false;
  @property({ type: Boolean }) disabled = false;

  override focus(options?: FocusOptions): void {
    // Right after the chat was opened for the first time the field is about to be drawn.
    if (this.field) this.field.focus(options);
    else void this.updateComplete.then(() => this.field?.focus(options));
  }

  override render() {
    const { strings, draft } = this;
    // The grid behind the field repeats its text and so gives it its height, without measuring.
    return html`
      <form part="composer" class="box" @submit=${this.#onSubmit}>
        <div class="grow" data-text=${`${draft}\n`}>
          <textarea
            part="input"
            rows="1"
            dir="auto"
            enterkeyhint="send"
            aria-label=${strings.message}
            placeholder=${this.placeholder || strings.placeholder}
            .value=${live(draft)}
            @input=${this.#onInput}
            @keydown=${this.#onKeydown}
          ></textarea>
        </div>
        ${
          this.running
            ? html`<button part="stop-button" class="action" type="button" aria-label=${strings.stop} @click=${this.#onStop}>
                ${stopIcon}
              </button>`
            : html`<button
                part="send-button"
                class="action"
                type="submit"
                aria-label=${strings.send}
                ?disabled=${this.disabled || draft.trim() === ''}
              >
                ${sendIcon}
              </button>`
        }
      </form>
    `;
  }

  #onInput(): void {
    this.draft = this.field?.value ?? '';
    request(this, 'agent-chat-request-draft', { text: this.draft });
  }

  #onKeydown(event: KeyboardEvent): void {
    // 229: Safari ends a composition before it tells the Enter that ended it.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    this.#send();
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    this.#send();
  }

  #send(): void {
    if (this.running || this.disabled || this.draft.trim() === '') return;
    request(this, 'agent-chat-request-send', { text: this.draft });
  }

  #onStop(): void {
    request(this, 'agent-chat-request-stop', {});
    this.focus();
  }
}
