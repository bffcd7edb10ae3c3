// What became of a rating, in words, and the way to undo it while there is one.

import { html, nothing, type TemplateResult } from 'lit';
import type { RatingEntry, RatingPhase } from '../feedback/rating-entry.js';
import type { Strings } from '../i18n/strings.js';
import { checkIcon } from '../styles/icons.js';

/** What the status is drawn from. */
export interface StatusView {
  readonly entry: RatingEntry | null;
  readonly strings: Strings;
  /** Length of the undo window, in ms. */
  readonly undo: number;
  readonly onUndo: () => void;
}

/** The status. Its text is announced. */
export function renderStatus({ entry, strings, onUndo }: StatusView): TemplateResult {
  const phase = entry?.phase ?? null;
  const undoable = phase === 'queued' && entry?.undoUntil !== null;
  return html`<span class="status" role="status" data-phase=${phase ?? 'none'}>
      ${phase === 'sent' ? checkIcon : nothing}${phase === null ? nothing : textOf(phase, strings)}
    </span>
    ${undoable ? html`<button class="undo" @click=${onUndo}>${strings.undo}<i></i></button>` : nothing}`;
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
