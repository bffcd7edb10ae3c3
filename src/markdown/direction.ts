// Which way a block is written, by its first letter, as `dir="auto"` would say. Asked here because browsers look
// through all of an element's text again for each node that is put into it: long blocks would grow by its square.

import type { Block, Inline } from './blocks.js';

const letter = /\p{L}/u;

/** Letters of the scripts that are written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam … */
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** `rtl` or `ltr`; undefined where no letter says so, and the surrounding direction holds. Code does not count. */
export function directionOf(pieces: readonly Inline[]): 'rtl' | 'ltr' | undefined {
  for (const piece of pieces) {
    if (piece.kind === 'text') {
      const [strong] = letter.exec(piece.text) ?? [];
      if (strong) return rightToLeft.test(strong) ? 'rtl' : 'ltr';
    } else if ('children' in piece) {
      const inside = directionOf(piece.children);
      if (inside) return inside;
    }
  }
  return undefined;
}

/** The direction of what `block` begins with. */
export function blockDirection(block: Block): 'rtl' | 'ltr' | undefined {
  switch (block.kind) {
    case 'quote':
      return first(block.blocks, blockDirection);
    case 'list':
      return first(block.items, (item) => first(item.blocks, blockDirection));
    case 'table':
      return first([block.head, ...block.rows], (cells) => first(cells, directionOf));
    default:
      return 'inline' in block ? directionOf(block.inline) : undefined;
  }
}

function first<T>(
  things: readonly T[],
  ask: (thing: T) => 'rtl' | 'ltr' | undefined,
): 'rtl' | 'ltr' | undefined {
  for (const thing of things) {
    const found = ask(thing);
    if (found) return found;
  }
  return undefined;
}
