// The looks of the chat as a whole: inline, floating over the page, or filling the window.

import { css } from 'lit';

/** Styles of <agent-chat>, besides the tokens. */
export const chatStyles = css`
  :host {
    display: block;
    inline-size: var(--agent-chat-width, 100%);
    block-size: var(--agent-chat-height, 640px);
    max-inline-size: 100%;
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
  :host([mode='floating']) {
    display: contents;
  }
  :host([mode='fullscreen']) {
    position: fixed;
    inset: 0;
    inline-size: auto;
    block-size: auto;
    z-index: var(--agent-chat-z-index, 2147483000);
  }

  /* Whatever the page lets its elements inherit ends here. */
  .wrapper {
    all: initial;
    direction: inherit;
    color-scheme: inherit;
    display: block;
    block-size: 100%;
    font: 400 var(--_size) / 1.55 var(--_font);
    color: var(--_text);
    -webkit-text-size-adjust: 100%;
  }
  .panel {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    overflow: hidden;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  :host([mode='fullscreen']) .panel {
    border: 0;
    border-radius: 0;
  }
  agent-chat-transcript {
    flex: 1;
  }
  header {
    display: flex;
    align-items: center;
    gap: 4px;
    min-block-size: 52px;
    padding-inline: 20px 10px;
    border-block-end: 1px solid var(--_border);
  }
  h2 {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    overflow: hidden;
    font: inherit;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  footer {
    padding: 8px 12px 12px;
  }
  .disclaimer {
    padding: 8px 8px 0;
    color: var(--_muted);
    font-size: var(--_small);
    text-align: center;
  }

  /* A column of reading width, centred where there is room. */
  .column {
    inline-size: 100%;
    max-inline-size: 72ch;
    margin-inline: auto;
  }

  .piece {
    display: flex;
    flex-direction: column;
    gap: 20px;
    /* Room for focus rings, which would be cut at the edge. */
    margin: -6px;
    padding: 6px;
  }
  /* What is out of sight costs nothing, however long the thread: where browsers keep the reader's place. */
  @supports (overflow-anchor: auto) {
    .piece {
      content-visibility: auto;
      contain-intrinsic-block-size: auto 4000px;
    }
  }

  .welcome {
    display: flex;
    flex-direction: column;
    gap: 16px;
    margin-block: auto;
    padding-block: 8px;
  }
  .greeting {
    font-size: calc(var(--_size) * 1.067);
  }
  .starters {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .starter {
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 44px;
    padding: 10px 14px;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) - 4px);
    text-align: start;
    transition:
      background-color 120ms ease-out,
      border-color 120ms ease-out;
  }
  .starter:hover {
    border-color: color-mix(in oklab, var(--_accent) 45%, var(--_border));
    background: var(--_tint);
  }

  /* Late enough not to flash between the last token and the end of the run. */
  .waiting {
    display: flex;
    gap: 5px;
    padding-block: 9px;
    animation: appear 120ms ease-out 200ms backwards;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  .waiting i {
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: var(--_muted);
    animation: shimmer 1.2s ease-in-out infinite;
  }
  .waiting i:nth-child(2) {
    animation-delay: 0.15s;
  }
  .waiting i:nth-child(3) {
    animation-delay: 0.3s;
  }
  @keyframes shimmer {
    0%,
    60%,
    100% {
      opacity: 0.25;
    }
    30% {
      opacity: 1;
    }
  }
  .quiet {
    color: var(--_muted);
    font-size: var(--_small);
  }
  .question {
    padding: 12px;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) - 4px);
    background: var(--_tint);
  }
  .question pre {
    margin: 8px 0 0;
    font: 13px/1.5 ui-monospace, monospace;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
`;

/** Styles of the floating form: a launcher in a corner and a panel above it, in the browser's top layer. */
export const dockStyles = css`
  .dock {
    position: fixed;
    inset: auto;
    inset-block-end: calc(var(--agent-chat-offset, 20px) + env(safe-area-inset-bottom, 0px));
    inset-inline-end: calc(var(--agent-chat-offset, 20px) + env(safe-area-inset-right, 0px));
    z-index: var(--agent-chat-z-index, 2147483000);
    display: flex;
    flex-direction: column;
    align-items: flex-end;
    gap: 12px;
    block-size: auto;
    inline-size: auto;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    overflow: visible;
    background: none;
    pointer-events: none;
  }
  :host([position='bottom-left']) .dock {
    inset-inline-end: auto;
    inset-inline-start: calc(var(--agent-chat-offset, 20px) + env(safe-area-inset-left, 0px));
    align-items: flex-start;
  }
  .dock > * {
    pointer-events: auto;
  }
  /* The icon stands in this root, where the launcher's own rule does not reach it. */
  agent-chat-launcher svg {
    inline-size: 26px;
    block-size: 26px;
  }
  .dock .panel {
    inline-size: min(var(--agent-chat-width, 400px), calc(100vw - 32px));
    block-size: min(var(--agent-chat-height, 640px), calc(100dvh - 120px));
    box-shadow: var(--_shadow);
    transform-origin: 100% 100%;
    transition:
      opacity 160ms ease-out,
      transform 160ms ease-out,
      visibility 0s;
  }
  .dock .panel[inert] {
    visibility: hidden;
    opacity: 0;
    transform: translateY(12px) scale(0.98);
    pointer-events: none;
    transition-delay: 0s, 0s, 160ms;
  }
  /* What floats over a page is no part of it on paper. */
  @media print {
    .dock {
      display: none;
    }
  }
  @media (max-width: 480px) {
    .dock .panel {
      position: fixed;
      inset: 0;
      inline-size: 100vw;
      block-size: 100dvh;
      border: 0;
      border-radius: 0;
      padding-block-end: env(safe-area-inset-bottom, 0px);
    }
    :host([open]) .dock agent-chat-launcher {
      display: none;
    }
  }
`;
