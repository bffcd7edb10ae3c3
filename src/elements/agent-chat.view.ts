// What the chat looks like as templates of its state: header, conversation, composer, and the floating form
// around them. Pure: everything comes in as an argument, every wish goes out as a request event.

import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { OptionValues } from '../config.js';
import { request } from '../events.js';
import type { FeedbackControl } from '../feedback/controls.js';
import type { RatingEntries } from '../feedback/rating-entry.js';
import type { Strings } from '../i18n/strings.js';
import { type Highlight, parseMarkdown, renderMarkdown } from '../markdown/index.js';
import type { ChatMessage, SessionState } from '../session/state.js';
import { chatIcon, closeIcon, newIcon } from '../styles/icons.js';
import { renderControls } from './agent-feedback.view.js';

/** All that is drawn. */
export interface ChatView {
  readonly session: SessionState;
  readonly ratings: RatingEntries;
  readonly options: Readonly<OptionValues> & { readonly highlighter: Highlight | undefined };
  readonly controls: readonly FeedbackControl[];
  readonly strings: Strings;
  readonly draft: string;
  /** Absolute; empty: there is none. */
  readonly endpoint: string;
  /** Pieces of the oldest messages that are not drawn yet. */
  readonly hiddenPieces: number;
  /** Those of a run's rating URLs that may be called. */
  readonly tokensOf: (tokens: unknown) => Readonly<Record<string, string>>;
}

/** Asks the chat for something from within its own templates. */
function asker<Name extends Parameters<typeof request>[1]>(
  name: Name,
  detail: Parameters<typeof request<Name>>[2],
) {
  return (event: Event) => request(event.currentTarget as EventTarget, name, detail);
}

/** The chat as it stands in the page. */
export function renderPanel(view: ChatView): TemplateResult {
  return html`<section part="panel" class="panel" aria-label=${headingOf(view)}>${renderInside(view)}</section>`;
}

/** The chat in a corner of the window. Its panel is drawn once it was opened, and kept. */
export function renderDock(view: ChatView, everOpened: boolean): TemplateResult {
  const { options, strings } = view;
  return html`<div class="dock" popover="manual">
    <section part="panel" class="panel" role="dialog" aria-label=${headingOf(view)} ?inert=${!options.open}>
      ${everOpened ? renderInside(view) : nothing}
    </section>
    <agent-chat-launcher exportparts="launcher" .strings=${strings} .open=${options.open}>
      <slot name="launcher-icon" slot="icon">${chatIcon}</slot>
    </agent-chat-launcher>
  </div>`;
}

function headingOf({ options, strings }: ChatView): string {
  return options.heading || strings.heading;
}

function renderInside(view: ChatView): TemplateResult {
  const { session, options, strings, draft } = view;
  const floating = options.mode === 'floating';
  return html`
    <header part="header">
      <slot name="header"><h2>${headingOf(view)}</h2></slot>
      <button
        class="icon-button"
        aria-label=${strings.newConversation}
        title=${strings.newConversation}
        ?disabled=${session.messages.length === 0}
        @click=${asker('agent-chat-request-new-thread', {})}
      >
        ${newIcon}
      </button>
      ${
        floating
          ? html`<button
              class="icon-button"
              aria-label=${strings.closeChat}
              title=${strings.closeChat}
              @click=${asker('agent-chat-request-open', { open: false })}
            >
              ${closeIcon}
            </button>`
          : nothing
      }
    </header>
    <agent-chat-transcript exportparts="log" .strings=${strings} .busy=${session.status === 'running'} .count=${session.messages.length}>
      ${session.messages.length === 0 && !session.loading ? renderWelcome(view) : nothing}
      ${renderMessages(view)} ${renderEnd(view)}
    </agent-chat-transcript>
    <footer>
      <div class="column">
        <agent-chat-composer
          exportparts="composer, input, send-button, stop-button"
          .strings=${strings}
          .placeholder=${options.placeholder}
          .draft=${live(draft)}
          .running=${session.status === 'running'}
        ></agent-chat-composer>
        ${
          options.disclaimer === ''
            ? nothing
            : html`<div class="disclaimer markdown">${renderText(options.disclaimer, view)}</div>`
        }
        <slot name="footer"></slot>
      </div>
    </footer>
  `;
}

