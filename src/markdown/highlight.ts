// Colours for code, from whatever highlighter a page already has: the chat brings none, and pays for none.

import { html } from 'lit';

/** A piece of code. With a kind it gets that kind's colour: comment, keyword, string, number or name. */
export type CodePiece = string | { readonly kind: string; readonly text: string };

/** Cuts `code`, whole and final, into pieces that together are the same text. */
export type Highlight = (code: string, language: string) => readonly CodePiece[];

/** `code` in pieces, or as it is when the highlighter is at a loss. */
export function renderHighlighted(code: string, language: string, highlight: Highlight | undefined): unknown {
  const pieces = language === '' ? undefined : highlight?.(code, language);
  if (!pieces) return code;
  return pieces.map((piece) =>
    typeof piece === 'string' ? piece : html`<span class=${`code-${piece.kind}`}>${piece.text}</span>`,
  );
}
