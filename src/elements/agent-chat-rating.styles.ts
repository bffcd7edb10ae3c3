// The looks of a rating control.

import { css } from 'lit';

/** Styles of <agent-chat-rating>. */
export const ratingStyles = css`
  :host {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  fieldset {
    display: flex;
    gap: 2px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .thumb {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    border-radius: var(--_radius-s);
    color: var(--_muted);
    cursor: pointer;
    transition:
      background-color 120ms ease-out,
      color 120ms ease-out;
  }
  .thumb svg {
    inline-size: 18px;
    block-size: 18px;
  }
  fieldset:enabled .thumb:hover {
    background: var(--_hover);
    color: var(--_text);
  }
  .thumb:has(:checked) {
    color: var(--_accent-text);
  }
  .thumb:has(:checked) svg {
    fill: color-mix(in oklab, var(--_accent-text) 28%, transparent);
  }
  .thumb:has(:focus-visible) {
    outline: var(--_focus);
    outline-offset: -1px;
  }
  fieldset:disabled .thumb {
    cursor: default;
  }
  fieldset:disabled .thumb:not(:has(:checked)) {
    opacity: 0.45;
  }
  .status {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--_muted);
    font-size: var(--_small);
  }
  .status svg {
    inline-size: 16px;
    block-size: 16px;
    color: var(--_success);
  }
  .status[data-phase='failed'],
  .status[data-phase='waiting'],
  .status[data-phase='unconfirmed'] {
    color: var(--_error);
  }
  @media (forced-colors: active) {
    .thumb:has(:checked) {
      outline: 2px solid Highlight;
    }
  }
`;
