// The generated tables say what is true now, and every page that the docs point to is there.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fillDocument, generateDocuments } from '../../build/docs.js';

for (const document of generateDocuments()) {
  test(`the generated parts of ${document.file} are up to date`, () => {
    const text = readFileSync(document.file, 'utf8');
    assert.equal(text, fillDocument(text, document), 'Run npm run docs.');
  });
}

test('links between the docs lead somewhere', () => {
  const docs = readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name));
  const broken = ['README.md', 'CONTRIBUTING.md', ...docs].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !existsSync(join(dirname(file), target)))
      .map((target) => `${file} → ${target}`),
  );
  assert.deepEqual(broken, []);
});
