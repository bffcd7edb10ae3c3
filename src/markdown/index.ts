// What the rest of the chat uses of the Markdown room.

export type { MarkdownDocument } from './blocks.js';
export type { CodePiece, Highlight } from './highlight.js';
export { markdownStyles } from './markdown.styles.js';
export { parseMarkdown } from './parse.js';
export { type MarkdownContext, renderMarkdown } from './render.js';
