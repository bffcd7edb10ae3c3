// <agent-feedback>: the rating controls of one run alone, for pages that draw their own chat. The second
// composition root: it holds the tokens, reads the options and passes wishes to the page's outbox.

import { html, LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { type OptionSpec, type OptionValues, options, readEndpoint } from '../config.js';
import { FeedbackController, type RatingTarget } from '../controllers/feedback-controller.js';
import { emit, keepInside, type RequestEvents } from '../events.js';
import type { RatingEntry } from '../feedback/rating-entry.js';
import { mergeStrings } from '../i18n/format.js';
import type { Strings } from '../i18n/strings.js';
import { base } from '../styles/base.js';
import { tokens } from '../styles/tokens.js';
import { warn } from '../warn.js';
import { defaultValues, defineOptionAccessors, optionProperties } from './agent-feedback.options.js';
import { sharedOutbox } from './agent-feedback.outbox.js';
import { feedbackStyles } from './agent-feedback.styles.js';
import { renderControls } from './agent-feedback.view.js';

const names = ['endpoint', 'feedback', 'feedbackUndo', 'feedbackHosts', 'persist', 'colorScheme'] as const;
const specs = options.filter(({ name }) => names.some((wanted) => wanted === name)) as readonly OptionSpec[];

/**
 * Rating controls for one run.
 *
 * @fires {CustomEvent<{runId: string, key: string, score: number, value: string, comment: string, correction: string, phase: string}>} agent-chat-feedback - A rating was given, or what became of it is known.
 *
 * @csspart feedback - A rating control.
 * @csspart feedback-button - One choice of a rating control.
 */
export class AgentFeedback extends LitElement {
  static override properties = optionProperties(specs);
  static override styles = [tokens, base, feedbackStyles];

  /** The options' values; read and set through the properties. @internal */
  readonly optionValues = defaultValues(specs) as Pick<OptionValues, (typeof names)[number]>;

  readonly #feedback = new FeedbackController(this, warn);
  /** Since when the tokens may live, in ms since 1970. */
  #since = Date.now();
  #endpoint = '';
  #words = mergeStrings(undefined);
  #connection = new AbortController();

  declare endpoint: string;
  declare feedback: OptionValues['feedback'];
  declare feedbackUndo: number;
  declare feedbackHosts: readonly string[];
  declare persist: OptionValues['persist'];
  declare colorScheme: OptionValues['colorScheme'];

  /** Rating URLs by feedback key, as the run's `feedback` event has them; an object or its JSON text. */
  @property({ attribute: false }) tokens: unknown = null;
  /** The run that is rated. */
  @property({ attribute: 'run-id' }) runId = '';
  /** The controls as a list, as JSON of `feedback` has them; it wins over `feedback`. */
  @property({ attribute: false }) controls: OptionValues['feedback'] | null = null;
  /** The answer's text, for "Suggest a better answer" to begin with. */
  @property({ attribute: false }) answer = '';
  /** Other words for what the controls say; see the `Strings` type. */
  @property({ attribute: false }) strings: Partial<Strings> | undefined;

  static {
    defineOptionAccessors(this.prototype, specs);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const { runId } = this;
    // A move in the page disconnects and connects again in one go: only a real leave ends the undo window.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#feedback.leave(runId);
      this.#connection.abort();
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('strings')) this.#words = mergeStrings(this.strings);
    if (changed.has('feedback') || changed.has('controls') || !this.hasUpdated)
      this.#feedback.configure(this.controls ?? this.feedback);
    if (changed.has('tokens')) this.#since = Date.now();
    if (changed.has('endpoint') || changed.has('persist') || !this.hasUpdated) this.#connect();
  }

  override render() {
    return html`<div
      class="wrapper"
      @keydown=${keepInside}
      @keyup=${keepInside}
      @keypress=${keepInside}
      @agent-chat-request-rate=${this.#onRate}
      @agent-chat-request-unrate=${this.#onUnrate}
    >
      ${renderControls({
        controls: this.#feedback.controls,
        tokens: this.#feedback.usable(this.#target()),
        runId: this.runId,
        ratings: this.#feedback.entries,
        strings: this.#words,
        answer: this.answer,
        undo: this.feedbackUndo,
        endpoint: this.#endpoint,
      })}
    </div>`;
  }

  #connect(): void {
    const endpoint = readEndpoint(this.endpoint || '/');
    if ('problem' in endpoint) warn(endpoint.problem);
    this.#endpoint = 'url' in endpoint ? endpoint.url : location.origin;
    this.#connection.abort();
    this.#connection = new AbortController();
    const listener = (entry: RatingEntry) => this.#tell(entry);
    this.#feedback.use(sharedOutbox(this.#endpoint, this.persist, listener, this.#connection.signal));
  }

  #target(): RatingTarget {
    const { tokens, feedbackHosts: hosts } = this;
    return { tokens, hosts, endpoint: this.#endpoint, since: this.#since };
  }

  #tell({ rating, phase }: RatingEntry): void {
    if (rating.runId === this.runId && this.#feedback.keys.includes(rating.key))
      emit(this, 'agent-chat-feedback', { ...rating, phase });
  }

  #onRate({ detail }: CustomEvent<RequestEvents['agent-chat-request-rate']>): void {
    this.#feedback.rate(detail, this.#target());
  }

  #onUnrate({ detail }: CustomEvent<RequestEvents['agent-chat-request-unrate']>): void {
    this.#feedback.unrate(detail.runId, detail.key);
  }
}
