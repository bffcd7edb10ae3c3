// `npm run test:load [streams] [seconds]`: the load run at full size, as in docs/security.md.

import { load } from './load.js';

const [streams = 500, seconds = 30] = process.argv.slice(2).map(Number);
const result = await load(streams, seconds);
const [early, late] = result.memory;
console.log(`${streams} streams for ${seconds} s: ${result.events} events, ${result.joins} joins`);
console.log(
  `lost ${result.lost}, reordered ${result.reordered}, broken ${result.failures}, runs that ended wrongly ${result.wrongEnds}`,
);
console.log(`memory ${early.toFixed(0)} MB after a third, ${late.toFixed(0)} MB at the end`);
console.log(
  `delay of an event: direct ${result.direct.toFixed(2)} ms, through the proxy ${result.proxied.toFixed(2)} ms (${(result.proxied / result.direct).toFixed(2)} times)`,
);
if (result.lost + result.reordered + result.failures + result.wrongEnds > 0)
  throw new Error('The proxy lost, reordered or broke something.');
process.exit();
