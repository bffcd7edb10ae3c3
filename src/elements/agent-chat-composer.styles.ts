// The looks of the message box.

import { css } from 'lit';

/** Styles of <agent-chat-composer>. */
export const composerStyles = css`
  :host {
    display: block;
  }
  .box {
    display: flex;
    align-items: flex-end;
    gap: 8px;
    padding: 6px;
    padding-inline-start: 16px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    transition: border-color 120ms ease-out;
  }
  .box:focus-within {
    border-color: var(--_accent-text);
    box-shadow: 0 0 0 1px var(--_accent-text);
  }
  .grow {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    max-block-size: calc(6 * 1.5em + 14px);
    overflow-y: auto;
    scrollbar-width: thin;
  }
  .grow::after,
  textarea {
    grid-area: 1 / 1;
    min-inline-size: 0;
    padding: 6px 0;
    font: inherit;
    line-height: 1.5;
    letter-spacing: inherit;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .grow::after {
    content: attr(data-text);
    visibility: hidden;
  }
  textarea {
    border: 0;
    margin: 0;
    outline: 0;
    resize: none;
    overflow: hidden;
    color: var(--_text);
    background: none;
    /* iOS zooms the whole page into fields below 16 px. */
    font-size: max(16px, 1em);
  }
  .grow::after {
    font-size: max(16px, 1em);
  }
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .action {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 36px;
    block-size: 36px;
    border-radius: calc(var(--_radius) - 6px);
    color: var(--_on-accent);
    background: var(--_accent);
    transition:
      background-color 120ms ease-out,
      color 120ms ease-out;
  }
  .action:disabled {
    color: var(--_muted);
    background: var(--_hover);
  }
  @media (forced-colors: active) {
    .action {
      border: 1px solid ButtonText;
    }
  }
`;
