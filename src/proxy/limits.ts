// How much one visitor and one address may use: runs, bytes and open streams. Counted in the shared store, so
// that several instances count together.

import { ProxyError } from './errors.js';
import type { SharedStore } from './shared-store.js';

/** What is allowed. 0 switches a limit off. */
export interface Limits {
  /** Runs and new threads in a minute. */
  readonly visitorRuns: number;
  readonly addressRuns: number;
  /** Bytes sent in a minute. */
  readonly visitorBytes: number;
  readonly addressBytes: number;
  /** Streams open at a time. */
  readonly visitorStreams: number;
  readonly addressStreams: number;
  /** All other requests in a minute. */
  readonly addressRequests: number;
}

const defaults: Limits = {
  visitorRuns: 30,
  addressRuns: 240,
  visitorBytes: 4_000_000,
  addressBytes: 20_000_000,
  visitorStreams: 8,
  addressStreams: 200,
  addressRequests: 3_000,
};

const minute = 60_000;
/** A stream that an instance forgot to count down, because it died, counts no longer than this (ms). */
const longestStream = 3_600_000;

/** The limits, with defaults. Throws a TypeError for what is no number. */
export function readLimits(given: Partial<Limits>): Limits {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(defaults, name) || typeof value !== 'number' || !(value >= 0))
      throw new TypeError(
        `createAgentProxy: \`limits.${name}\` must be one of ${Object.keys(defaults).join(', ')} and a number.`,
      );
  }
  return { ...defaults, ...given };
}

/** Whom a request counts for; null: unknown. */
export interface Counted {
  readonly visitor: string | null;
  readonly address: string | null;
}

type What = 'runs' | 'bytes' | 'requests' | 'streams';

/** The limits of a thing: its visitor's, its address's. */
const names: Readonly<Record<What, readonly [visitor: keyof Limits | null, address: keyof Limits]>> = {
  runs: ['visitorRuns', 'addressRuns'],
  bytes: ['visitorBytes', 'addressBytes'],
  requests: [null, 'addressRequests'],
  streams: ['visitorStreams', 'addressStreams'],
};

/** The counters that a thing of `counted` falls under, and how far each may go. */
function counters(limits: Limits, what: What, { visitor, address }: Counted) {
  const [forVisitor, forAddress] = names[what];
  return [
    { key: `${what}:visitor:${visitor}`, most: visitor !== null && forVisitor ? limits[forVisitor] : 0 },
    { key: `${what}:address:${address}`, most: address !== null ? limits[forAddress] : 0 },
  ].filter(({ most }) => most > 0);
}

/** Counts `amount` of something. Rejects with 429 when it was too much. */
export async function spend(
  { store, limits }: { readonly store: SharedStore; readonly limits: Limits },
  counted: Counted,
  what: Exclude<What, 'streams'>,
  amount: number,
): Promise<void> {
  for (const { key, most } of counters(limits, what, counted)) {
    const { total, left } = await store.add(key, amount, minute);
    if (total > most) throw tooMany(left);
  }
}

/** Counts an open stream until the function it gives is called. Rejects with 429 when there are too many. */
export async function openStream(
  { store, limits }: { readonly store: SharedStore; readonly limits: Limits },
  counted: Counted,
): Promise<() => void> {
  const taken: string[] = [];
  const leave = () => {
    for (const key of taken.splice(0)) store.add(key, -1, longestStream).catch(() => {});
  };
  for (const { key, most } of counters(limits, 'streams', counted)) {
    taken.push(key);
    const { total } = await store.add(key, 1, longestStream);
    if (total <= most) continue;
    leave();
    throw tooMany(5_000);
  }
  return leave;
}

function tooMany(left: number): ProxyError {
  return new ProxyError(429, 'rate-limited', 'There are too many requests. Try again in a moment.', {
    headers: { 'retry-after': String(Math.max(1, Math.ceil(left / 1_000))) },
  });
}
