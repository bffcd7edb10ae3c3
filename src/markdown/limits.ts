// How much is formatted. Past these sizes, which no answer that is meant for people reaches, text is shown as
// it is: a page must not freeze because a model, or somebody behind it, repeats a mark a million times.

import type { MarkdownDocument } from './blocks.js';

/** One paragraph, heading or cell, in characters. */
export const longestInline = 8_000;

/** One top-level block that is no code, in characters. */
const longestBlock = 64_000;

/** All that is formatted, in characters. */
export const longestText = 256_000;

/** One block, and all blocks together, in nodes. */
const heaviest = { block: 6_000, document: 12_000 };

/** Plain text is drawn in pieces of about so many characters: what is laid out stays as it is. */
const plainPiece = 16_000;

type Parts = Pick<MarkdownDocument, 'blocks' | 'starts' | 'weights'>;

/** `document` with everything from the first block that is too much on as plain blocks. */
export function limit(document: MarkdownDocument): MarkdownDocument {
  const { text, blocks, starts, weights } = document;
  let total = 0;
  for (let index = 0; index < blocks.length; index += 1) {
    const kind = blocks[index]?.kind;
    const start = starts[index] ?? 0;
    const length = (starts[index + 1] ?? text.length) - start;
    const weight = weights[index] ?? 0;
    total += weight;
    const small = kind === 'code' || (kind !== 'plain' && length <= longestBlock);
    if (small && start <= longestText && weight <= heaviest.block && total <= heaviest.document) continue;
    return { ...document, ...withPlain(document, index, text) };
  }
  return document;
}

/** The first `kept` blocks, and `text` from the next one's start on as plain blocks. */
export function withPlain({ blocks, starts, weights }: Parts, kept: number, text: string): Parts {
  const all = {
    blocks: blocks.slice(0, kept),
    starts: starts.slice(0, kept),
    weights: weights.slice(0, kept),
  };
  let start = starts[kept] ?? text.length;
  while (start < text.length) {
    let end = text.length;
    if (end - start > plainPiece) {
      // Where a line ends, or at least not within a character.
      const line = text.lastIndexOf('\n', start + plainPiece) + 1;
      end = line > start ? line : start + plainPiece;
      if (/[\uDC00-\uDFFF]/.test(text[end] ?? '')) end -= 1;
    }
    all.blocks.push({ kind: 'plain', text: text.slice(start, end) });
    all.starts.push(start);
    all.weights.push(1);
    start = end;
  }
  return all;
}
