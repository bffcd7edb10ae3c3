// The looks of a rating control and its form.

import { css } from 'lit';

/** Styles of <agent-chat-rating>. */
export const ratingStyles = css`
  :host {
    display: inline-block;
    max-inline-size: 100%;
  }
  /* A form is a row of its own: what stands beside the control goes below. */
  :host([data-open]) {
    inline-size: 100%;
  }
  .control {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
    min-block-size: 32px;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .legend {
    float: inline-start;
    margin-inline: 6px 8px;
    color: var(--_muted);
    font-size: var(--_small);
  }
  .option {
    position: relative;
    display: grid;
    place-items: center;
    min-inline-size: 32px;
    block-size: 32px;
    border-radius: var(--_radius-s);
    color: var(--_muted);
    cursor: pointer;
    transition:
      background-color 120ms ease-out,
      color 120ms ease-out;
  }
  .option svg {
    inline-size: 18px;
    block-size: 18px;
  }
  .option:has(:focus-visible) {
    outline: var(--_focus);
    outline-offset: -1px;
  }
  .option:has(:checked) {
    color: var(--_accent-text);
  }
  .option:has(:checked) svg {
    fill: color-mix(in oklab, var(--_accent-text) 28%, transparent);
  }
  fieldset:enabled .option:hover {
    background: var(--_hover);
  }
  fieldset:enabled .option:hover:not(:has(:checked)) {
    color: var(--_text);
  }
  fieldset:disabled .option {
    cursor: default;
  }
  fieldset:disabled .option:not(:has(:checked)) {
    opacity: 0.45;
  }

  /* Stars fill up to the chosen one, and up to the pointer while one is looked for. */
  [data-kind='stars'] .option {
    min-inline-size: 28px;
  }
  [data-kind='stars'] .option:has(~ .option :checked) {
    color: var(--_accent-text);
    opacity: 1;
  }
  [data-kind='stars'] .option:has(~ .option :checked) svg,
  [data-kind='stars'] fieldset:enabled:hover .option:hover svg,
  [data-kind='stars'] fieldset:enabled:hover .option:has(~ .option:hover) svg {
    fill: color-mix(in oklab, var(--_accent-text) 28%, transparent);
  }
  [data-kind='stars'] fieldset:enabled .option:has(~ .option:hover) {
    color: var(--_text);
  }

  [data-kind='scale'] .option,
  [data-kind='choice'] .option,
  .chip,
  .words {
    border: 1px solid var(--_border);
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
  }
  [data-kind='scale'] .option {
    min-inline-size: 28px;
    block-size: 28px;
  }
  [data-kind='choice'] .option,
  .chip,
  .words {
    min-block-size: 32px;
    padding-inline: 12px;
    border-radius: 999px;
  }
  [data-kind='scale'] .option:has(:checked),
  [data-kind='choice'] .option:has(:checked),
  .chip:has(:checked) {
    border-color: var(--_accent-text);
    color: var(--_accent-text);
    background: color-mix(in oklab, var(--_accent) 10%, var(--_surface));
  }
  .words:disabled {
    color: var(--_muted);
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
  .status[data-phase='expired'],
  .status[data-phase='unconfirmed'] {
    color: var(--_error);
  }
  .undo {
    position: relative;
    min-block-size: 28px;
    padding-inline: 4px;
    color: var(--_accent-text);
    font-size: var(--_small);
  }
  .undo i {
    position: absolute;
    inset: auto 4px 3px;
    block-size: 2px;
    border-radius: 1px;
    background: currentColor;
    transform-origin: 0 50%;
    animation: run-out var(--_undo, 3s) linear forwards;
  }
  .undo:dir(rtl) i {
    transform-origin: 100% 50%;
  }
  @keyframes run-out {
    to {
      transform: scaleX(0);
    }
  }

  .given {
    max-inline-size: min(480px, 100%);
    margin-block: 0 4px;
    margin-inline: 6px 0;
    padding-block: 0;
    padding-inline: 10px 0;
    border-inline-start: 2px solid var(--_border);
    color: var(--_muted);
    font-size: var(--_small);
    list-style: none;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .given li {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
  }

  form {
    display: flex;
    flex-direction: column;
    gap: 8px;
    inline-size: min(480px, 100% - 6px);
    margin-block: 4px 8px;
    margin-inline-start: 6px;
    /* Clear of the button that jumps to the latest message. */
    scroll-margin-block-end: 56px;
    padding: 12px;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) - 4px);
    background: var(--_tint);
    animation: open 160ms ease-out;
  }
  @keyframes open {
    from {
      opacity: 0;
    }
  }
  .reasons {
    gap: 6px;
  }
  .chip {
    position: relative;
    display: inline-flex;
    align-items: center;
    background: var(--_surface);
    cursor: pointer;
  }
  .chip:has(:focus-visible) {
    outline: var(--_focus);
    outline-offset: 1px;
  }
  textarea {
    display: block;
    inline-size: 100%;
    min-block-size: 56px;
    margin: 0;
    padding: 8px 10px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-s);
    color: var(--_text);
    background: var(--_surface);
    font: inherit;
    font-size: max(16px, 1em);
    resize: vertical;
  }
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  summary {
    min-block-size: 28px;
    color: var(--_accent-text);
    font-size: var(--_small);
    line-height: 28px;
    cursor: pointer;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .buttons button {
    min-block-size: 32px;
    padding-inline: 14px;
    border-radius: var(--_radius-s);
    font-size: var(--_small);
  }
  .send {
    color: var(--_on-accent);
    background: var(--_accent);
    font-weight: 600;
  }
  .send:disabled {
    color: var(--_muted);
    background: var(--_hover);
  }
  .cancel:hover {
    background: var(--_hover);
  }
  .left {
    color: var(--_muted);
    font-size: var(--_small);
  }
  .left[data-over] {
    color: var(--_error);
  }
  @media (forced-colors: active) {
    .option:has(:checked),
    .chip:has(:checked) {
      outline: 2px solid Highlight;
    }
    .send {
      border: 1px solid ButtonText;
    }
  }
`;
