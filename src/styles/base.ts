// What every element's shadow root starts from: a clean box model, buttons and icons that look the same
// everywhere, and the two switches (reduced motion, forced colours) that no element may forget.

import { css } from 'lit';

/** Shared rules. Never `rem`: hosts set html{font-size:62.5%}. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  /* Browsers give forms a margin in quirks mode. */
  form {
    margin: 0;
  }
  button {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }
  :focus-visible {
    outline: var(--_focus);
    outline-offset: 2px;
  }
  button:disabled {
    cursor: default;
  }
  .icon-button {
    display: inline-grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    border-radius: var(--_radius-s);
    color: var(--_muted);
    transition:
      background-color 120ms ease-out,
      color 120ms ease-out;
  }
  .icon-button:hover:not(:disabled) {
    background: var(--_hover);
    color: var(--_text);
  }
  svg {
    display: block;
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .hidden-text {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  [hidden] {
    display: none !important;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
