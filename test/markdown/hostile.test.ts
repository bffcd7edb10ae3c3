// Text that is made to hang a parser: what it costs grows with its length, the stack holds, and what is drawn
// stays shallow and small.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { parseMarkdown } from '../../src/markdown/parse.js';
import { hostile } from '../support/hostile.js';
import { shippedParser } from '../support/shipped-markdown.js';

let parse: typeof parseMarkdown;
before(async () => {
  parse = await shippedParser();
});

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
