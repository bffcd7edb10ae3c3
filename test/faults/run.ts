// `npm run test:faults [ratings] [seed]`: the fault run at full size, as the table in docs/ratings.md.

import { simulate, type Tally } from './simulate.js';

const [ratings = 3_000, seed = 1] = process.argv.slice(2).map(Number);
const columns: readonly (keyof Tally)[] = [
  'given',
  'recordedOnce',
  'recordedTwice',
  'lost',
  'shownAsNotSent',
  'unconfirmed',
];
console.log(`${ratings} ratings a line, seed ${seed}\n`);
console.log(
  '| Way | Requests that meet a fault | Given | Recorded once | Recorded twice | Lost | Shown as not sent | Shown as unconfirmed |',
);
console.log('|---|---|---|---|---|---|---|---|');
let broken = false;
for (const proxied of [true, false]) {
  for (const faultRate of [0.1, 0.5, 0.9]) {
    const tally = await simulate({ ratings, seed, proxied, faultRate });
    const cells = columns.map((name) => tally[name]);
    console.log(
      `| ${[proxied ? 'through the proxy' : 'straight', `${faultRate * 100}%`, ...cells].join(' | ')} |`,
    );
    broken ||= tally.recordedTwice > 0 || tally.lost > 0;
  }
}
if (broken) throw new Error('A rating was lost or doubled.');
