// Reads markdown-it's flat tokens as a tree of blocks, top-level blocks with the line each begins on.

import type { Alignment, Block, Inline, ListItem } from './blocks.js';
import { maxNesting, type Token, unescapeText } from './parser.js';
import { readInline } from './read-inline.js';

/** A top-level block and its lines, from the first (0-based) to the one after the last. */
export interface PlacedBlock {
  readonly block: Block;
  readonly line: number;
  /** About how many nodes it is drawn with. */
  readonly weight: number;
}

/** A walk through the tokens. */
interface Cursor {
  readonly tokens: readonly Token[];
  index: number;
}

/** The top-level blocks of `tokens`. `sourceOf` gives the text of lines, for what is nested too deep. */
export function readBlocks(
  tokens: readonly Token[],
  sourceOf: (fromLine: number, toLine: number) => string,
): readonly PlacedBlock[] {
  const cursor: Cursor = { tokens, index: 0 };
  const placed: PlacedBlock[] = [];
  while (cursor.index < tokens.length) {
    const first = cursor.index;
    const [line, end] = tokens[first]?.map ?? [0, 0];
    const block = readBlock(cursor);
    if (!block) continue;
    const own = tokens.slice(first, cursor.index);
    const tooDeep = own.some((token) => token.nesting === 1 && token.level >= maxNesting - 1);
    // Code stands in a frame of its own, with a label and a button.
    const weight = own.reduce(
      (sum, { children }) => sum + 1 + (children?.length ?? 0),
      block.kind === 'code' ? 12 : 4,
    );
    placed.push({ line, weight, block: tooDeep ? plain(sourceOf(line, end)) : block });
  }
  return placed;
}

function plain(text: string): Block {
  return { kind: 'paragraph', inline: [{ kind: 'text', text }] };
}

/** Reads one block and moves behind it. */
function readBlock(cursor: Cursor): Block | null {
  const token = next(cursor);
  switch (token?.type) {
    case 'paragraph_open':
      return { kind: 'paragraph', inline: takeInline(cursor) };
    case 'heading_open':
      return { kind: 'heading', level: Number(token.tag.slice(1)), inline: takeInline(cursor) };
    case 'fence':
    case 'code_block':
      return {
        kind: 'code',
        language: unescapeText(token.info.trim().split(/\s+/)[0] ?? ''),
        text: token.content,
      };
    case 'hr':
      return { kind: 'rule' };
    case 'blockquote_open':
      return { kind: 'quote', blocks: readUntil(cursor, 'blockquote_close') };
    case 'bullet_list_open':
      return readList(cursor, null, 'bullet_list_close');
    case 'ordered_list_open':
      return readList(cursor, Number(token.attrGet('start') ?? 1), 'ordered_list_close');
    case 'table_open':
      return readTable(cursor);
    default:
      return null;
  }
}

function next(cursor: Cursor): Token | undefined {
  return cursor.tokens[cursor.index++];
}

/** The inline token of a paragraph, heading or cell, and the token that closes it. */
function takeInline(cursor: Cursor): readonly Inline[] {
  const token = cursor.tokens[cursor.index];
  if (token?.type !== 'inline') {
    cursor.index += 1;
    return [];
  }
  cursor.index += 2;
  return readInline(token);
}

function readUntil(cursor: Cursor, close: string): readonly Block[] {
  const blocks: Block[] = [];
  while (cursor.index < cursor.tokens.length && cursor.tokens[cursor.index]?.type !== close) {
    const block = readBlock(cursor);
    if (block) blocks.push(block);
  }
  cursor.index += 1;
  return blocks;
}

function readList(cursor: Cursor, start: number | null, close: string): Block {
  const items: ListItem[] = [];
  let tight = true;
  while (cursor.index < cursor.tokens.length && cursor.tokens[cursor.index]?.type !== close) {
    const item = next(cursor);
    if (item?.type !== 'list_item_open') continue;
    // markdown-it marks a tight list by hiding the paragraphs right inside its items.
    const from = cursor.index;
    const blocks = readUntil(cursor, 'list_item_close');
    const inside = cursor.tokens.slice(from, cursor.index);
    if (
      inside.some(
        (token) => token.type === 'paragraph_open' && !token.hidden && token.level === item.level + 1,
      )
    ) {
      tight = false;
    }
    items.push(asTask(blocks));
  }
  cursor.index += 1;
  return { kind: 'list', start, tight, items };
}

/** GFM task list items: the first paragraph begins with `[ ] ` or `[x] ` (GFM 0.29, 5.3). */
function asTask(blocks: readonly Block[]): ListItem {
  const [first, ...others] = blocks;
  const lead = first?.kind === 'paragraph' ? first.inline[0] : undefined;
  const mark = lead?.kind === 'text' ? /^\[([ xX])\]\s/.exec(lead.text) : null;
  if (first?.kind !== 'paragraph' || lead?.kind !== 'text' || !mark) return { checked: null, blocks };
  const inline = [{ ...lead, text: lead.text.slice(mark[0].length) }, ...first.inline.slice(1)];
  return { checked: mark[1] !== ' ', blocks: [{ kind: 'paragraph', inline }, ...others] };
}

const alignments: Readonly<Record<string, Alignment>> = {
  'text-align:left': 'start',
  'text-align:center': 'center',
  'text-align:right': 'end',
};

function readTable(cursor: Cursor): Block {
  const rows: (readonly Inline[])[][] = [];
  const aligned: Alignment[] = [];
  while (cursor.index < cursor.tokens.length) {
    const token = next(cursor);
    if (token?.type === 'table_close') break;
    if (token?.type === 'tr_open') rows.push([]);
    if (token?.type !== 'th_open' && token?.type !== 'td_open') continue;
    if (token.type === 'th_open') aligned.push(alignments[token.attrGet('style') ?? ''] ?? null);
    rows.at(-1)?.push(takeInline(cursor));
  }
  const [head = [], ...body] = rows;
  return { kind: 'table', alignments: aligned, head, rows: body };
}
