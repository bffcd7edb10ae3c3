// <agent-chat>, the composition root: turns options into a conversation, draws its state, hears the inner
// elements' requests, and tells the page what happened. What it looks like is agent-chat.view.ts.

import { html, type PropertyValues } from 'lit';
import { query } from 'lit/decorators.js';
import { readEndpoint } from '../config.js';
import { BacklogController } from '../controllers/backlog-controller.js';
import { DockController } from '../controllers/dock-controller.js';
import { FeedbackController } from '../controllers/feedback-controller.js';
import { StoreController } from '../controllers/store-controller.js';
import { watchPage } from '../controllers/watch-page.js';
import { type AgentChatEvents, emit, keepInside, type RequestEvents } from '../events.js';
import { mergeStrings } from '../i18n/format.js';
import { english } from '../i18n/strings.js';
import { markdownStyles } from '../markdown/index.js';
import { AgentError } from '../protocol/errors.js';
import type { SessionEvent } from '../session/session-options.js';
import { type ChatMessage, emptyState, type SessionState, type SessionStatus } from '../session/state.js';
import { Store } from '../store.js';
import { base } from '../styles/base.js';
import { tokens } from '../styles/tokens.js';
import { warn } from '../warn.js';
import { type Conversation, createConversation } from './agent-chat.conversation.js';
import { identity, OptionsElement } from './agent-chat.options.js';
import { chatStyles, dockStyles } from './agent-chat.styles.js';
import { type ChatView, pieceSize, renderDock, renderPanel } from './agent-chat.view.js';

const noConversation = new Store(emptyState);

/**
 * A chat with a LangGraph agent.
 *
 * @fires {CustomEvent<{}>} agent-chat-ready - The element is drawn and its methods work.
 * @fires {CustomEvent<{open: boolean}>} agent-chat-open-change - The floating panel was opened or closed.
 * @fires {CustomEvent<{text: string}>} agent-chat-before-send - The visitor is about to send; cancelable.
 * @fires {CustomEvent<{threadId: string, runId: string}>} agent-chat-run-start - The server has taken a run.
 * @fires {CustomEvent<{message: ChatMessage}>} agent-chat-message - A message is complete.
 * @fires {CustomEvent<{threadId: string, runId: string, status: string}>} agent-chat-run-end - A run has ended: `success`, `error`, `stopped` or `interrupted`.
 * @fires {CustomEvent<{runId: string, key: string, score: number, value: string, comment: string, correction: string, phase: string}>} agent-chat-feedback - A rating was given, or what became of it is known: `queued`, `sent`, `waiting`, `failed`, `expired` or `unconfirmed`.
 * @fires {CustomEvent<{threadId: string}>} agent-chat-thread-change - Another conversation is shown.
 * @fires {CustomEvent<{interrupts: object[]}>} agent-chat-interrupt - The agent waits for a person.
 * @fires {CustomEvent<{kind: string, message: string, status: number}>} agent-chat-error - Something failed: `offline`, `unauthorized`, `rate-limited`, `busy`, `server`, `protocol` or `config`.
 *
 * @slot header - Replaces the heading.
 * @slot launcher-icon - Replaces the icon of the floating button.
 * @slot greeting - Replaces the greeting.
 * @slot footer - Below the text box.
 *
 * @csspart launcher - The floating chat's button.
 * @csspart panel - The chat's surface.
 * @csspart header - The bar with the heading.
 * @csspart log - The scrolling conversation.
 * @csspart message - A message with what belongs to it.
 * @csspart bubble - The text of a message.
 * @csspart composer - The box around the text field.
 * @csspart input - The text field.
 * @csspart send-button - Sends the text.
 * @csspart stop-button - Stops the answer.
 * @csspart starter - A suggested first message.
 * @csspart feedback - A rating control.
 * @csspart feedback-button - One choice of a rating control.
 */
