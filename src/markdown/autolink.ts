// Finds bare web and e-mail addresses in text (GFM 0.29, 6.9 "Autolinks (extension)").

import type { Inline } from './blocks.js';

/** A scheme, `www.`, or the `@` of an e-mail, each where a word may begin. */
const candidate = /(?<=^|[\s*_~("'“‘「（])(?:https?:\/\/|www\.)[^\s<]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;

const hasScheme = /^(?:https?:\/\/|www\.)/i;

/** `text` as pieces, with its bare addresses as links. */
export function autolink(text: string): readonly Inline[] {
  // Most text has neither: do not run the pattern over it.
  if (!text.includes('@') && !text.includes('://') && !/www\./i.test(text)) return [{ kind: 'text', text }];
  const pieces: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(candidate)) {
    const address = trim(match[0]);
    const url = /[-_]$/.test(match[0]) && !hasScheme.test(match[0]) ? null : urlOf(address);
    if (url === null) continue;
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) });
    pieces.push({ kind: 'link', url, title: '', children: [{ kind: 'text', text: address }] });
    from = match.index + address.length;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

/** Without the punctuation that ends the sentence, an entity at the end, and brackets opened before it. */
function trim(address: string): string {
  let end = address.length;
  for (;;) {
    const last = address[end - 1] ?? '';
    if (/[?!.,:*_~'"”’]/.test(last)) end -= 1;
    else if (last === ')' && closesMore(address.slice(0, end))) end -= 1;
    else if (last === ';') {
      const entity = /&\w+;$/.exec(address.slice(0, end));
      end -= entity ? entity[0].length : 1;
    } else return address.slice(0, end);
  }
}

function closesMore(text: string): boolean {
  const count = (bracket: string) => text.split(bracket).length - 1;
  return count(')') > count('(');
}

function urlOf(address: string): string | null {
  if (/^https?:\/\//i.test(address))
    return validHost(address.replace(/^https?:\/\//i, ''), 1) ? address : null;
  if (/^www\./i.test(address)) return validHost(address, 2) ? `http://${address}` : null;
  return `mailto:${address}`;
}

/** Enough dotted segments, and no underscore in the last two of them. */
function validHost(rest: string, segments: number): boolean {
  const host = /^[^/?#:]*/.exec(rest)?.[0] ?? '';
  const parts = host.split('.').filter(Boolean);
  return parts.length >= segments && !parts.slice(-2).some((part) => part.includes('_'));
}
