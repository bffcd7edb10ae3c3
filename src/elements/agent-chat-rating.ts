// One rating control, drawn from data: a native radio group, so that keyboard, direction and form semantics
// come from the platform, and a form for words. Asks for ratings; knows nothing of tokens or the network.

import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { request } from '../events.js';
import type { FeedbackControl, RatingOption } from '../feedback/controls.js';
import type { Opinion, Rating } from '../feedback/rating.js';
import type { RatingEntry } from '../feedback/rating-entry.js';
import { english } from '../i18n/strings.js';
import { base } from '../styles/base.js';
import { type FormWords, noWords, remaining, renderForm } from './agent-chat-rating.form.js';
import { renderScale } from './agent-chat-rating.scale.js';
import { renderGiven, renderStatus } from './agent-chat-rating.status.js';
import { ratingStyles } from './agent-chat-rating.styles.js';

/**
 * A rating control under an answer.
 *
 * @csspart feedback - The control.
 * @csspart feedback-button - One choice of it.
 */
export class AgentChatRating extends LitElement {
  static override styles = [base, ratingStyles];

  @query('.scale input:checked, .scale button') private chosenField!: HTMLElement | null;
  @query('.scale input') private firstChoice!: HTMLElement | null;
  @query('.status') private status!: HTMLElement | null;
  @query('form') private form!: HTMLElement | null;
  @query('form input, form textarea') private firstWord!: HTMLElement | null;

  #locked = false;
  #losesFocus = false;

  /** The choice whose form is open. `null`: none; a comment alone has no choice. */
  @state() private chosen: RatingOption | null = null;
  @state() private formOpen = false;
  @state() private words: FormWords = noWords;

