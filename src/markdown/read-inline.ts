// Reads the inline tokens of one block as a tree of pieces, and finds the bare web addresses in its text.

import { autolink } from './autolink.js';
import type { Inline } from './blocks.js';
import type { Token } from './parser.js';

type Container = 'strong' | 'emphasis' | 'deleted';

const containers: Readonly<Record<string, Container>> = { strong: 'strong', em: 'emphasis', s: 'deleted' };

/** The pieces of an `inline` token. */
export function readInline(token: Token): readonly Inline[] {
  const root: Inline[] = [];
  const open: { readonly children: Inline[]; readonly close: (children: Inline[]) => Inline }[] = [];
  let inLink = 0;
  const add = (piece: Inline): void => {
    (open.at(-1)?.children ?? root).push(piece);
  };

  for (const child of joinText(token.children ?? [])) {
    if (child.nesting === 1) {
      if (child.type === 'link_open') inLink += 1;
      open.push({ children: [], close: closer(child) });
    } else if (child.nesting === -1) {
      if (child.type === 'link_close') inLink -= 1;
      const done = open.pop();
      if (done) add(done.close(done.children));
    } else {
      for (const piece of leaf(child, inLink > 0)) add(piece);
    }
  }
  return root;
}

function closer(token: Token): (children: Inline[]) => Inline {
  if (token.type === 'link_open') {
    const url = token.attrGet('href') ?? '';
    const title = token.attrGet('title') ?? '';
    return (children) => ({ kind: 'link', url, title, children });
  }
  const kind = containers[token.tag] ?? 'emphasis';
  return (children) => ({ kind, children });
}

function leaf(token: Token, inLink: boolean): readonly Inline[] {
  switch (token.type) {
    case 'text':
      return inLink ? breakTags(token.content) : breakTags(token.content).flatMap(linkBareText);
    case 'code_inline':
      return [{ kind: 'code', text: token.content }];
    case 'image':
      return [
        {
          kind: 'image',
          url: token.attrGet('src') ?? '',
          title: token.attrGet('title') ?? '',
          alt: (token.children ?? []).map(altText).join(''),
        },
      ];
    case 'softbreak':
    case 'hardbreak':
      return [{ kind: 'break', hard: token.type === 'hardbreak' }];
    default:
      return token.content === '' ? [] : [{ kind: 'text', text: token.content }];
  }
}

/** Models write `<br>` for a line break, in tables above all. It is the one tag that is not shown as text. */
function breakTags(text: string): readonly Inline[] {
  return text
    .split(/(<br\s*\/?>)/i)
    .filter((part) => part !== '')
    .map((part) => (/^<br/i.test(part) ? { kind: 'break', hard: true } : { kind: 'text', text: part }));
}

function linkBareText(piece: Inline): readonly Inline[] {
  return piece.kind === 'text' ? autolink(piece.text) : [piece];
}

function altText(token: Token): string {
  if (token.type === 'softbreak' || token.type === 'hardbreak') return '\n';
  return token.children ? token.children.map(altText).join('') : token.content;
}

/** Neighbouring text tokens as one, so that an address that was split by a mark is seen whole. */
function joinText(tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (isText(token) && last?.type === 'text') {
      joined[joined.length - 1] = {
        ...last,
        type: 'text',
        content: last.content + token.content,
        attrGet: noAttribute,
      };
    } else {
      joined.push(isText(token) ? { ...token, type: 'text', attrGet: noAttribute } : token);
    }
  }
  return joined;
}

function isText(token: Token): boolean {
  return token.type === 'text' || token.type === 'text_special';
}

function noAttribute(): null {
  return null;
}
