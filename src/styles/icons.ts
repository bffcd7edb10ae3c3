// The one family of icons: a 20 px grid, 1.75 px strokes, round joins. Drawn as inline SVG templates, so
// that no policy for images or fonts is needed. Always decoration: names come from the buttons.

import { html, svg, type TemplateResult } from 'lit';

function icon(paths: TemplateResult): TemplateResult {
  return html`<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">${paths}</svg>`;
}

/** A speech bubble. */
export const chatIcon = icon(
  svg`<path d="M10 3.2c4 0 7.2 2.7 7.2 6.1S14 15.4 10 15.4c-.8 0-1.6-.1-2.3-.3L4 16.8l.7-3.2C3.5 12.5 2.8 11 2.8 9.3 2.8 5.9 6 3.2 10 3.2Z"/>`,
);
/** A cross. */
export const closeIcon = icon(svg`<path d="m5 5 10 10M15 5 5 15"/>`);
/** An arrow up. */
export const sendIcon = icon(svg`<path d="M10 16V4.5M5 9.2l5-5 5 5"/>`);
/** A filled square. */
export const stopIcon = icon(svg`<rect x="5.5" y="5.5" width="9" height="9" rx="1.5" fill="currentColor"/>`);
/** A page with a pen. */
export const newIcon = icon(
  svg`<path d="M16.5 10.5v4.2c0 1-.8 1.8-1.8 1.8H5.3c-1 0-1.8-.8-1.8-1.8V5.3c0-1 .8-1.8 1.8-1.8h4.2"/><path d="m8 12 .5-2.5 6.3-6.3a1.4 1.4 0 0 1 2 2L10.5 11.5Z"/>`,
);
/** A thumb up. Turned round for the other thumb. */
export const thumbUpIcon = icon(
  svg`<path d="M6.5 8.8 9.6 3a1.9 1.9 0 0 1 2 2.3l-.6 2.7h3.9c1.1 0 1.9 1 1.7 2.1l-.9 4.6a1.8 1.8 0 0 1-1.8 1.5H6.5Z"/><path d="M6.5 8.8v7.4H4.6c-.7 0-1.2-.5-1.2-1.2V10c0-.7.5-1.2 1.2-1.2Z"/>`,
);
/** A thumb down. */
export const thumbDownIcon = icon(
  svg`<g transform="rotate(180 10 10)"><path d="M6.5 8.8 9.6 3a1.9 1.9 0 0 1 2 2.3l-.6 2.7h3.9c1.1 0 1.9 1 1.7 2.1l-.9 4.6a1.8 1.8 0 0 1-1.8 1.5H6.5Z"/><path d="M6.5 8.8v7.4H4.6c-.7 0-1.2-.5-1.2-1.2V10c0-.7.5-1.2 1.2-1.2Z"/></g>`,
);
/** A star. */
export const starIcon = icon(
  svg`<path d="m10 2.9 2.1 4.4 4.8.6-3.5 3.3.9 4.8L10 13.7l-4.3 2.3.9-4.8-3.5-3.3 4.8-.6Z"/>`,
);
/** Two pages. */
export const copyIcon = icon(
  svg`<rect x="7" y="7" width="9.5" height="9.5" rx="2"/><path d="M13 7V5.5a2 2 0 0 0-2-2H5.5a2 2 0 0 0-2 2V11a2 2 0 0 0 2 2H7"/>`,
);
/** A check mark. */
export const checkIcon = icon(svg`<path d="m4.5 10.5 3.7 3.7 7.3-8"/>`);
/** A circle with an exclamation mark. */
export const alertIcon = icon(svg`<circle cx="10" cy="10" r="7"/><path d="M10 6.5v4.2M10 13.4v.1"/>`);
/** A spanner. */
export const toolIcon = icon(
  svg`<path d="M12.3 3.4a4.2 4.2 0 0 0-4.7 5.8l-4.2 4.2a1.6 1.6 0 0 0 0 2.3l.9.9a1.6 1.6 0 0 0 2.3 0l4.2-4.2a4.2 4.2 0 0 0 5.8-4.7l-2.6 2.6-2.7-.7-.7-2.7Z"/>`,
);
