// The script's promises about itself: one classic file, within the budget, that fetches nothing on load.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Script } from 'node:vm';
import { gzipSync } from 'node:zlib';

/** What the script may weigh, in bytes after gzip -9. Raise it only with a reason in docs/decisions. */
const BUDGET_GZIP_BYTES = 60_000;

const script = readFileSync('dist/agent-chat.js');

test('the script is within its budget', () => {
  const size = gzipSync(script, { level: 9 }).length;
  assert.ok(
    size <= BUDGET_GZIP_BYTES,
    `dist/agent-chat.js is ${size} bytes gzip, ${size - BUDGET_GZIP_BYTES} over. Make it smaller, or edit BUDGET_GZIP_BYTES in test/checks/size.test.ts.`,
  );
});

test('the script is one classic script', () => {
  const text = script.toString();
  assert.doesNotThrow(() => new Script(text), 'it parses as a classic script: no import, no export');
  assert.ok(!/\bimport\s*\(/.test(text), 'it loads no other module');
  assert.ok(!/sourceMappingURL/.test(text), 'it points to no source map, which would be a second request');
  const parts = readdirSync('dist').filter((name) => /^agent-chat\..*js$/.test(name) || /chunk/.test(name));
  assert.deepEqual(parts.sort(), ['agent-chat.js']);
});

test('the manifest tells the sizes and the hash of the very script', async () => {
  const { createHash } = await import('node:crypto');
  const manifest = JSON.parse(readFileSync('dist/integrity.json', 'utf8')) as {
    integrity: string;
    bytes: { raw: number; gzip: number };
  };
  assert.equal(manifest.bytes.raw, script.length);
  assert.equal(manifest.bytes.gzip, gzipSync(script, { level: 9 }).length);
  assert.equal(manifest.integrity, `sha384-${createHash('sha384').update(script).digest('base64')}`);
});
