// The looks of the error card.

import { css } from 'lit';

/** Styles of <agent-chat-notice>. */
export const noticeStyles = css`
  :host {
    display: block;
  }
  .card {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 8px;
    align-items: start;
    max-inline-size: 68ch;
    padding: 12px;
    border: 1px solid color-mix(in oklab, var(--_error) 35%, var(--_surface));
    border-radius: calc(var(--_radius) - 4px);
    background: var(--_error-tint);
  }
  .card > svg {
    margin-block-start: 1px;
    color: var(--_error);
  }
  p {
    margin: 0;
    align-self: center;
  }
  button {
    grid-column: 2;
    justify-self: start;
    min-block-size: 32px;
    padding-inline: 14px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-s);
    background: var(--_surface);
    font-weight: 600;
  }
  button:hover:not(:disabled) {
    background: var(--_hover);
  }
  button:disabled {
    color: var(--_muted);
  }
`;
