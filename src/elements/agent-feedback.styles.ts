// The looks of stand-alone rating controls: no more than a row that the page's own chat can hold.

import { css } from 'lit';

/** Styles of <agent-feedback>, besides the tokens. */
export const feedbackStyles = css`
  :host {
    display: block;
    color-scheme: light dark;
  }
  :host([color-scheme='light']) {
    color-scheme: light;
  }
  :host([color-scheme='dark']) {
    color-scheme: dark;
  }
  :host([hidden]) {
    display: none;
  }

  /* Whatever the page lets its elements inherit ends here. */
  .wrapper {
    all: initial;
    direction: inherit;
    color-scheme: inherit;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    font: 400 var(--_size) / 1.55 var(--_font);
    color: var(--_text);
  }
`;