function renderWelcome(view: ChatView): TemplateResult {
  const { options, strings, session } = view;
  return html`<div class="column welcome">
    <slot name="greeting">
      ${
        options.greeting === ''
          ? nothing
          : html`<div class="greeting markdown">${renderText(options.greeting, view)}</div>`
      }
    </slot>
    ${
      options.starters.length === 0
        ? nothing
        : html`<ul class="starters" aria-label=${strings.suggestions}>
            ${options.starters.map(
              (text) =>
                html`<li>
                  <button
                    part="starter"
                    class="starter"
                    dir="auto"
                    ?disabled=${session.status === 'running'}
                    @click=${asker('agent-chat-request-send', { text })}
                  >
                    ${text}
                  </button>
                </li>`,
            )}
          </ul>`
    }
  </div>`;
}

/** How many messages are compared, and left alone, as one. */
export const pieceSize = 32;

/**
 * The messages in pieces. A piece whose messages are the same as before is not looked into: what comes in
 * costs the same under a long conversation as under an empty one.
 */
function renderMessages(view: ChatView) {
  const { session, strings, options, controls, ratings, endpoint, hiddenPieces } = view;
  const { messages, tokens } = session;
  const alone = session.error === null;
  const { imageHosts, feedbackUndo, highlighter } = options;
  const shared = [strings, imageHosts, highlighter, feedbackUndo, controls, ratings, endpoint, tokens, alone];
  const count = Math.ceil(messages.length / pieceSize) - hiddenPieces;
  const pieces: number[] = [];
  for (let index = 0; index < count; index += 1) pieces.push(index + hiddenPieces);
  return repeat(
    pieces,
    (piece) => piece,
    (piece) => {
      const start = piece * pieceSize;
      const end = start + pieceSize;
      // One more: whether an answer ends its run is told by what follows.
      const drawn = guard([...shared, ...messages.slice(start, end + 1)], () =>
        repeat(
          messages.slice(start, end),
          ({ id }) => id,
          (message, index) => renderMessage(view, message, messages[start + index + 1]),
        ),
      );
      return html`<div class="piece">${drawn}</div>`;
    },
  );
}

function renderMessage(view: ChatView, message: ChatMessage, following: ChatMessage | undefined) {
  const { session, strings, options } = view;
  return html`<agent-chat-message
    class="column"
    part="message"
    exportparts="bubble"
    .message=${message}
    .strings=${strings}
    .imageHosts=${options.imageHosts}
    .highlight=${options.highlighter}
    .alone=${session.error === null}
  >
    ${endsRun(message, following) ? renderRatings(view, message) : nothing}
  </agent-chat-message>`;
}

/** A run is rated once, under its last answer. */
function endsRun(message: ChatMessage, following: ChatMessage | undefined): boolean {
  const finished = message.status === 'complete' || message.status === 'stopped';
  return (
    message.role === 'assistant' && finished && message.runId !== null && following?.runId !== message.runId
  );
}

function renderRatings(
  { session, controls, ratings, strings, options, endpoint, tokensOf }: ChatView,
  { runId, text }: ChatMessage,
) {
  if (runId === null) return nothing;
  const tokens = Object.hasOwn(session.tokens, runId) ? tokensOf(session.tokens[runId]) : undefined;
  const undo = options.feedbackUndo;
  return renderControls({ controls, tokens, runId, ratings, strings, answer: text, undo, endpoint });
}

/** What stands after the last message: waiting, a question of the graph, a failure. */
function renderEnd({ session, strings }: ChatView) {
  const { status, messages, error, interrupts, loading, tokens } = session;
  if (loading)
    return messages.length > 0
      ? nothing
      : html`<div class="column quiet" role="status">${strings.loading}</div>`;
  const last = messages.at(-1);
  const writing = last?.status === 'streaming' && last.text !== '';
  // With its tokens the answer is whole; only the stream's end is still to come.
  const answered = last?.runId != null && Object.hasOwn(tokens, last.runId);
  if (status === 'running') {
    return writing || answered
      ? nothing
      : html`<div class="column waiting" role="status" aria-label=${strings.thinking}><i></i><i></i><i></i></div>`;
  }
  if (error && status === 'error') {
    return html`<agent-chat-notice class="column" .error=${error} .strings=${strings}></agent-chat-notice>`;
  }
  return interrupts.length === 0
    ? nothing
    : html`<div class="column"><div class="question" role="status">
        ${strings.needsAnswer}
        ${interrupts.map(({ value }) => html`<pre dir="auto">${readable(value)}</pre>`)}
      </div></div>`;
}

function readable(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function renderText(text: string, { strings, options }: ChatView) {
  return renderMarkdown(parseMarkdown(text), { strings, imageHosts: options.imageHosts });
}
