// Text that is made to hang a parser: what it costs grows with its length, the stack holds, and what is drawn
// stays shallow and small.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { parseMarkdown } from '../../src/markdown/parse.js';
import { shippedParser } from '../support/shipped-markdown.js';

let parse: typeof parseMarkdown;
before(async () => {
  parse = await shippedParser();
});

const repeat = (text: string) => (count: number) => text.repeat(count);

/** Each with about `count` characters or marks. */
const hostile: Readonly<Record<string, (count: number) => string>> = {
  'quotes in quotes': (count) => `${'>'.repeat(count)} deep`,
  'quotes with spaces': (count) => `${'> '.repeat(count)}deep`,
  'lists in lists': (count) =>
    Array.from({ length: Math.min(count, 600) }, (_, depth) => `${'  '.repeat(depth)}- item`).join('\n'),
  'list marks in one line': (count) => `${'- '.repeat(count)}x`,
  'open brackets': repeat('['),
  'closed brackets': (count) => `${'['.repeat(count)}${']'.repeat(count)}`,
  'image marks': repeat('!['),
  'link openings': repeat('[a]('),
  'link openings with angles': repeat('[a](<b'),
  'links in links': repeat('[a](b'),
  'reference openings': repeat('[a]['),
  'emphasis runs': repeat('*'),
  'emphasis openings': repeat('*a '),
  'emphasis and underscores': repeat('*_'),
  'emphasis closings': repeat('a*'),
  'strong and emphasis': repeat('**a *b '),
  tildes: repeat('~~a'),
  'backticks of growing length': (count) =>
    Array.from({ length: Math.ceil(Math.sqrt(count)) }, (_, index) => `e${'`'.repeat(index)}`).join(''),
  'one backtick each': repeat('`a'),
  backslashes: repeat('\\'),
  entities: repeat('&amp;'),
  'half entities': repeat('&#x'),
  'autolink openings': repeat('<http:'),
  angles: repeat('<'),
  addresses: repeat('a@b.'),
  'bare URLs': repeat('https://a.b/('),
  'ragged tables': (count) => `|a|b|\n|-|-|\n${'|x\n'.repeat(count / 2)}`,
  'wide tables': (count) => `${'|a'.repeat(count)}|\n${'|-'.repeat(count)}|\n${'|x'.repeat(count)}|`,
  'delimiter rows': (count) => `|${'-|'.repeat(count)}`,
  'fences that open': repeat('```\n'),
  'tilde fences in text': repeat('a\n~~~\n'),
  'setext lines': repeat('a\n=\n'),
  'reference definitions': (count) =>
    Array.from({ length: count / 4 }, (_, index) => `[r${index}]: http://a.b\n`).join(''),
  'one long line': repeat('word '),
  'no space at all': repeat('x'),
  newlines: repeat('\n'),
  tabs: repeat('\t'),
  'carriage returns': repeat('\r'),
  nulls: repeat('\0'),
  'lone surrogates': repeat('\uD800'),
  'hash marks': repeat('#'),
  'task boxes': repeat('- [ ] '),
};

function timed(text: string): number {
  const runs = Array.from({ length: 5 }, () => {
    const start = performance.now();
    parse(text);
    return performance.now() - start;
  });
  return Math.min(...runs);
}

for (const [name, make] of Object.entries(hostile)) {
  test(`${name}: four times the input costs at most eight times the time`, () => {
    const [small, large] = [make(4_000), make(16_000)];
    timed(small);
    const before = timed(small);
    const after = timed(large);
    // Below a few milliseconds a ratio tells the noise of the machine.
    assert.ok(after < 8 * before || after < 5, `${before.toFixed(1)} ms became ${after.toFixed(1)} ms`);
    assert.ok(after < 400, `${after.toFixed(0)} ms`);
  });
}

test('what is drawn stays shallow', () => {
  for (const make of Object.values(hostile)) {
    const depth = (node: unknown): number => {
      if (Array.isArray(node)) return Math.max(0, ...node.map(depth));
      return typeof node === 'object' && node !== null ? 1 + depth(Object.values(node)) : 0;
    };
    assert.ok(depth(parse(make(4_000)).blocks) <= 130);
  }
});

test('a line of 1 MB is read in a breath', () => {
  assert.ok(timed('word '.repeat(200_000)) < 1_500);
});
