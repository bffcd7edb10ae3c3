// Every failing line over both dialects. Time is the test's: silence takes no minutes here.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { feedback, pieces, values } from '../support/streams.js';
import { dialects, Line } from './line.js';
import { survive } from './soundness.js';
import { transports } from './transports.js';

const said = [
  ...pieces('a1', ['Hel', 'lo']),
  values(['u1', 'human', 'Hi'], ['a1', 'ai', 'Hello']),
  feedback('user_score'),
];

for (const dialect of dialects) {
  for (const { name, trips, instead = [], error = null, answer = 'Hello' } of transports) {
    test(`${dialect}: ${name}`, async () => {
      mock.timers.enable({ apis: ['setInterval', 'Date'] });
      const clock = setTimeout(async function tick() {
        mock.timers.tick(5_000);
        clock.refresh();
      }, 1);
      try {
        const line = new Line(dialect, said, trips);
        line.instead.push(...instead);
        assert.deepEqual(await survive(line), { answer, error });
        // What was told is not asked for again.
        for (const [index, cursor] of line.joins.entries()) {
          const told = trips[index]?.events ?? 0;
          assert.equal(cursor, told === 0 ? '-1' : String(told), `join ${index}`);
        }
      } finally {
        clearTimeout(clock);
        mock.timers.reset();
      }
    });
  }
}
