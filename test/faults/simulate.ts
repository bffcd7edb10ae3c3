// The fault run: thousands of ratings through the widget's real outbox, and our real proxy, to the local
// feedback store, over faulty lines. Counts what became of them.

import { randomUUID } from 'node:crypto';
import { feedbackApi } from '../../demo/feedback-store/api.js';
import { FeedbackStore } from '../../demo/feedback-store/store.js';
import { plainOpinion } from '../../src/feedback/rating.js';
import { entryId } from '../../src/feedback/rating-entry.js';
import { createAgentProxy } from '../../src/proxy/index.js';
import { MemoryStore } from '../../src/proxy/shared-store.js';
import { FakeClock, seeded } from './clock.js';
import { faultyFetch } from './faulty-line.js';
import { Visitor } from './visitor.js';

/** What became of the ratings of a run. */
export interface Tally {
  readonly given: number;
  readonly recordedOnce: number;
  readonly recordedTwice: number;
  /** Not recorded, and shown as not sent, refused, expired or unconfirmed. */
  readonly shownAsNotSent: number;
  /** Recorded or not, shown as "may not have arrived". */
  readonly unconfirmed: number;
  /** Not recorded, though nothing or "sent" was shown. */
  readonly lost: number;
}

/** How a run is done. */
export interface Simulation {
  readonly ratings: number;
  readonly seed: number;
  /** Through our proxy, or straight to LangSmith. */
  readonly proxied: boolean;
  /** The chance of each request to meet a fault while faults last. */
  readonly faultRate: number;
}

const endpoint = 'https://site.example/api/agent';
const langsmith = 'https://langsmith.example/api/v1';
const hour = 3_600_000;

/** Visitors that live at the same time. */
const crowd = 500;

/** Runs a simulation, a crowd at a time. */
export async function simulate(simulation: Simulation): Promise<Tally> {
  const sum = { given: 0, recordedOnce: 0, recordedTwice: 0, shownAsNotSent: 0, unconfirmed: 0, lost: 0 };
  for (let done = 0; done < simulation.ratings; done += crowd) {
    const ratings = Math.min(crowd, simulation.ratings - done);
    const tally = await simulateCrowd({ ...simulation, ratings, seed: simulation.seed + done });
    for (const name of Object.keys(sum) as (keyof Tally)[]) sum[name] += tally[name];
  }
  return sum;
}

async function simulateCrowd({ ratings, seed, proxied, faultRate }: Simulation): Promise<Tally> {
  const clock = new FakeClock();
  const random = seeded(seed);
  const store = new FeedbackStore({ file: null, now: clock.now });
  const api = feedbackApi(store);
  const direct: typeof fetch = async (input, init) =>
    clock.during(Promise.resolve(api.request(String(input).replace(langsmith, '/api/v1'), init)));

  // Faults last 20 minutes, so that what waits can still arrive while its token lives.
  const start = clock.now();
  const rate = () => (clock.now() - start < hour / 3 ? faultRate : 0);
  const line = (to: typeof fetch) => faultyFetch({ fetch: to, random, sleep: clock.sleep }, rate);

  let proxy = newProxy(line(direct), clock);
  const throughProxy: typeof fetch = (input, init) => {
    // Instances come and go: what they remembered in memory is gone with them.
    if (random() < 0.01) proxy = newProxy(line(direct), clock);
    return proxy.fetch(new Request(String(input), requestInit(init)));
  };
  const visitors = await Promise.all(
    Array.from({ length: ratings }, async () => {
      const token = store.mint(randomUUID(), 'user_score', 3 * hour);
      const to = proxied ? `${endpoint}/feedback` : `${langsmith}/feedback`;
      const visitor = new Visitor({ clock, random, endpoint, fetch: line(proxied ? throughProxy : direct) });
      const rating = {
        runId: token.runId,
        key: token.key,
        ...plainOpinion({ score: random() < 0.5 ? 1 : -1, value: null }),
      };
      void clock
        .sleep(random() * 600_000)
        .then(() => visitor.rate(`${to}/tokens/${token.id}`, rating, token.expiresAt));
      return { visitor, rating };
    }),
  );
  await clock.run(5 * hour);

  const records = new Map<string, number>();
  for (const { runId } of store.records) records.set(runId, (records.get(runId) ?? 0) + 1);
  const ends = visitors.map(({ visitor, rating }) => ({
    recorded: records.get(rating.runId) ?? 0,
    phase: visitor.shown(entryId(rating.runId, rating.key))?.phase,
  }));
  const count = (fits: (end: (typeof ends)[number]) => boolean) => ends.filter(fits).length;
  const honest = ['waiting', 'failed', 'expired', 'unconfirmed'];
  return {
    given: ends.length,
    recordedOnce: count(({ recorded }) => recorded === 1),
    recordedTwice: count(({ recorded }) => recorded > 1),
    shownAsNotSent: count(({ recorded, phase }) => recorded === 0 && honest.includes(phase ?? '')),
    unconfirmed: count(({ phase }) => phase === 'unconfirmed'),
    lost: count(({ recorded, phase }) => recorded === 0 && !honest.includes(phase ?? '')),
  };
}

function newProxy(send: typeof fetch, clock: FakeClock) {
  return createAgentProxy({
    upstream: 'https://agent.example',
    assistants: ['agent'],
    basePath: '/api/agent',
    langsmithUrl: langsmith,
    langsmithApiKey: 'key',
    store: new MemoryStore(clock.now),
    fetch: send,
  });
}

/** Node's `Request` takes what a browser's does, but for the page's own settings. */
function requestInit({ method, headers, body }: RequestInit = {}): RequestInit {
  return { ...(method && { method }), ...(headers && { headers }), ...(body && { body }) };
}
