// Makes the unfinished end of streamed Markdown look finished: marks that only began are hidden, what is
// open is closed. Only for drawing while more text comes; the final text is parsed as it is.

import { longestInline } from './limits.js';

/** A last line that is nothing but the beginning of a mark: it could become anything, so it waits. */
const onlyMark = /^[ \t]*(?:[-*+]|\d{1,9}[.)]?|#{1,6}|[-*_=]{1,3}|`{1,2}|~{1,2}|\||>{1,3})[ \t]*$/;

/** `text`, the source of the last block or two, with its end closed. */
export function closeOpenEnds(text: string): string {
  if (inFence(text)) return text;
  const lineStart = text.lastIndexOf('\n') + 1;
  if (onlyMark.test(text.slice(lineStart))) return closeOpenEnds(text.slice(0, Math.max(0, lineStart - 1)));
  const head = tableHead(text);
  if (head !== null) return head;
  // Emphasis does not reach over a blank line, nor from one list item or table row to the next.
  const blockStart = Math.max(text.lastIndexOf('\n\n') + 2, lastItemStart(text));
  const from = blockStart > text.length ? 0 : Math.max(0, blockStart === 1 ? 0 : blockStart);
  // Longer than anything that is formatted: nothing to close.
  if (text.length - from > longestInline) return text;
  return text.slice(0, from) + closeInline(text.slice(from));
}

/** Whether the text ends inside a fenced code block. markdown-it closes that by itself. */
function inFence(text: string): boolean {
  let fence = '';
  for (const [, mark = '', info = ''] of text.matchAll(/^[ \t>]*(?:[-*+][ \t]+)?(`{3,}|~{3,})(.*)$/gm)) {
    if (fence === '') fence = mark;
    else if (mark.startsWith(fence) && info.trim() === '') fence = '';
  }
  return fence !== '';
}

/** A table whose second line is not there yet, or only begun, is drawn as a table with a head alone. */
function tableHead(text: string): string | null {
  const rows = text.slice(text.lastIndexOf('\n\n') + 1).replace(/^\n/, '');
  if (rows.length > longestInline) return null;
  const [head = '', delimiter, more] = rows.split('\n');
  if (more !== undefined || !/^\|.*\S/.test(head)) return null;
  if (delimiter === undefined ? !/^\|.+\|/.test(head) : !/^[\s|:-]*$/.test(delimiter)) return null;
  const columns = Math.max(
    1,
    head
      .replace(/\\\|/g, '')
      .replace(/^\||\|\s*$/g, '')
      .split('|').length,
  );
  return `${text.slice(0, text.length - rows.length)}${head}\n|${' - |'.repeat(columns)}`;
}

function lastItemStart(text: string): number {
  let start = 0;
  for (const { index } of text.matchAll(/^[ \t]*(?:[-*+]|\d{1,9}[.)]|#{1,6}|\|)[ \t]/gm)) start = index;
  return start;
}

/** Closes code, emphasis and links that are open at the end of `text`, one paragraph. */
function closeInline(text: string): string {
  const open: string[] = [];
  let index = 0;
  while (index < text.length) {
    const char = text[index] ?? '';
    if (char === '\\') index += 2;
    else if (char === '`') {
      const run = runOf(text, index);
      const close = findRun(text, index + run, run);
      if (close < 0) return finish(text, open, '`'.repeat(run), index + run);
      index = close + run;
    } else if (char === '[') {
      const link = readLink(text, index);
      if (link.kind === 'open') return finish(`${text.slice(0, index)}${link.label}`, open, '', index);
      index = link.kind === 'whole' ? link.end : index + 1;
    } else if (char === '*' || char === '_' || char === '~') {
      const run = runOf(text, index);
      const told = toggle(open, text, index, run);
      // A mark at the very end that closes nothing has only begun: it could open what comes next.
      if (!told && index + run === text.length) return finish(text.slice(0, index), open, '', -1);
      index += run;
    } else index += 1;
  }
  return finish(text, open, '', -1);
}

/** Opens or closes emphasis at a run of marks, roughly as CommonMark's flanking rules do; whether it did. */
function toggle(open: string[], text: string, index: number, length: number): boolean {
  const mark = text.slice(index, index + length);
  const before = text[index - 1] ?? ' ';
  const after = text[index + length] ?? ' ';
  if (mark[0] === '_' && /\w/.test(before) && /\w/.test(after)) return false;
  if (mark[0] === '~' && length !== 2) return false;
  if (open.at(-1) === mark && !/\s/.test(before)) open.pop();
  else if (!/\s/.test(after)) open.push(mark);
  else return false;
  return true;
}

/** The text with what is open closed, before the white space at its end. Code that only began is left out. */
function finish(text: string, open: readonly string[], code: string, codeStart: number): string {
  if (code !== '' && text.length === codeStart) return finish(text.slice(0, -code.length), open, '', -1);
  const body = text.trimEnd();
  return body + code + [...open].reverse().join('') + text.slice(body.length);
}

function runOf(text: string, from: number): number {
  let end = from;
  while (text[end] === text[from]) end += 1;
  return end - from;
}

function findRun(text: string, from: number, length: number): number {
  for (let at = text.indexOf('`', from); at >= 0; at = text.indexOf('`', at)) {
    const run = runOf(text, at);
    if (run === length) return at;
    at += run;
  }
  return -1;
}

type Link =
  | { readonly kind: 'none' }
  | { readonly kind: 'whole'; readonly end: number }
  | { readonly kind: 'open'; readonly label: string };

/** A link that begins at `[`: whole, no link at all, or cut off by the end of the text: then its label alone. */
function readLink(text: string, from: number): Link {
  const image = text[from - 1] === '!';
  const close = text.indexOf(']', from);
  if (close < 0)
    return text.length - from > 200 ? { kind: 'none' } : { kind: 'open', label: text.slice(from + 1) };
  if (text[close + 1] !== '(') return { kind: 'none' };
  const end = text.indexOf(')', close);
  if (end >= 0) return { kind: 'whole', end: end + 1 };
  return { kind: 'open', label: image ? '' : text.slice(from + 1, close) };
}
