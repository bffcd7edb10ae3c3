// What must never stand in the source, each with its reason.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { sourceFiles } from './source-files.js';

interface Ban {
  readonly pattern: RegExp;
  readonly why: string;
}

const everywhere: readonly Ban[] = [
  {
    pattern: /\b(?:it|test|describe|suite)\.(?:only|skip)\b|\bx(?:it|describe)\(/,
    why: 'a test that does not run proves nothing',
  },
  { pattern: /@ts-(?:ignore|nocheck)|biome-ignore|eslint-disable/, why: 'mend the code instead' },
  { pattern: /\bnew Function\(|(?<!\$)\beval\(/, why: 'no policy allows it' },
  { pattern: /TODO|FIXME|XXX/, why: 'do it, or write an issue' },
];

const inSource: readonly Ban[] = [
  {
    pattern: /unsafeHTML|unsafeSVG|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write/,
    why: 'no HTML strings: Trusted Types',
  },
  {
    pattern: /style=\$?\{|styleMap|\sstyle="/,
    why: 'style attributes are blocked by a strict policy in Firefox',
  },
  { pattern: /[\d.]rem\b/, why: 'pages set html{font-size:62.5%}' },
  { pattern: /\benum \w+ \{/, why: 'use a union of literals' },
];

/** In what runs on pages. */
const onPages: readonly Ban[] = [
  {
    pattern: /(?<!Object)\.entries\(\)|Array\.from\(|new Event\(|for \(const \w+ in /,
    why: 'old libraries on a page (prototype.js, MooTools) replace or break it',
  },
];

function hits(folder: string, bans: readonly Ban[]): readonly string[] {
  return sourceFiles(folder)
    .filter(({ path }) => !path.startsWith('test/checks/'))
    .flatMap(({ path, text }) =>
      bans
        .filter(({ pattern }) => pattern.test(text))
        .map(({ pattern, why }) => `${path}: ${pattern} (${why})`),
    );
}

test('nothing that is banned stands in src, test or demo', () => {
  assert.deepEqual(
    ['src', 'test', 'demo'].flatMap((folder) => hits(folder, everywhere)),
    [],
  );
  assert.deepEqual(hits('src', inSource), []);
  assert.deepEqual(
    hits('src', onPages).filter((hit) => !hit.startsWith('src/proxy/')),
    [],
  );
});

test('every source file begins by saying what it owns', () => {
  const silent = sourceFiles('src').filter(({ text }) => !/^(?:#!.*\n)?\/\/ \S.{20,}/.test(text));
  assert.deepEqual(
    silent.map(({ path }) => path),
    [],
  );
});

test('no source file has more than 300 lines', () => {
  const long = sourceFiles('src').filter(({ text }) => text.split('\n').length - 1 > 300);
  assert.deepEqual(
    long.map(({ path }) => path),
    [],
    'A file has one job: move the other one out.',
  );
});

test('the elements are named after their files', () => {
  const names = readdirSync('src/elements').filter(
    (name) => !name.includes('.styles') && name.startsWith('agent-'),
  );
  assert.ok(names.includes('agent-chat.ts') && names.length > 5);
});
