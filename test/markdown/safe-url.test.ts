// Where an answer may lead a visitor.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safeImageUrl, safeUrl } from '../../src/markdown/safe-url.js';

test('only schemes that cannot run anything are linked', () => {
  for (const url of ['https://example.com/a', 'http://example.com', 'mailto:a@example.com', 'tel:+4930123']) {
    assert.ok(safeUrl(url), url);
  }
  for (const url of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'blob:https://example.com/1',
    'file:///etc/passwd',
    '//example.com',
    '/path',
    '#id',
    '',
  ]) {
    assert.equal(safeUrl(url), null, url);
  }
});

test('images load only from the hosts of the page’s owner', () => {
  assert.ok(safeImageUrl('https://cdn.example.com/a.png', ['cdn.example.com']));
  assert.ok(safeImageUrl('https://a.example.com/a.png', ['*.example.com']));
  assert.equal(safeImageUrl('https://evil.com/a.png', ['cdn.example.com']), null);
  assert.equal(safeImageUrl('https://evilexample.com/a.png', ['*.example.com']), null);
  assert.equal(safeImageUrl('http://cdn.example.com/a.png', ['cdn.example.com']), null);
  assert.equal(safeImageUrl('https://cdn.example.com/a.png', []), null);
});
