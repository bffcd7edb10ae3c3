// The looks of the demo page. Text, because the page's policy allows style sheets made by script alone.

/** The page's style sheet. */
export const pageStyles = `
  :root {
    color-scheme: light;
    --text: light-dark(#1b1e26, #e9ebf0);
    --quiet: light-dark(#5a6070, #a0a6b4);
    --line: light-dark(#e2e4ea, #2b2f38);
    --page: light-dark(#f6f6f4, #0f1115);
    --card: light-dark(#fff, #16181d);
  }
  :root[data-scheme='dark'] {
    color-scheme: dark;
  }
  * {
    box-sizing: border-box;
  }
  body {
    margin: 0;
    color: var(--text);
    background: var(--page);
    font: 16px/1.6 ui-sans-serif, system-ui, sans-serif;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
    justify-content: space-between;
    max-width: 1160px;
    margin: 0 auto;
    padding: 20px 24px;
  }
  nav {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  nav label {
    color: var(--quiet);
    font-size: 14px;
  }
  nav select {
    max-width: 60vw;
    margin-inline-start: 4px;
  }
  nav button,
  nav select {
    min-height: 32px;
    padding: 0 14px;
    border: 1px solid var(--line);
    border-radius: 999px;
    color: inherit;
    background: none;
    font: inherit;
    font-size: 14px;
    cursor: pointer;
  }
  nav button:hover {
    background: var(--card);
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
    gap: 32px 56px;
    max-width: 1160px;
    margin: 0 auto;
    padding: 16px 24px 64px;
  }
  .intro {
    padding-block-start: 24px;
  }
  h1 {
    margin: 0 0 16px;
    font-size: clamp(28px, 4vw, 40px);
    line-height: 1.15;
    letter-spacing: -0.02em;
    text-wrap: balance;
  }
  h2 {
    margin: 32px 0 8px;
    font-size: 18px;
  }
  p,
  li {
    color: var(--quiet);
  }
  li {
    margin-block: 4px;
  }
  pre {
    overflow-x: auto;
    margin: 0;
    padding: 14px 16px;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--card);
    direction: ltr;
    text-align: left;
    font: 13px/1.6 ui-monospace, monospace;
  }
  .ratings {
    grid-column: 1 / -1;
  }
  .ratings p {
    margin: 0 0 12px;
    font-size: 14px;
  }
  .scroll {
    overflow-x: auto;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--card);
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 14px;
  }
  th,
  td {
    padding: 10px 16px;
    text-align: start;
    white-space: nowrap;
  }
  th {
    color: var(--quiet);
    font-weight: 500;
  }
  td {
    border-block-start: 1px solid var(--line);
    font-variant-numeric: tabular-nums;
  }
  .empty td {
    color: var(--quiet);
  }
  @media (max-width: 860px) {
    main {
      grid-template-columns: minmax(0, 1fr);
      padding-inline: 16px;
    }
    .top {
      padding-inline: 16px;
    }
    .intro {
      padding-block-start: 0;
    }
  }
`;
