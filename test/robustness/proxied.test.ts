// The faults once more, through the proxy: it hides none, adds none, and loses nothing.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { feedback, pieces, values } from '../support/streams.js';
import { dialects, Line } from './line.js';
import { payloads } from './payloads.js';
import { survive } from './soundness.js';
import { throughProxy } from './through-proxy.js';
import { transports } from './transports.js';

const said = [
  ...pieces('a1', ['Hel', 'lo']),
  values(['u1', 'human', 'Hi'], ['a1', 'ai', 'Hello']),
  feedback('user_score'),
];

for (const dialect of dialects) {
  for (const { name, said: odd, answer = 'Hello' } of payloads) {
    test(`${dialect}, through the proxy: ${name}`, async () => {
      const whole = new Line(dialect, odd);
      assert.deepEqual(await survive(whole, throughProxy(whole)), { answer, error: null });
      for (let events = 0; events <= odd.length; events += 1) {
        const line = new Line(dialect, odd, [{ events, end: 'cut' }]);
        assert.deepEqual(
          await survive(line, throughProxy(line)),
          { answer, error: null },
          `cut after ${events}`,
        );
      }
    });
  }
  // What takes the place of an answer would take the place of the proxy's own questions too.
  for (const { name, trips } of transports.filter(({ instead }) => instead === undefined)) {
    test(`${dialect}, through the proxy: ${name}`, async () => {
      mock.timers.enable({ apis: ['setInterval', 'Date'] });
      const clock = setTimeout(() => {
        mock.timers.tick(5_000);
        clock.refresh();
      }, 1);
      try {
        const line = new Line(dialect, said, trips);
        assert.deepEqual(await survive(line, throughProxy(line)), { answer: 'Hello', error: null });
      } finally {
        clearTimeout(clock);
        mock.timers.reset();
      }
    });
  }
}