  @property({ attribute: false }) strings = english;
  @property({ attribute: false }) control: FeedbackControl | null = null;
  @property({ attribute: false }) runId = '';
  /** What was given for this control already, and what became of it. */
  @property({ attribute: false }) entry: RatingEntry | null = null;
  /** The answer, for "Suggest a better answer" to begin with. */
  @property({ attribute: false }) answer = '';
  /** How long a plain rating can be undone, in ms. */
  @property({ attribute: false }) undo = 3_000;
  /** What comment and correction may weigh together, in bytes of a URL. */
  @property({ attribute: false }) limit = 5_000;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('undo')) this.style.setProperty('--_undo', `${this.undo}ms`);
    const locked = this.entry !== null && this.entry.phase !== 'queued';
    this.#losesFocus = locked && !this.#locked && Boolean(this.shadowRoot?.activeElement);
    this.#locked = locked;
    this.toggleAttribute('data-open', this.formOpen && !locked);
  }

  protected override updated(): void {
    // What had focus is disabled or gone: the next Tab must not begin at the top of the page.
    if (this.#losesFocus) this.status?.focus();
  }

  override render() {
    const { control, strings, entry, formOpen } = this;
    if (!control) return nothing;
    const locked = this.#locked;
    const option = control.options.find((one) => this.#isChosen(one));
    return html`
      <div part="feedback" class="control" data-kind=${control.kind}>
        ${renderScale({
          control,
          strings,
          locked,
          open: formOpen,
          chosen: (option) => this.#isChosen(option),
          onChoose: (option, byPointer) => this.#choose(option, byPointer),
          onOpen: () => this.#openForm(null, true),
        })}
        ${renderStatus({
          entry: formOpen && !locked ? null : entry,
          strings,
          onUndo: () => this.#undo(),
          onRetry: () => this.#retry(),
        })}
      </div>
      ${entry && locked ? renderGiven(entry, option?.value) : nothing}
      ${formOpen && !locked ? this.#renderForm(control) : nothing}
    `;
  }

  #renderForm(control: FeedbackControl) {
    const { strings, words, answer, limit } = this;
    return renderForm({
      control,
      strings,
      words,
      answer,
      left: remaining(words, limit),
      needsWords: this.#needsWords(),
      onWords: (change) => this.#write(change),
      onSend: () => this.#close(true),
      onCancel: () => this.#close(false),
    });
  }

  #isChosen(option: RatingOption): boolean {
    if (this.formOpen && !this.#locked) return this.chosen === option;
    const { rating } = this.entry ?? {};
    return (
      rating?.key === option.key &&
      rating.score === option.score &&
      (option.score !== null || rating.value === option.value)
    );
  }

  #choose(option: RatingOption, byPointer: boolean): void {
    const { control, runId } = this;
    if (!control) return;
    // With two keys the other one may be queued: one control is one opinion.
    for (const key of control.keys) if (key !== option.key) this.#unrate(key);
    if (opens(control, option)) this.#openForm(option, byPointer);
    else {
      this.formOpen = false;
      const opinion: Opinion = { score: option.score, value: option.value, comment: null, correction: null };
      request(this, 'agent-chat-request-rate', { runId, key: option.key, opinion, undo: this.undo });
    }
  }

  #openForm(option: RatingOption | null, byPointer: boolean): void {
    this.chosen = option;
    this.formOpen = true;
    this.#hold();
    // Somebody who walks through the choices with arrow keys stays there; Tab leads into the form.
    void this.updateComplete.then(() => {
      this.form?.scrollIntoView({ block: 'nearest' });
      if (byPointer) this.firstWord?.focus();
    });
  }

  #write(change: Partial<FormWords>): void {
    this.words = { ...this.words, ...change };
    this.#hold();
  }

  /** Gives what there is so far, to be sent when the form is closed or the page goes away. */
  #hold(): void {
    const key = this.#key();
    if (this.#needsWords() || remaining(this.words, this.limit) < 0) this.#unrate(key);
    else
      request(this, 'agent-chat-request-rate', {
        runId: this.runId,
        key,
        opinion: this.#opinion(this.words),
        undo: null,
      });
  }

  /** Sends the form; or closes it, and a choice that needs no words goes on its way without them. */
  #close(withWords: boolean): void {
    const key = this.#key();
    const words = withWords ? this.words : noWords;
    this.words = words;
    const nothingToSay = this.#needsWords() || (this.chosen === null && !withWords);
    this.formOpen = false;
    if (nothingToSay) this.#unrate(key);
    else {
      const undo = withWords ? 0 : this.undo;
      request(this, 'agent-chat-request-rate', {
        runId: this.runId,
        key,
        opinion: this.#opinion(words),
        undo,
      });
    }
    this.words = noWords;
    void this.updateComplete.then(() => (this.chosenField ?? this.firstChoice)?.focus());
  }

  #undo(): void {
    for (const key of this.control?.keys ?? []) this.#unrate(key);
    this.chosen = null;
    void this.updateComplete.then(() => (this.chosenField ?? this.firstChoice)?.focus());
  }

  /** Asks for what waits once more, now. */
  #retry(): void {
    if (!this.entry) return;
    const { runId, key, ...opinion }: Rating = this.entry.rating;
    request(this, 'agent-chat-request-rate', { runId, key, opinion, undo: 0 });
  }

  #unrate(key: string): void {
    request(this, 'agent-chat-request-unrate', { runId: this.runId, key });
  }

  #key(): string {
    return this.chosen?.key ?? this.control?.keys[0] ?? '';
  }

  #needsWords(): boolean {
    return this.control?.comment === 'required' && this.words.comment.trim() === '';
  }

  #opinion({ reasons, comment, correction }: FormWords): Opinion {
    const value = reasons.length > 0 ? reasons.join(', ') : (this.chosen?.value ?? null);
    const better = correction === this.answer ? '' : correction.trim();
    return {
      score: this.chosen?.score ?? null,
      value,
      comment: comment.trim() || null,
      correction: better || null,
    };
  }
}

/** Whether a choice asks for words before it is sent. */
function opens(
  { comment, reasons, correction, options }: FeedbackControl,
  { negative }: RatingOption,
): boolean {
  if (comment === 'required' || comment === 'optional') return true;
  if (comment === 'negative') return negative;
  // Reasons and better answers are for what was bad, where a scale has a bad end at all.
  return (reasons.length > 0 || correction) && (negative || !options.some((one) => one.negative));
}
