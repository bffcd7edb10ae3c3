// The load run at a small size, so that a regression fails the tests. The whole is `npm run test:load`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.js';

test('100 streams for six seconds: nothing lost, nothing reordered, runs ended as configured, memory flat', async () => {
  const { lost, reordered, failures, wrongEnds, events, joins, memory } = await load(100, 6);
  assert.ok(events > 3_000 && joins > 20, `${events} events, ${joins} joins`);
  assert.deepEqual(
    { lost, reordered, failures, wrongEnds },
    { lost: 0, reordered: 0, failures: 0, wrongEnds: 0 },
  );
  const [early, late] = memory;
  assert.ok(late < early + 60, `${early.toFixed(0)} MB became ${late.toFixed(0)} MB`);
});
