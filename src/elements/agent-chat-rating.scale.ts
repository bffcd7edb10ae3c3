// The choices of a rating control as templates: thumbs, stars, numbers, words, or a button for words alone.

import { html, nothing, type TemplateResult } from 'lit';
import type { FeedbackControl, RatingOption } from '../feedback/controls.js';
import { format } from '../i18n/format.js';
import type { Strings } from '../i18n/strings.js';
import { starIcon, thumbDownIcon, thumbUpIcon } from '../styles/icons.js';

/** What the choices are drawn from. */
export interface ScaleView {
  readonly control: FeedbackControl;
  readonly strings: Strings;
  readonly locked: boolean;
  /** The form is open. */
  readonly open: boolean;
  readonly chosen: (option: RatingOption) => boolean;
  /** `byPointer`: pressed, not walked to with arrow keys. */
  readonly onChoose: (option: RatingOption, byPointer: boolean) => void;
  readonly onOpen: () => void;
}

/** The choices. */
export function renderScale(view: ScaleView): TemplateResult {
  const { control, strings, locked, open, onOpen } = view;
  const label = control.label || strings.rateAnswer;
  if (control.kind === 'comment') {
    return html`<div class="scale">
      <button
        part="feedback-button"
        class="words"
        ?disabled=${locked}
        aria-expanded=${open ? 'true' : 'false'}
        @click=${onOpen}
      >
        ${control.label || strings.tellUsMore}
      </button>
    </div>`;
  }
  return html`<fieldset class="scale" ?disabled=${locked}>
    <legend class=${control.label === '' ? 'hidden-text' : 'legend'}>${label}</legend>
    ${control.options.map((option) => renderOption(view, option))}
  </fieldset>`;
}

function renderOption(
  { control, strings, chosen, onChoose }: ScaleView,
  option: RatingOption,
): TemplateResult {
  const name = nameOf(control, option, strings);
  return html`<label part="feedback-button" class="option" title=${control.kind === 'choice' ? nothing : name}>
    <input
      type="radio"
      name="rating"
      class="hidden-text"
      aria-label=${name}
      .checked=${chosen(option)}
      @change=${() => onChoose(option, false)}
      @click=${(event: MouseEvent) => {
        // A press comes with coordinates or a pointer; arrow keys click too, but with neither.
        if (event.detail > 0) onChoose(option, true);
      }}
    />
    ${faceOf(control, option)}
  </label>`;
}

function faceOf(control: FeedbackControl, option: RatingOption): TemplateResult | string {
  switch (control.kind) {
    case 'thumbs':
      return option.id === 'good' ? thumbUpIcon : thumbDownIcon;
    case 'stars':
      return starIcon;
    case 'scale':
      return option.id;
    case 'choice':
      return option.label ?? option.id;
    case 'comment':
      return '';
    default:
      return control.kind satisfies never;
  }
}

function nameOf(control: FeedbackControl, option: RatingOption, strings: Strings): string {
  if (option.label !== null) return option.label;
  switch (control.kind) {
    case 'thumbs':
      return option.id === 'good' ? strings.goodResponse : strings.badResponse;
    case 'stars':
      return option.score === 1 ? strings.oneStar : format(strings.stars, { count: option.score ?? 0 });
    default:
      return option.id;
  }
}
