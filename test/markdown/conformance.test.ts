// CommonMark 0.31.2 and the GFM extensions, example by example, compared by structure. Raw HTML is shown
// as text by design: its examples are counted apart.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { normalise, toHtml } from '../support/markdown-html.js';
import { shippedParser } from '../support/shipped-markdown.js';
import { differences } from './differences.js';

const parseMarkdown = await shippedParser();

interface Example {
  readonly markdown: string;
  readonly html: string;
  readonly number?: number;
  readonly section?: string;
}

const spec = createRequire(import.meta.url)('commonmark-spec') as { tests: readonly Example[] };

/** The package shows tabs as arrows. */
const commonmark = spec.tests.map((example) => ({
  ...example,
  markdown: example.markdown.replaceAll('→', '\t'),
  html: example.html.replaceAll('→', '\t'),
}));

/** Examples that hold raw HTML, by what they expect: tags that Markdown itself never makes, or comments. */
const rawHtml = ({ html, section }: Example) =>
  /HTML|Raw/.test(section ?? '') ||
  /<(?!\/?(?:p|h[1-6]|ul|ol|li|blockquote|pre|code|hr|em|strong|a|img|br|table|thead|tbody|tr|th|td|del|input)\b)/.test(
    html,
  ) ||
  /<a (?!href)|<\/?(?:a|em|p|strong)\b[^>]*(?:foo|bar=)/.test(html);

const differs = ({ markdown, html }: Example) =>
  normalise(toHtml(parseMarkdown(markdown).blocks)) !== normalise(html);

test('CommonMark: at least 97% of the examples without raw HTML, and no new difference', () => {
  const judged = commonmark.filter((example) => !rawHtml(example));
  const wrong = judged.filter(differs).map(({ number }) => number);
  const share = 1 - wrong.length / judged.length;
  console.log(
    `CommonMark: ${judged.length - wrong.length} of ${judged.length} (${(share * 100).toFixed(1)}%), ${commonmark.length - judged.length} with raw HTML; differences: ${wrong.join(', ')}`,
  );
  assert.ok(share >= 0.97, `${wrong.length} of ${judged.length} differ: ${wrong.join(', ')}`);
  assert.deepEqual(wrong, [...differences.keys()], 'the list in differences.ts says what differs, and why');
});

test('GFM: tables, task lists, strikethrough and autolinks as the spec says', () => {
  const file = new URL('../../../shared/corpora/gfm.json', import.meta.url);
  assert.ok(existsSync(file), 'The shared test data is missing: ../shared/corpora/gfm.json.');
  const examples = JSON.parse(readFileSync(file, 'utf8')) as readonly Example[];
  const wrong = examples.filter((example) => !rawHtml(example) && differs(example));
  console.log(`GFM: ${examples.length - wrong.length} of ${examples.length}`);
  for (const { markdown, html } of wrong)
    console.log(
      JSON.stringify({
        markdown,
        got: normalise(toHtml(parseMarkdown(markdown).blocks)),
        html: normalise(html),
      }),
    );
  assert.equal(wrong.length, 0, `${wrong.length} of ${examples.length} differ`);
});

test('fed in pieces of any size, every example ends in the same tree', () => {
  for (const { markdown, number } of commonmark) {
    const whole = parseMarkdown(markdown).blocks;
    for (const size of [1, 3, 7]) {
      let document = parseMarkdown('');
      for (let end = size; end < markdown.length; end += size) {
        document = parseMarkdown(markdown.slice(0, end), document, { streaming: true });
      }
      assert.deepEqual(
        parseMarkdown(markdown, document).blocks,
        whole,
        `example ${number}, pieces of ${size}`,
      );
    }
  }
});