export class AgentChat extends OptionsElement {
  static override styles = [tokens, base, markdownStyles, chatStyles, dockStyles];
  readonly #sessionState = new StoreController(this, noConversation);
  readonly #feedback = new FeedbackController(this, warn);
  readonly #backlog = new BacklogController(this);
  readonly #dock = new DockController(this, () => ({
    dock: this.dock,
    inside: this.composer,
    launcher: this.launcher,
  }));
  #conversation: Conversation | null = null;
  #words = english;
  #draft = '';
  #everOpened = false;

  @query('.dock') private dock!: HTMLElement | null;
  @query('agent-chat-composer') private composer!: HTMLElement | null;
  @query('agent-chat-launcher') private launcher!: HTMLElement | null;
  @query('agent-chat-transcript') private transcript!: (HTMLElement & { scrollToEnd(): void }) | null;

  /** The conversation's messages, oldest first. */
  get messages(): readonly ChatMessage[] {
    return this.#sessionState.state.messages;
  }

  /** `idle`, `running`, `interrupted` or `error`. */
  get status(): SessionStatus {
    return this.#sessionState.state.status;
  }

  constructor() {
    super();
    watchPage(this, {
      onLeave: () => this.status !== 'running' && this.#conversation?.memory.keepDraft(this.#draft),
      onStorage: () => void this.#conversation?.session.sync(),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Back in the page after it had left: the conversation is opened again.
    if (this.hasUpdated && !this.#conversation) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move in the page disconnects and connects again in one go: only a real leave ends the conversation.
    queueMicrotask(() => {
      if (!this.isConnected) this.#leave();
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('strings')) this.#words = mergeStrings(this.strings);
    if (changed.has('feedback') || !this.hasUpdated) this.#feedback.configure(this.feedback);
    if (this.isConnected && identity.some((name) => changed.has(name))) {
      // The thread of the conversation that is left belongs to another assistant.
      if (this.hasUpdated && !changed.has('threadId')) this.threadId = null;
      this.#converse();
    } else if (!this.#conversation && this.isConnected) this.#converse();
    else if (changed.has('threadId')) this.#openThread();
    this.#everOpened ||= this.open;
  }

  override render() {
    const view: ChatView = {
      session: this.#sessionState.state,
      ratings: this.#feedback.entries,
      options: this,
      controls: this.#feedback.controls,
      strings: this.#words,
      draft: this.#draft,
      endpoint: this.#conversation?.endpoint ?? '',
      hiddenPieces: this.#backlog.hiddenOf(Math.ceil(this.messages.length / pieceSize)),
      tokensOf: (tokens) => this.#feedback.usable(this.#target(tokens)),
    };
    return html`<div
      class="wrapper"
      @keydown=${this.#onKeydown}
      @keyup=${keepInside}
      @keypress=${keepInside}
      @agent-chat-request-send=${this.#onSend}
      @agent-chat-request-draft=${this.#onDraft}
      @agent-chat-request-stop=${this.stop}
      @agent-chat-request-retry=${this.retry}
      @agent-chat-request-new-thread=${this.newThread}
      @agent-chat-request-open=${this.#onOpen}
      @agent-chat-request-rate=${this.#onRate}
      @agent-chat-request-unrate=${this.#onUnrate}
    >
      ${this.mode === 'floating' ? renderDock(view, this.#everOpened) : renderPanel(view)}
    </div>`;
  }

  protected override firstUpdated(): void {
    emit(this, 'agent-chat-ready', {});
  }

  protected override updated(changed: PropertyValues): void {
    if (this.mode !== 'floating' || !changed.has('open') || this.open === Boolean(changed.get('open')))
      return;
    emit(this, 'agent-chat-open-change', { open: this.open });
    this.#dock.focusAfter(this.open);
  }

  /** Sends `text` as the visitor. */
  async send(text: string): Promise<void> {
    const conversation = this.#ready();
    if (typeof text !== 'string' || !conversation) return;
    if (!emit(this, 'agent-chat-before-send', { text }, { cancelable: true })) return;
    if (text.trim() === this.#draft.trim()) this.#draft = '';
    const sent = conversation.session.send(text);
    this.transcript?.scrollToEnd();
    await sent;
  }

  /** Stops the answer; what was said so far stays. */
  stop(): void {
    this.#conversation?.session.stop();
  }

  /** Tries again what failed last. */
  async retry(): Promise<void> {
    await this.#ready()?.session.retry();
  }

  /** Begins an empty conversation. */
  newThread(): void {
    this.#conversation?.session.newThread();
    this.focus();
  }

  /** Opens the floating panel. */
  show(): void {
    this.open = true;
  }

  /** Closes the floating panel. */
  hide(): void {
    this.open = false;
  }

  /** Opens the floating panel, or closes it. */
  toggle(): void {
    this.open = !this.open;
  }

  /** Puts the cursor into the text box. */
  override focus(options?: FocusOptions): void {
    this.composer?.focus(options);
  }

  /** The conversation, or null with a sentence on the screen when there is no endpoint to talk to. */
  #ready(): Conversation | null {
    if (!this.#conversation) this.#converse();
    return this.#conversation;
  }

  #converse(): void {
    this.#leave();
    const endpoint = readEndpoint(this.endpoint);
    if ('problem' in endpoint) {
      warn(endpoint.problem);
      const error = new AgentError('endpoint-missing', { message: endpoint.problem });
      this.#sessionState.watch(new Store<SessionState>({ ...emptyState, status: 'error', error }));
      return;
    }
    const conversation = createConversation({
      endpoint: endpoint.url,
      options: this.optionValues,
      host: () => this,
      feedbackKeys: () => this.#feedback.keys,
      onSessionEvent: (event) => this.#tell(event),
      onRating: ({ rating, phase }) => emit(this, 'agent-chat-feedback', { ...rating, phase }),
      warn,
    });
    this.#conversation = conversation;
    this.#draft ||= conversation.memory.get().draft;
    this.#sessionState.watch(conversation.session.store);
    this.#feedback.use(conversation.outbox);
    void conversation.session.open(this.threadId);
  }

  #leave(): void {
    this.#conversation?.dispose();
    this.#conversation = null;
    this.#sessionState.watch(noConversation);
    this.#feedback.use(null);
  }

  #openThread(): void {
    if (this.threadId !== null && this.threadId !== this.#sessionState.state.threadId)
      void this.#conversation?.session.open(this.threadId);
  }

  #tell(event: SessionEvent): void {
    const { type, ...detail } = event;
    if (event.type === 'error') {
      const { kind, message, status } = event.error;
      emit(this, 'agent-chat-error', { kind, message, status });
      return;
    }
    if (event.type === 'thread-change' && this.threadId !== event.threadId) this.threadId = event.threadId;
    emit(this, `agent-chat-${type}` as keyof AgentChatEvents, detail as never);
  }

  #onSend({ detail }: CustomEvent<RequestEvents['agent-chat-request-send']>): void {
    void this.send(detail.text);
  }

  #onDraft({ detail }: CustomEvent<RequestEvents['agent-chat-request-draft']>): void {
    this.#draft = detail.text;
  }

  #onOpen({ detail }: CustomEvent<RequestEvents['agent-chat-request-open']>): void {
    this.open = detail.open;
  }

  #target(tokens: unknown) {
    return { tokens, endpoint: this.#conversation?.endpoint ?? '', hosts: this.feedbackHosts };
  }

  #onRate({ detail }: CustomEvent<RequestEvents['agent-chat-request-rate']>): void {
    const { tokens, messages } = this.#sessionState.state;
    const since = messages.find(({ runId }) => runId === detail.runId)?.createdAt ?? Date.now();
    this.#feedback.rate(detail, { ...this.#target(tokens[detail.runId]), since });
  }

  #onUnrate({ detail }: CustomEvent<RequestEvents['agent-chat-request-unrate']>): void {
    this.#feedback.unrate(detail.runId, detail.key);
  }

  /** Hotkeys of the page must not hear what is typed here. */
  #onKeydown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Escape' && this.mode === 'floating' && this.open) this.hide();
  }
}
