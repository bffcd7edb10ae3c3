// Every odd payload over both dialects: on a good line, and on one that breaks at every place.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dialects, Line } from './line.js';
import { payloads } from './payloads.js';
import { survive } from './soundness.js';

for (const dialect of dialects) {
  for (const { name, said, answer = 'Hello' } of payloads) {
    test(`${dialect}: ${name}`, async () => {
      assert.deepEqual(await survive(new Line(dialect, said)), { answer, error: null });
      for (let events = 0; events <= said.length; events += 1) {
        for (const end of ['cut', 'close'] as const) {
          const line = new Line(dialect, said, [{ events, end }]);
          assert.deepEqual(await survive(line), { answer, error: null }, `${end} after ${events}`);
        }
      }
    });
  }
}
