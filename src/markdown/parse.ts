// Text to blocks, again and again as the text grows: only the end that can still change is parsed anew,
// so that a stream costs about as much as its length. The grammar is parser.ts.

import type { Block, MarkdownDocument } from './blocks.js';
import { closeOpenEnds } from './close-open-ends.js';
import { limit, longestText, withPlain } from './limits.js';
import { tokenize } from './parser.js';
import { readBlocks } from './read-blocks.js';

/** How to parse. */
export interface ParseOptions {
  /** More text will come: unfinished marks at the end are drawn as if they were finished. */
  readonly streaming?: boolean;
}

const empty: MarkdownDocument = Object.freeze({
  text: '',
  blocks: [],
  starts: [],
  weights: [],
  references: {},
});

/**
 * The blocks of `text`. Give the `previous` document of the same, shorter text: its blocks that cannot
 * change any more are taken over as they are.
 */
export function parseMarkdown(
  text: string,
  previous: MarkdownDocument = empty,
  { streaming = false }: ParseOptions = {},
): MarkdownDocument {
  // A link reference definition gives meaning to brackets anywhere: with one, all is read again each time.
  const independent = Object.keys(previous.references).length === 0;
  const grown = independent && previous.blocks.length > 0 && text.startsWith(previous.text);
  const plain = grown ? growPlain(text, previous) : null;
  if (plain) return plain;
  const kept = grown ? settledBlocks(previous) : 0;
  const from = kept === 0 ? 0 : (previous.starts[kept] ?? 0);
  const base = grown ? previous : empty;
  const fence = grown && streaming ? growFence(text, previous) : null;
  if (fence) return fence;

  const tail = parseTail(text, from, streaming);
  if (kept > 0 && Object.keys(tail.references).length > 0) return parseMarkdown(text, empty, { streaming });
  return limit({
    text,
    blocks: base.blocks.slice(0, kept).concat(tail.blocks),
    starts: base.starts.slice(0, kept).concat(tail.starts),
    weights: base.weights.slice(0, kept).concat(tail.weights),
    references: tail.references,
  });
}

/**
 * How many blocks no further text can change: those before the block that the last whole line belongs to.
 * The line that is still growing may yet join the block before it (`***` ends a list, `***bold` does not).
 */
function settledBlocks({ text, blocks, starts }: MarkdownDocument): number {
  const lastLine = text.lastIndexOf('\n') + 1;
  let last = starts.length - 1;
  while (last > 0 && (starts[last] ?? 0) >= lastLine) last -= 1;
  const following = starts[last + 1];
  const kind = blocks[last]?.kind;
  // After a blank line nothing joins a paragraph or a heading; lists and indented code go on over it.
  const closed = following !== undefined && text.endsWith('\n\n', following);
  return closed && (kind === 'paragraph' || kind === 'heading') ? last + 1 : last;
}

function parseTail(text: string, from: number, streaming: boolean): Omit<MarkdownDocument, 'text'> {
  const references: Record<string, unknown> = {};
  const raw = text.slice(from);
  const whole = raw.length <= longestText;
  // What is longer is cut where a line ends, and shown as plain text from there on.
  const read = whole ? raw : raw.slice(0, raw.lastIndexOf('\n', longestText) + 1 || longestText);
  const source = streaming && whole ? closeOpenEnds(read) : read;
  const lines = lineStarts(source);
  const placed = readBlocks(tokenize(source, references), (first, end) =>
    source.slice(lines[first] ?? 0, lines[end] ?? source.length).trimEnd(),
  );
  const blocks = placed.map(({ block }) => block);
  const starts = placed.map(({ line }) => from + (lines[line] ?? 0));
  const weights = placed.map(({ weight }) => weight);
  if (!whole) {
    blocks.push({ kind: 'plain', text: raw.slice(read.length) });
    starts.push(from + read.length);
    weights.push(1);
  }
  return { blocks, starts, weights, references };
}

/** Where each line of `text` begins. Closing open ends only changes the end, so this holds for the raw text. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  // markdown-it counts CRLF and CR as one line end each, as CommonMark says.
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length);
  return starts;
}

/** Past the limits, more text is simply more text. */
function growPlain(text: string, previous: MarkdownDocument): MarkdownDocument | null {
  if (previous.blocks.at(-1)?.kind !== 'plain') return null;
  return { ...previous, text, ...withPlain(previous, previous.blocks.length - 1, text) };
}

/** A fence that is open stays open until its closing line comes: what was added is simply more code. */
function growFence(text: string, previous: MarkdownDocument): MarkdownDocument | null {
  const last = previous.blocks.at(-1);
  const start = previous.starts.at(-1) ?? 0;
  if (last?.kind !== 'code') return null;
  const opening = /^(`{3,}|~{3,})[^\n]*\n/.exec(previous.text.slice(start, start + 200));
  if (!opening || last.text.length + opening[0].length < previous.text.length - start) return null;
  // The last line of before may have become a closing fence; whole lines before it were not.
  const lineStart = Math.max(previous.text.lastIndexOf('\n') + 1, start + opening[0].length);
  if (/^[ \t]*(?:`{1,}|~{1,})[ \t]*$/m.test(text.slice(lineStart)) || text.includes('\r', lineStart))
    return null;
  const block: Block = { ...last, text: text.slice(start + opening[0].length) };
  return { ...previous, text, blocks: [...previous.blocks.slice(0, -1), block] };
}
