// The fault run at a small size, with its bars. `npm run test:faults` is the large one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from './simulate.js';

for (const faultRate of [0.1, 0.5, 0.9]) {
  test(`through the proxy, ${faultRate * 100}% faults: every rating is recorded exactly once`, async () => {
    const tally = await simulate({ ratings: 250, seed: 7, proxied: true, faultRate });
    assert.deepEqual(tally, {
      given: 250,
      recordedOnce: 250,
      recordedTwice: 0,
      shownAsNotSent: 0,
      unconfirmed: 0,
      lost: 0,
    });
  });

  test(`straight, ${faultRate * 100}% faults: none is recorded twice, none is lost unseen`, async () => {
    const tally = await simulate({ ratings: 250, seed: 7, proxied: false, faultRate });
    assert.equal(tally.given, 250);
    assert.equal(tally.recordedTwice, 0);
    assert.equal(tally.lost, 0);
    assert.equal(tally.recordedOnce + tally.shownAsNotSent, 250);
    assert.ok(tally.recordedOnce > 150, `only ${tally.recordedOnce} arrived`);
  });
}
