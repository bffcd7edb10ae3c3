// The bars of the benchmark that are ratios, at a small size, so that a regression fails the tests. The whole
// table is `npm run bench`.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import puppeteer, { type Browser } from 'puppeteer-core';
import { measure, measureOpening, median } from '../benchmark/measure.js';
import { startWire } from '../benchmark/wire.js';
import { launchOptions } from '../support/browser.js';

let browser: Browser;
let wire: Awaited<ReturnType<typeof startWire>>;
before(async () => {
  [browser, wire] = await Promise.all([puppeteer.launch(launchOptions()), startWire()]);
});
after(async () => {
  await browser.close();
  wire.stop();
});

async function cpuOf(page: string, count: number): Promise<number> {
  const costs = [];
  for (let round = 0; round < 3; round += 1) costs.push(await measure(browser, wire.url, page, count));
  assert.ok(
    costs.every(({ characters }) => characters > 3 * count),
    `${page} drew the whole answer`,
  );
  return median(costs.map(({ cpu }) => cpu));
}

/** What is above its bar; empty: nothing. */
async function streamingFaults(): Promise<string> {
  const floor = await cpuOf('floor', 5_000);
  const ours = await cpuOf('ours', 5_000);
  const peer = await cpuOf('deep-chat', 5_000);
  const long = await cpuOf('ours', 20_000);
  const met = ours <= 4 * floor && ours <= peer / 4 && long <= 4.5 * ours;
  const [a, b, c, d] = [floor, ours, peer, long].map(Math.round);
  return met ? '' : `floor ${a} ms, ours ${b} ms, deep-chat ${c} ms, ours with four times the tokens ${d} ms`;
}

test('streaming costs at most 4 times the floor, a quarter of deep-chat, and grows with its length', async () => {
  // The machine may be busy with something else for a while; a regression fails every time.
  let faults = await streamingFaults();
  for (let tries = 0; tries < 2 && faults !== ''; tries += 1) faults = await streamingFaults();
  assert.equal(faults, '');
});

test('a thread of 1,000 messages opens from its end, and no task takes 200 ms', async () => {
  const openings = [];
  for (let round = 0; round < 3; round += 1) openings.push(await measureOpening(browser, wire.url, 1_000));
  assert.ok(
    openings.every(({ first }) => first < 100),
    'the first screen is drawn before the rest',
  );
  assert.ok(median(openings.map(({ longestTask }) => longestTask)) < 200);
});
