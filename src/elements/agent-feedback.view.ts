// The rating controls of one run as a template: below an answer of the chat, or alone. A control whose token
// is missing is not drawn, unless it shows what was given before.

import { html, nothing } from 'lit';
import type { FeedbackControl } from '../feedback/controls.js';
import { roomForWords } from '../feedback/rating.js';
import { entryId, type RatingEntries, type RatingEntry } from '../feedback/rating-entry.js';
import type { Strings } from '../i18n/strings.js';

/** What the controls of a run are drawn from. */
export interface ControlsView {
  readonly controls: readonly FeedbackControl[];
  /** Rating URLs by key. */
  readonly tokens: Readonly<Record<string, string>> | undefined;
  readonly runId: string;
  readonly ratings: RatingEntries;
  readonly strings: Strings;
  /** The answer, for a correction to begin with. */
  readonly answer: string;
  /** In ms. */
  readonly undo: number;
  /** Absolute; ratings below it go through our proxy. */
  readonly endpoint: string;
}

/** One `<agent-chat-rating>` for each control that can be used or was used. */
export function renderControls({ controls, tokens, runId, ratings, endpoint, ...view }: ControlsView) {
  return controls.map((control) => {
    const entry = entryOf(control, runId, ratings);
    const urls = control.keys.flatMap((key) => (tokens && Object.hasOwn(tokens, key) ? tokens[key] : []));
    // Without a token there is nothing to press: no control rather than a dead one.
    if (urls.length < control.keys.length && !entry) return nothing;
    return html`<agent-chat-rating
      slot="rating"
      exportparts="feedback, feedback-button"
      .control=${control}
      .runId=${runId}
      .entry=${entry}
      .answer=${view.answer}
      .undo=${view.undo}
      .limit=${roomForWords(urls[0] ?? '', endpoint)}
      .strings=${view.strings}
    ></agent-chat-rating>`;
  });
}

/** What was given under any of the control's keys. */
function entryOf(control: FeedbackControl, runId: string, ratings: RatingEntries): RatingEntry | null {
  for (const key of control.keys) {
    const id = entryId(runId, key);
    if (Object.hasOwn(ratings, id)) return ratings[id] ?? null;
  }
  return null;
}
