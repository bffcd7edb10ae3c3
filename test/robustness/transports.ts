// What may go wrong on the way, as data: the tests run each over both dialects, and the table of
// docs/robustness.md is written from it.

import { json } from '../support/scripted-agent.js';
import { runId, type Trip } from './line.js';

/** A line that fails after the server has taken the run of the answer `Hello`. */
export interface Transport {
  readonly name: string;
  /** The streams before the one that goes through. */
  readonly trips: readonly Trip[];
  /** What the next requests are answered instead. */
  readonly instead?: readonly (() => Response | Promise<Response>)[];
  /** The error's code in the end; null when absent. */
  readonly error?: string;
  /** The answer in the end; `Hello` when absent. */
  readonly answer?: string;
}

const html = (status: number) => () =>
  new Response('<html>', { status, headers: { 'content-type': 'text/html' } });
const refused =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    json({ detail: 'no' }, { status, headers });
const dead = () => Promise.reject(new TypeError('Failed to fetch'));
const cut: readonly Trip[] = [{ events: 3, end: 'cut' }];

/** Every class of failing line. The run's events: its name, two pieces, the state, the tokens. */
export const transports: readonly Transport[] = [
  { name: 'cut before the first event', trips: [{ events: 0, end: 'cut' }] },
  { name: 'cut after the first event', trips: [{ events: 1, end: 'cut' }] },
  { name: 'cut in mid-answer', trips: [{ events: 2, end: 'cut' }] },
  { name: 'cut before the state', trips: cut },
  { name: 'cut before the tokens', trips: [{ events: 4, end: 'cut' }] },
  { name: 'a clean end before the first event', trips: [{ events: 0, end: 'close' }] },
  { name: 'a clean end while the run goes on', trips: [{ events: 2, end: 'close' }] },
  { name: 'a clean end before the tokens', trips: [{ events: 4, end: 'close' }] },
  { name: 'silence before the first event', trips: [{ events: 0, end: 'silence' }] },
  { name: 'silence in mid-answer', trips: [{ events: 2, end: 'silence' }] },
  {
    name: 'cut again and again, each time a little further',
    trips: [1, 2, 3, 4].map((events) => ({ events, end: 'cut' })),
  },
  {
    name: 'cut twice at the same place',
    trips: [
      { events: 2, end: 'cut' },
      { events: 2, end: 'close' },
    ],
  },
  { name: 'no network for a while', trips: cut, instead: [dead, dead, dead] },
  { name: 'a web page with status 502', trips: cut, instead: [html(502)] },
  { name: 'a train’s web page with status 200', trips: cut, instead: [html(200)] },
  {
    name: 'a wrong content type',
    trips: cut,
    instead: [() => json({ run_id: runId, status: 'running' }), () => json({})],
  },
  { name: 'too many requests', trips: cut, instead: [refused(429, { 'retry-after': '1' })] },
  { name: 'a server in trouble', trips: cut, instead: [refused(503), refused(500)] },
  { name: 'a busy thread', trips: cut, instead: [refused(409)] },
  {
    name: 'a network that does not come back',
    trips: cut,
    instead: Array.from({ length: 20 }, () => dead),
    error: 'stream-broken',
  },
  {
    name: 'a visitor who is not known any more',
    trips: cut,
    instead: [refused(401), refused(401)],
    error: 'unauthorized',
  },
  {
    name: 'a thread that is gone in mid-answer',
    trips: cut,
    instead: [() => json({ detail: 'Thread not found' }, { status: 404 })],
    error: 'thread-gone',
  },
];
