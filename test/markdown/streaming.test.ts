// Markdown while it comes: nothing flickers between marks and format, what is settled keeps its identity,
// and the cost grows with the length.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMarkdown } from '../../src/markdown/parse.js';
import { normalise, toHtml } from '../support/markdown-html.js';

const streamed = (text: string) =>
  normalise(toHtml(parseMarkdown(text, undefined, { streaming: true }).blocks));

for (const [text, html] of [
  ['A **bold', '<p>A <strong>bold</strong></p>'],
  ['A **', '<p>A</p>'],
  ['A **bold**', '<p>A <strong>bold</strong></p>'],
  ['An *em and **both', '<p>An <em>em and <strong>both</strong></em></p>'],
  ['Use `npm', '<p>Use <code>npm</code></p>'],
  ['Use `', '<p>Use</p>'],
  ['See [the docs](https://exa', '<p>See the docs</p>'],
  ['See [the do', '<p>See the do</p>'],
  ['Text\n-', '<p>Text</p>'],
  ['Text\n\n##', '<p>Text</p>'],
  ['```js\nlet a', '<pre><code class="language-js">let a</code></pre>'],
  ['- one\n- **tw', '<ul><li>one</li><li><strong>tw</strong></li></ul>'],
  ['| a | b |\n|', '<table><tr><th>a</th><th>b</th></tr></table>'],
  ['snake_case and 2 * 3', '<p>snake_case and 2 * 3</p>'],
] as const) {
  test(`while it comes, ${JSON.stringify(text)} is drawn as if it were whole`, () =>
    assert.equal(streamed(text), html));
}

test('blocks that cannot change any more keep their identity', () => {
  const first = parseMarkdown('# Title\n\nOne paragraph.\n\nAnother', undefined, { streaming: true });
  const second = parseMarkdown(`${first.text} one.\n\n- item`, first, { streaming: true });
  assert.equal(second.blocks[0], first.blocks[0]);
  assert.equal(second.blocks[1], first.blocks[1]);
  assert.equal(second.blocks.length, 4);
});

test('parsing what grows costs at most a fifth of parsing all of it each frame', () => {
  for (const piece of ['A **word** and `code` here.\n\n', 'let value = 1;\n']) {
    const prefix = piece.startsWith('let') ? '```js\n' : '';
    const cost = (keep: boolean) => {
      let text = prefix;
      let document = parseMarkdown(text);
      const start = performance.now();
      for (let frame = 0; frame < 300; frame++) {
        text += piece.repeat(10);
        document = parseMarkdown(text, keep ? document : undefined, { streaming: true });
      }
      return performance.now() - start;
    };
    const [kept, anew] = [cost(true), cost(false)];
    assert.ok(kept < anew / 5, `${JSON.stringify(piece)}: ${(kept / anew).toFixed(2)} of it`);
  }
});

test('hostile text ends quickly, and all of it is still there', () => {
  const hostile = {
    quotes: '>'.repeat(20_000),
    brackets: '['.repeat(20_000),
    emphasis: '*a '.repeat(10_000),
    backticks: Array.from({ length: 300 }, (_, index) => '`'.repeat(index + 1)).join(' '),
    nested: Array.from({ length: 200 }, (_, index) => `${'  '.repeat(index)}- a`).join('\n'),
    line: 'word '.repeat(200_000),
  };
  for (const [name, text] of Object.entries(hostile)) {
    const start = performance.now();
    parseMarkdown(text, undefined, { streaming: true });
    const { blocks } = parseMarkdown(text);
    assert.ok(performance.now() - start < 4_000, `${name} takes too long`);
    assert.ok(JSON.stringify(blocks).length > 20, `${name} is gone`);
  }
});
