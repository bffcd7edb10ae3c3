// `npm run bench [rounds]`: our script beside the floor and deep-chat, on the same wire and content, in one
// run. Prints the table of docs/performance.md and writes dist/benchmark.json. Ratios of medians.

import { writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { launchOptions } from '../support/browser.js';
import { type Cost, measure, measureOpening, median } from './measure.js';
import { measureAppending, measureCycles, measureIdle, measureLoad } from './measure-page.js';
import { startWire } from './wire.js';

const rounds = Number(process.argv[2] ?? 5);
const wire = await startWire();
const browser = await puppeteer.launch(launchOptions());

/** Rounds in turn, so that the machine's moods meet all pages alike. */
async function compare(pages: readonly string[], count: number, pace = 0): Promise<Record<string, Cost>> {
  const costs = new Map<string, Cost[]>(pages.map((page) => [page, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const page of pages) costs.get(page)?.push(await measure(browser, wire.url, page, count, pace));
  }
  return Object.fromEntries(
    [...costs].map(([page, list]) => [
      page,
      {
        cpu: median(list.map(({ cpu }) => cpu)),
        longestTask: median(list.map(({ longestTask }) => longestTask)),
        dropped: median(list.map(({ dropped }) => dropped)),
        characters: median(list.map(({ characters }) => characters)),
      },
    ]),
  );
}

const short = await compare(['floor', 'ours', 'deep-chat'], 5_000);
const long = await compare(['floor', 'ours'], 20_000);
const paced = await compare(['floor', 'ours'], 2_000, 200);
const openings = [];
for (let round = 0; round < rounds; round += 1) openings.push(await measureOpening(browser, wire.url, 1_000));
const opening = median(openings.map(({ longestTask }) => longestTask));
const loads: [ours: number, peer: number][] = [];
const appends: [empty: number, long: number][] = [];
for (let round = 0; round < rounds; round += 1) {
  loads.push([
    await measureLoad(browser, wire.url, '/agent-chat.js'),
    await measureLoad(browser, wire.url, '/deep-chat.js', 'module'),
  ]);
  appends.push([
    await measureAppending(browser, wire.url, 2_000, 0),
    await measureAppending(browser, wire.url, 2_000, 1_000),
  ]);
}
const [load, peerLoad] = [median(loads.map(([ours]) => ours)), median(loads.map(([, peer]) => peer))];
const [empty, under] = [median(appends.map(([one]) => one)), median(appends.map(([, one]) => one))];
const idle = await measureIdle(browser, wire.url);
const [early, late] = await measureCycles(browser, wire.url);
await browser.close();
wire.stop();

const cpu = (costs: Record<string, Cost>, page: string) => costs[page]?.cpu ?? Number.NaN;
const times = (a: number, b: number) => `${(a / b).toFixed(2)}`;
const percent = (share = Number.NaN) => `${(share * 100).toFixed(1)}%`;
console.log('| Measure | Floor | `<agent-chat>` | deep-chat | Ratio | Bar |');
console.log('|---|---|---|---|---|---|');
const rows = [
  [
    'CPU, 5,000 tokens (ms)',
    cpu(short, 'floor').toFixed(0),
    cpu(short, 'ours').toFixed(0),
    cpu(short, 'deep-chat').toFixed(0),
    `${times(cpu(short, 'ours'), cpu(short, 'floor'))} of the floor, ${times(cpu(short, 'ours'), cpu(short, 'deep-chat'))} of deep-chat`,
    '4, 0.25',
  ],
  [
    'CPU, 20,000 tokens (ms)',
    cpu(long, 'floor').toFixed(0),
    cpu(long, 'ours').toFixed(0),
    '',
    `${times(cpu(long, 'ours'), cpu(short, 'ours'))} of 5,000 tokens`,
    '4.5',
  ],
  [
    'longest task, 20,000 tokens (ms)',
    long['floor']?.longestTask.toFixed(0),
    long['ours']?.longestTask.toFixed(0),
    '',
    '',
    '50',
  ],
  [
    'dropped frames, 200 tokens/s for 10 s',
    percent(paced['floor']?.dropped),
    percent(paced['ours']?.dropped),
    '',
    '',
    'floor + 1%',
  ],
  ['longest task, opening 1,000 messages (ms)', '', opening.toFixed(0), '', '', '200'],
  [
    'CPU, 2,000 tokens below 1,000 messages (ms)',
    '',
    under.toFixed(0),
    '',
    `${times(under, empty)} of an empty thread`,
    '1.25',
  ],
  [
    'CPU, script loaded and run (ms)',
    '',
    load.toFixed(1),
    peerLoad.toFixed(1),
    `${times(load, peerLoad)} of deep-chat`,
    '0.5',
  ],
  ['idle for 2 s: requests, timers', '', `${idle.requests.length}, ${idle.timers}`, '', '', '0, 0'],
  [
    'opened and removed 50 times: nodes, listeners, heap',
    '',
    `${late.nodes}, ${late.listeners}, ${(late.heap / 1e6).toFixed(2)} MB`,
    '',
    `after 5: ${early.nodes}, ${early.listeners}, ${(early.heap / 1e6).toFixed(2)} MB`,
    'no growth',
  ],
];
for (const row of rows) console.log(`| ${row.join(' | ')} |`);
writeFileSync(
  'dist/benchmark.json',
  `${JSON.stringify({ rounds, short, long, paced, opening, load, peerLoad, empty, under, idle, early, late }, null, 2)}\n`,
);
