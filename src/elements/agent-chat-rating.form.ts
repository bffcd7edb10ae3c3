// The form of a rating control as a template: ready-made reasons, a comment, a better answer. Also how much
// may still be written, for all of it must fit into one URL.

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { FeedbackControl } from '../feedback/controls.js';
import { format } from '../i18n/format.js';
import type { Strings } from '../i18n/strings.js';

/** What a person has written so far. */
export interface FormWords {
  readonly reasons: readonly string[];
  readonly comment: string;
  readonly correction: string;
}

/** Nothing written. */
export const noWords: FormWords = Object.freeze({ reasons: Object.freeze([]), comment: '', correction: '' });

/** What the form is drawn from. */
export interface FormView {
  readonly control: FeedbackControl;
  readonly strings: Strings;
  readonly words: FormWords;
  readonly answer: string;
  /** Characters that may still be written; negative: too many. */
  readonly left: number;
  /** A comment is required and missing. */
  readonly needsWords: boolean;
  readonly onWords: (change: Partial<FormWords>) => void;
  readonly onSend: () => void;
  readonly onCancel: () => void;
}

/** Below this many characters the form shows how much is left. */
const tight = 500;

/** Whether `limit` bytes of a URL are enough for the words, and for how many characters more (or less). */
export function remaining({ comment, correction, reasons }: FormWords, limit: number): number {
  const text = comment + correction + reasons.join();
  const bytes = new URLSearchParams([['', text]]).toString().length - 1;
  // A character weighs 1 to 12 bytes: count in those that the person writes.
  const each = text === '' ? 1 : bytes / text.length;
  return Math.floor((limit - bytes) / each);
}

/** The form. */
export function renderForm(view: FormView): TemplateResult {
  const { control, strings, words, left, needsWords, onWords, onSend, onCancel } = view;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!needsWords && left >= 0) onSend();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // Escape closes the form, not the chat around it.
    event.stopPropagation();
    onCancel();
  };
  return html`<form @submit=${submit} @keydown=${keys}>
    ${control.reasons.length === 0 ? nothing : renderReasons(view)}
    ${
      control.comment === 'none'
        ? nothing
        : html`<textarea
            rows="2"
            dir="auto"
            aria-label=${strings.tellUsMore}
            placeholder=${strings.tellUsMore}
            ?required=${control.comment === 'required'}
            .value=${live(words.comment)}
            @input=${(event: InputEvent) => onWords({ comment: textOf(event) })}
          ></textarea>`
    }
    ${control.correction ? renderCorrection(view) : nothing}
    <div class="buttons">
      <button class="send" type="submit" ?disabled=${needsWords || left < 0}>${strings.sendFeedback}</button>
      <button class="cancel" type="button" @click=${onCancel}>${strings.cancel}</button>
      <span class="left" role="status" ?data-over=${left < 0}>
        ${left < tight ? format(left < 0 ? strings.tooLong : strings.charactersLeft, { count: Math.abs(left) }) : ''}
      </span>
    </div>
  </form>`;
}

function renderReasons({ control, strings, words, onWords }: FormView): TemplateResult {
  return html`<fieldset class="reasons">
    <legend class="hidden-text">${strings.reasons}</legend>
    ${control.reasons.map((reason) => {
      const toggle = (event: Event) => {
        const on = (event.target as HTMLInputElement).checked;
        const others = words.reasons.filter((other) => other !== reason);
        onWords({ reasons: on ? [...others, reason] : others });
      };
      return html`<label class="chip">
        <input type="checkbox" class="hidden-text" .checked=${live(words.reasons.includes(reason))} @change=${toggle} />
        ${reason}
      </label>`;
    })}
  </fieldset>`;
}

function renderCorrection({ strings, words, answer, onWords }: FormView): TemplateResult {
  const begin = (event: Event) => {
    if ((event.target as HTMLDetailsElement).open && words.correction === '') onWords({ correction: answer });
  };
  return html`<details @toggle=${begin}>
    <summary>${strings.suggestAnswer}</summary>
    <textarea
      rows="4"
      dir="auto"
      aria-label=${strings.suggestAnswer}
      .value=${live(words.correction)}
      @input=${(event: InputEvent) => onWords({ correction: textOf(event) })}
    ></textarea>
  </details>`;
}

function textOf(event: InputEvent): string {
  return (event.target as HTMLTextAreaElement).value;
}
