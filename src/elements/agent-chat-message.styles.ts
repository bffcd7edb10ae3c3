// The looks of a message.

import { css } from 'lit';

/** Styles of <agent-chat-message>. */
export const messageStyles = css`
  :host {
    display: block;
  }
  .visitor {
    display: flex;
    flex-direction: column;
    align-items: flex-end;
    gap: 4px;
  }
  .visitor .bubble {
    max-inline-size: min(85%, 60ch);
    padding: 8px 14px;
    border-radius: var(--_radius);
    border-end-end-radius: 6px;
    background: var(--_bubble);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .answer {
    max-inline-size: 68ch;
  }
  .note {
    color: var(--_muted);
    font-size: var(--_small);
  }
  .answer > .note {
    margin-block-start: 4px;
    font-style: italic;
  }
  .link {
    min-block-size: 24px;
    color: var(--_accent-text);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 4px;
    min-block-size: 32px;
    /* The icons' own padding is taken back, so that they stand on the text's edge. */
    margin: 4px -6px 0;
  }
  time {
    margin-inline-start: 4px;
    color: var(--_muted);
    font-size: var(--_small);
    opacity: 0;
    transition: opacity 120ms ease-out;
  }
  :host(:hover) time,
  :host(:focus-within) time {
    opacity: 1;
  }
  .tool {
    display: flex;
    align-items: center;
    gap: 8px;
    padding-block: 4px;
    color: var(--_muted);
    font-size: var(--_small);
  }
  .tool svg {
    inline-size: 16px;
    block-size: 16px;
  }
  @media (forced-colors: active) {
    .visitor .bubble {
      border: 1px solid CanvasText;
    }
  }
`;
