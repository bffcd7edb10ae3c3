// What became of a rating, in words, what was sent, and the way to undo it or to try again while there is one.

import { html, nothing, type TemplateResult } from 'lit';
import type { RatingEntry, RatingPhase } from '../feedback/rating-entry.js';
import type { Strings } from '../i18n/strings.js';
import { checkIcon } from '../styles/icons.js';

/** What the status is drawn from. */
export interface StatusView {
  readonly entry: RatingEntry | null;
  readonly strings: Strings;
  readonly onUndo: () => void;
  readonly onRetry: () => void;
}

/** The status. Its text is announced; focus comes here when the control it was in is locked. */
export function renderStatus({ entry, strings, onUndo, onRetry }: StatusView): TemplateResult {
  const phase = entry?.phase ?? null;
  const undoable = phase === 'queued' && entry?.undoUntil !== null;
  return html`<span class="status" role="status" tabindex="-1" data-phase=${phase ?? 'none'}>
      ${phase === 'sent' ? checkIcon : nothing}${phase === null ? nothing : textOf(phase, strings)}
    </span>
    ${undoable ? html`<button class="undo" @click=${onUndo}>${strings.undo}<i></i></button>` : nothing}
    ${phase === 'waiting' ? html`<button class="undo" @click=${onRetry}>${strings.retry}</button>` : nothing}`;
}

/** The words that were given, once they can no longer be changed. */
export function renderGiven({ rating }: RatingEntry, chosen: unknown): TemplateResult | typeof nothing {
  const reasons = typeof rating.value === 'string' && rating.value !== chosen ? rating.value : null;
  const words = [reasons, rating.comment, rating.correction].filter(Boolean);
  return words.length === 0
    ? nothing
    : html`<ul class="given">
        ${words.map((text) => html`<li dir="auto">${text}</li>`)}
      </ul>`;
}

function textOf(phase: RatingPhase, strings: Strings): string {
  switch (phase) {
    case 'queued':
      return '';
    case 'sending':
      return strings.sendingFeedback;
    case 'sent':
      return strings.feedbackSent;
    case 'failed':
      return strings.feedbackFailed;
    case 'expired':
      return strings.feedbackExpired;
    case 'waiting':
      return strings.feedbackWaiting;
    case 'unconfirmed':
      return strings.feedbackUnconfirmed;
    default:
      return phase satisfies never;
  }
}
