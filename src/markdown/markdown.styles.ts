// The looks of Markdown in an answer: reading first, ornaments never.

import { css } from 'lit';

/** Styles for what render.ts draws, inside an element with the class `markdown`. */
export const markdownStyles = css`
  .markdown {
    overflow-wrap: anywhere;
  }
  .markdown > :first-child {
    margin-block-start: 0;
  }
  .markdown > :last-child {
    margin-block-end: 0;
  }
  .markdown :where(p, ul, ol, blockquote, .table, .code, hr) {
    margin-block: 0.75em;
  }
  .markdown :where(h3, h4, h5, h6) {
    margin-block: 1.2em 0.5em;
    font-size: 1em;
    font-weight: 600;
    line-height: 1.35;
  }
  .markdown .h1 {
    font-size: 1.2em;
  }
  .markdown .h2 {
    font-size: 1.1em;
  }
  .markdown :is(ul, ol) {
    padding-inline-start: 1.5em;
  }
  .markdown li {
    margin-block: 0.25em;
  }
  .markdown li > :is(ul, ol) {
    margin-block: 0.25em;
  }
  .markdown li::marker {
    color: var(--_muted);
  }
  .markdown .task {
    list-style: none;
  }
  .markdown .task input {
    margin: 0;
    margin-inline: -1.4em 0.5em;
    vertical-align: -0.1em;
    accent-color: var(--_accent);
  }
  .markdown blockquote {
    margin-inline: 0;
    padding-inline-start: 14px;
    border-inline-start: 3px solid var(--_border);
    color: var(--_muted);
  }
  .markdown .plain {
    white-space: pre-wrap;
  }
  .markdown hr {
    border: 0;
    border-block-start: 1px solid var(--_border);
  }
  .markdown a {
    color: var(--_accent-text);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 2px;
  }
  .markdown code {
    padding: 0.1em 0.35em;
    border-radius: 5px;
    background: var(--_tint);
    font: 0.867em / 1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  }
  .markdown img {
    max-inline-size: 100%;
    border-radius: var(--_radius-s);
  }
  .markdown .code {
    margin-inline: 0;
    overflow: hidden;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) - 6px);
    background: var(--_tint);
  }
  .markdown figcaption {
    display: flex;
    justify-content: space-between;
    align-items: center;
    padding-inline: 12px 4px;
    border-block-end: 1px solid var(--_border);
    color: var(--_muted);
    font-size: var(--_small);
  }
  .markdown figcaption button {
    min-block-size: 32px;
    padding-inline: 10px;
    border-radius: var(--_radius-s);
  }
  .markdown figcaption button:hover {
    background: var(--_hover);
    color: var(--_text);
  }
  .markdown pre {
    margin: 0;
    padding: 10px 12px;
    overflow-x: auto;
    scrollbar-width: thin;
    tab-size: 2;
    outline-offset: -2px;
  }
  .markdown pre code {
    padding: 0;
    background: none;
    white-space: pre;
    overflow-wrap: normal;
  }
  .code-comment {
    color: var(--_muted);
  }
  .code-keyword {
    color: light-dark(#8250df, #d2a8ff);
  }
  .code-string {
    color: var(--_success);
  }
  .code-number,
  .code-name {
    color: var(--_accent-text);
  }
  .markdown .table {
    overflow-x: auto;
    scrollbar-width: thin;
  }
  .markdown table {
    border-collapse: collapse;
    font-size: var(--_small);
  }
  .markdown :is(th, td) {
    padding: 6px 12px;
    border-block-end: 1px solid var(--_border);
    text-align: start;
    vertical-align: top;
    overflow-wrap: normal;
  }
  .markdown th {
    font-weight: 600;
    border-block-end-color: color-mix(in oklab, var(--_text) 30%, var(--_surface));
  }
  .markdown .center {
    text-align: center;
  }
  .markdown .end {
    text-align: end;
  }
`;
