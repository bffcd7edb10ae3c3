// The looks of the conversation's log.

import { css } from 'lit';

/** Styles of <agent-chat-transcript>. */
export const transcriptStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
  .scroller {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
    outline-offset: -3px;
  }
  .content {
    display: flex;
    flex-direction: column;
    gap: 20px;
    min-block-size: 100%;
    padding: 16px 20px 12px;
  }
  .jump {
    position: absolute;
    inset-block-end: 12px;
    inset-inline-start: calc(50% - 18px);
    display: grid;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    border: 1px solid var(--_border);
    border-radius: 50%;
    background: var(--_surface);
    color: var(--_text);
  }
  .jump:hover {
    background: color-mix(in oklab, var(--_text) 6%, var(--_surface));
  }
  .jump span {
    position: absolute;
    inset-block-start: -7px;
    inset-inline-end: -7px;
    min-inline-size: 20px;
    padding-inline: 5px;
    border-radius: 10px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 12px;
    line-height: 20px;
  }
  .jump svg {
    rotate: 180deg;
  }
`;
