// Words and options as a page gives them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributeName, type OptionSpec, options, readEndpoint, readOption } from '../../src/config.js';
import { format, mergeStrings } from '../../src/i18n/format.js';
import { english } from '../../src/i18n/strings.js';

test('a page’s words stand over English, and what are no words is left out', () => {
  const words = mergeStrings({ send: 'Senden', stop: 5, __proto__: { retry: 'x' }, unknown: 'y' });
  assert.equal(words.send, 'Senden');
  assert.equal(words.stop, english.stop);
  assert.equal(words.retry, english.retry);
  assert.equal('unknown' in words, false);
  assert.equal(mergeStrings('text'), english);
});

test('places in a sentence are filled, unknown ones stay', () => {
  assert.equal(format('Try in {seconds} s, {toString}', { seconds: 7 }), 'Try in 7 s, {toString}');
});

test('an option that cannot be used gives its default and one sentence with the fix', () => {
  const read = (name: string, given: unknown) => {
    const warnings: string[] = [];
    const spec = (options as readonly OptionSpec[]).find((option) => option.name === name) as OptionSpec;
    return [readOption(spec, given, (message) => warnings.push(message)), warnings.length];
  };
  assert.deepEqual(read('mode', 'floating'), ['floating', 0]);
  assert.deepEqual(read('mode', 'sideways'), ['inline', 1]);
  assert.deepEqual(read('starters', '["a"]'), [['a'], 0]);
  assert.deepEqual(read('starters', ['a']), [['a'], 0]);
  assert.deepEqual(read('starters', '[1]'), [[], 1]);
  assert.deepEqual(read('open', ''), [true, 0]);
  assert.deepEqual(read('open', 'false'), [false, 0]);
  assert.deepEqual(read('heading', {}), ['', 1]);
  assert.deepEqual(read('threadId', null), [null, 0]);
  assert.equal(attributeName('assistantId'), 'assistant-id');
});

test('endpoints count from the origin, and only web addresses are taken', () => {
  const origin = 'https://site.example';
  assert.deepEqual(readEndpoint('/api/agent/', origin), { url: 'https://site.example/api/agent' });
  assert.deepEqual(readEndpoint('https://other.example', origin), { url: 'https://other.example' });
  for (const bad of ['', ' ', 'javascript:alert(1)', 'ftp://site.example'])
    assert.ok('problem' in readEndpoint(bad, origin), bad);
});
