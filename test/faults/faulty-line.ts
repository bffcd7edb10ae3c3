// A line that loses, delays and spoils what goes over it, before or after it has arrived.

/** What a faulty line is made of. */
export interface Line {
  readonly fetch: typeof fetch;
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** A fault: what happens to a request, and whether it arrives at all. */
export type Fault = (line: Line, input: string, init?: RequestInit) => Promise<Response>;

const lost = (): never => {
  throw new TypeError('Failed to fetch');
};
const refused =
  (status: number, headers: Record<string, string> = {}): Fault =>
  async () =>
    new Response(status === 503 ? 'Service Unavailable' : '{}', { status, headers });
const page = () => new Response('<h1>Sign in</h1>', { headers: { 'content-type': 'text/html' } });

const works: Fault = ({ fetch }, input, init) => fetch(input, init);

/** Every fault, by name. */
export const faults: Readonly<Record<string, Fault>> = {
  'late answer': async ({ fetch, sleep, random }, input, init) => {
    await sleep(random() * 5_000);
    const response = await fetch(input, init);
    await sleep(random() * 5_000);
    return response;
  },
  'dropped before it arrived': async () => lost(),
  'dropped after it arrived': async ({ fetch }, input, init) => {
    await fetch(input, init);
    return lost();
  },
  'answer without CORS headers': async ({ fetch, sleep }, input, init) => {
    await fetch(input, init);
    await sleep(50);
    return lost();
  },
  'no answer, arrived': async ({ fetch, sleep }, input, init) => {
    await fetch(input, init);
    await sleep(25_000);
    return lost();
  },
  '429 with Retry-After': refused(429, { 'retry-after': '20' }),
  '429 without': refused(429),
  'status 503': refused(503),
  'status 500': refused(500),
  'a web page instead, not arrived': async () => page(),
  'a web page instead, arrived': async ({ fetch }, input, init) => {
    await fetch(input, init);
    return page();
  },
};

/** `line.fetch` over a line on which each request meets a fault with the chance `rate`. */
export function faultyFetch(line: Line, rate: () => number): typeof fetch {
  const all = Object.values(faults);
  return async (input, init) => {
    const meets = line.random() < rate();
    const fault = meets ? all[Math.floor(line.random() * all.length)] : works;
    return (fault ?? works)(line, String(input), init);
  };
}
