// The looks of the floating chat's button.

import { css } from 'lit';

/** Styles of <agent-chat-launcher>. */
export const launcherStyles = css`
  :host {
    display: block;
  }
  button {
    display: grid;
    place-items: center;
    inline-size: 56px;
    block-size: 56px;
    border-radius: 50%;
    color: var(--_on-accent);
    background: var(--_accent);
    box-shadow: var(--_shadow);
    transition: transform 160ms ease-out;
  }
  button:hover {
    transform: scale(1.04);
  }
  button:focus-visible {
    outline-offset: 3px;
  }
  span {
    grid-area: 1 / 1;
    transition:
      opacity 160ms ease-out,
      transform 160ms ease-out;
  }
  svg {
    inline-size: 26px;
    block-size: 26px;
  }
  .when-open,
  :host([open]) .when-closed {
    opacity: 0;
    transform: rotate(-45deg) scale(0.6);
  }
  :host([open]) .when-open {
    opacity: 1;
    transform: none;
  }
  @media (forced-colors: active) {
    button {
      border: 1px solid ButtonText;
    }
  }
`;
