// The load run: many streams at once through the built command, with slow readers and visitors who come and go,
// beside the same load straight to the upstream.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort, startProgram } from '../support/programs.js';
import { startLoadUpstream } from './upstream.js';
import { type Habits, type Seen, visit } from './visitor.js';

/** What a load run found. */
export interface LoadResult {
  readonly streams: number;
  readonly events: number;
  readonly lost: number;
  readonly reordered: number;
  readonly failures: number;
  readonly joins: number;
  /** Runs that had to be cancelled when their visitor left, and were not; and the other way round. */
  readonly wrongEnds: number;
  /** Memory of the proxy (MB) after a third of the time, and at the end. */
  readonly memory: readonly [early: number, late: number];
  /** Median delay of an event, in ms. */
  readonly direct: number;
  readonly proxied: number;
}

/** Event each `1/pace` s for each stream, as the Agent Server's with their metadata. */
const pace = 10;
const size = 1_000;

/** One visitor in ten reads slowly, two come and go, one leaves for good and ends its run. */
function habitsOf(index: number): Habits {
  const kind = index % 10;
  return {
    slow: kind === 0 ? 250 : 0,
    leavesAfter: kind === 1 || kind === 2 ? 10 + (index % 37) : kind === 3 ? 15 + (index % 29) : 0,
    onDisconnect: kind === 3 ? 'cancel' : 'continue',
  };
}

/** Runs `streams` visitors for `seconds`. */
export async function load(streams: number, seconds: number): Promise<LoadResult> {
  const direct = await run(streams, Math.max(3, seconds / 3), null);
  const proxied = await run(streams, seconds, proxy);
  const { seen } = proxied;
  const sum = (count: (one: Seen) => number) => seen.reduce((total, one) => total + count(one), 0);
  return {
    streams,
    events: sum(({ events }) => events),
    lost: sum(({ lost }) => lost),
    reordered: sum(({ reordered }) => reordered),
    failures: sum(({ failures }) => failures),
    joins: sum(({ joins }) => joins),
    wrongEnds: proxied.wrongEnds,
    memory: proxied.memory,
    direct: median(direct.seen.flatMap(({ delays }) => delays)),
    proxied: median(seen.flatMap(({ delays }) => delays)),
  };
}

async function run(streams: number, seconds: number, through: typeof proxy | null) {
  const upstream = await startLoadUpstream(pace, size);
  const front = through
    ? await through(upstream.url)
    : { url: upstream.url, memory: () => 0, stop: () => {} };
  const start = Date.now();
  const until = start + seconds * 1_000;
  const visitors = Array.from({ length: streams }, (_, index) => visit(front.url, habitsOf(index), until));
  const measured = new Promise<number>((resolve) =>
    setTimeout(() => resolve(front.memory()), (seconds * 1_000) / 3),
  );
  const seen = await Promise.all(visitors);
  const memory = [await measured, front.memory()] as const;
  await new Promise((resolve) => setTimeout(resolve, 500));
  const wrongEnds = seen.filter(({ thread }, index) => {
    const { cancelled } = upstream.runs.get(thread) ?? { cancelled: false };
    return cancelled !== (habitsOf(index).onDisconnect === 'cancel');
  }).length;
  front.stop();
  upstream.stop();
  return { seen, memory, wrongEnds };
}

async function proxy(upstream: string) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const off = Object.fromEntries(
    [
      'visitorRuns',
      'addressRuns',
      'visitorBytes',
      'addressBytes',
      'visitorStreams',
      'addressStreams',
      'addressRequests',
    ].map((name) => [name, 0]),
  );
  const program = await startProgram(
    process.execPath,
    [fileURLToPath(new URL('../../dist/agent-chat-proxy.js', import.meta.url))],
    {
      AGENT_CHAT_UPSTREAM: upstream,
      AGENT_CHAT_SECRET: 'the secret of the load run',
      AGENT_CHAT_LIMITS: JSON.stringify(off),
      PORT: String(port),
    },
    `${url}/healthz`,
  );
  const memory = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${program.child.pid}/status`, 'utf8'))?.[1] ?? 0) /
    1_024;
  return { url, memory, stop: program.stop };
}

function median(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
