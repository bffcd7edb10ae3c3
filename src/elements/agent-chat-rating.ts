// One rating control, drawn from data: a native radio group, so that keyboard, direction and form semantics
// come from the platform. Asks for a rating to be sent; knows nothing of tokens or the network.

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { request } from '../events.js';
import type { FeedbackControl, RatingOption } from '../feedback/controls.js';
import type { RatingEntry, RatingPhase } from '../feedback/outbox.js';
import { english, type Strings } from '../i18n/strings.js';
import { base } from '../styles/base.js';
import { checkIcon, thumbDownIcon, thumbUpIcon } from '../styles/icons.js';
import { ratingStyles } from './agent-chat-rating.styles.js';

const icons: Readonly<Record<string, TemplateResult>> = { good: thumbUpIcon, bad: thumbDownIcon };

/** After these nothing more can be sent for the answer. */
const settled: ReadonlySet<RatingPhase> = new Set(['queued', 'sent', 'failed', 'unconfirmed']);

/**
 * A rating control under an answer.
 *
 * @csspart feedback - The control.
 * @csspart feedback-button - One choice of it.
 */
export class AgentChatRating extends LitElement {
  static override styles = [base, ratingStyles];

  #arrowed = false;

  @property({ attribute: false }) strings = english;
  @property({ attribute: false }) control: FeedbackControl | null = null;
  @property({ attribute: false }) runId = '';
  /** What was given for this control already, and what became of it. */
  @property({ attribute: false }) entry: RatingEntry | null = null;

  override render() {
    const { control, strings, entry } = this;
    if (!control) return nothing;
    const locked = entry !== null && settled.has(entry.phase);
    return html`
      <fieldset part="feedback" class="thumbs" ?disabled=${locked}>
        <legend class="hidden-text">${strings.rateAnswer}</legend>
        ${control.options.map((option) => this.#renderOption(option))}
      </fieldset>
      <span class="status" role="status" data-phase=${entry?.phase ?? 'none'}>
        ${entry?.phase === 'sent' ? checkIcon : nothing}${entry ? phaseText(entry.phase, strings) : nothing}
      </span>
    `;
  }

  #renderOption(option: RatingOption) {
    const { entry, strings } = this;
    const chosen = entry?.rating.key === option.key && entry.rating.score === option.score;
    const name = option.id === 'good' ? strings.goodResponse : strings.badResponse;
    return html`<label part="feedback-button" class="thumb" title=${name}>
      <input
        type="radio"
        name="rating"
        class="hidden-text"
        aria-label=${name}
        .checked=${chosen}
        @click=${(event: MouseEvent) => this.#onClick(event, option)}
        @keydown=${(event: KeyboardEvent) => this.#onKeydown(event, option)}
      />
      ${icons[option.id]}
    </label>`;
  }

  /**
   * Arrow keys check a radio and click it too. Choosing by arrow must not send, for a person walks past one
   * choice to reach the other; Space, Enter and a press do.
   */
  #onClick(event: MouseEvent, option: RatingOption): void {
    const byPointer = event instanceof PointerEvent && event.pointerType !== '';
    if (byPointer || !this.#arrowed) this.#rate(option);
    this.#arrowed = false;
  }

  #onKeydown(event: KeyboardEvent, option: RatingOption): void {
    this.#arrowed = event.key.startsWith('Arrow');
    if (event.key === 'Enter') this.#rate(option);
  }

  #rate({ key, score }: RatingOption): void {
    request(this, 'agent-chat-request-rate', { runId: this.runId, key, opinion: { score } });
  }
}

function phaseText(phase: RatingPhase, strings: Strings): string {
  switch (phase) {
    case 'queued':
      return strings.sendingFeedback;
    case 'sent':
      return strings.feedbackSent;
    case 'failed':
      return strings.feedbackFailed;
    case 'waiting':
      return strings.feedbackWaiting;
    case 'unconfirmed':
      return strings.feedbackUnconfirmed;
    default:
      return phase satisfies never;
  }
}
