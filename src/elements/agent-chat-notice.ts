// A card in the conversation that says what failed, in a sentence a person can act on, with the way on:
// usually "Try again", after a wait when the server named one.

import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { request } from '../events.js';
import { format } from '../i18n/format.js';
import { english, type Strings } from '../i18n/strings.js';
import type { AgentError, ErrorCode } from '../protocol/errors.js';
import { base } from '../styles/base.js';
import { alertIcon } from '../styles/icons.js';
import { noticeStyles } from './agent-chat-notice.styles.js';

const sentences: Readonly<Record<ErrorCode, keyof Strings>> = {
  offline: 'errorOffline',
  unreachable: 'errorUnreachable',
  'stream-broken': 'errorStreamBroken',
  'stream-silent': 'errorStreamBroken',
  unauthorized: 'errorUnauthorized',
  'rate-limited': 'errorRateLimited',
  busy: 'errorBusy',
  server: 'errorServer',
  'run-failed': 'errorRunFailed',
  'too-large': 'errorTooLarge',
  protocol: 'errorProtocol',
  'endpoint-missing': 'errorEndpointMissing',
  'endpoint-wrong': 'errorEndpointWrong',
  'assistant-unknown': 'errorAssistantUnknown',
  'thread-gone': 'errorServer',
  refused: 'errorRefused',
  'feedback-keys-refused': 'errorServer',
};

/** Trying again cannot help a chat that has nowhere to go. */
const hopeless: ReadonlySet<ErrorCode> = new Set(['endpoint-missing']);

/** What failed, and what can be done. */
export class AgentChatNotice extends LitElement {
  static override styles = [base, noticeStyles];

  #timer: ReturnType<typeof setInterval> | undefined;

  /** Seconds until another try makes sense. */
  @state() private secondsLeft = 0;

  @property({ attribute: false }) error: AgentError | null = null;
  @property({ attribute: false }) strings = english;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('error')) return;
    clearInterval(this.#timer);
    this.secondsLeft = this.error?.retryAfter ?? 0;
    if (this.secondsLeft > 0) this.#timer = setInterval(() => this.#tick(), 1_000);
  }

  override render() {
    const { error, strings, secondsLeft } = this;
    if (!error) return nothing;
    const waiting = error.code === 'rate-limited' && secondsLeft > 0;
    const sentence = waiting
      ? format(strings.errorRateLimitedFor, { seconds: secondsLeft })
      : strings[sentences[error.code]];
    return html`<div class="card" role="alert">
      ${alertIcon}
      <p>${sentence}</p>
      ${
        hopeless.has(error.code)
          ? nothing
          : html`<button ?disabled=${waiting} @click=${this.#onRetry}>${strings.retry}</button>`
      }
    </div>`;
  }

  #tick(): void {
    this.secondsLeft -= 1;
    if (this.secondsLeft <= 0) clearInterval(this.#timer);
  }

  #onRetry(): void {
    request(this, 'agent-chat-request-retry', {});
  }
}
