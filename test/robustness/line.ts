// One run on a bad line: an Agent Server that speaks either dialect, keeps the run's events, and lets each
// stream break where a test says. What is joined with Last-Event-ID goes on where the cursor stands.

import { json, ScriptedAgent, type ScriptedEvent } from '../support/scripted-agent.js';

/** Whose wire it is: the JavaScript server's or the Python server's. */
export type Dialect = 'js' | 'python';

/** Both. */
export const dialects: readonly Dialect[] = ['js', 'python'];

/** An event, or bytes as they are. */
export type Said = ScriptedEvent | string;

/** How one stream ends: cleanly, with an error, with silence (heartbeats go on or not), or not before its run. */
export type End = 'close' | 'cut' | 'silence';

/** One stream: how many events it lets through, and how it ends then. The last stream lets all through. */
export interface Trip {
  readonly events: number;
  readonly end: End;
}

function encode(said: Said, index: number, dialect: Dialect): string {
  if (typeof said === 'string') return dialect === 'js' ? said : said.replaceAll('\n', '\r\n');
  const { event } = said;
  if (dialect === 'js') return `event: ${event}\ndata: ${JSON.stringify(said.data)}\nid: ${index + 1}\n\n`;
  const data = JSON.stringify(said.data, (key, value) =>
    event === 'messages' && key === 'type' && value === 'ai' ? 'AIMessageChunk' : value,
  );
  const id = event === 'feedback' ? '' : `id: ${index + 1}\r\n`;
  return `: heartbeat\r\n\r\n${id}event: ${event}\r\ndata: ${data}\r\n\r\n`;
}

/** Ids are UUIDs on every server. */
function uuid(kind: string, number: number): string {
  return `${kind}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** The run that the line is bad for. */
export const runId = uuid('9', 0);

/** The server at the other end. */
export class Line {
  readonly agent = new ScriptedAgent({
    threadId: (number) => uuid('7', number),
    runId: (number) => uuid('8', number),
  });
  /** `Last-Event-ID` of each join. */
  readonly joins: (string | null)[] = [];
  /** How often the run was posted. */
  posts = 0;
  /** Answers that take the place of the next requests after the run was taken. */
  readonly instead: (() => Response | Promise<Response>)[] = [];
  readonly #dialect: Dialect;
  readonly #said: readonly Said[];
  readonly #trips: Trip[];
  #through = 0;
  #threadId = '';

  constructor(dialect: Dialect, said: readonly Said[], trips: readonly Trip[] = []) {
    this.#dialect = dialect;
    this.#said = [{ event: 'metadata', data: { run_id: runId, attempt: 1 } }, ...said];
    this.#trips = [...trips];
  }

  /** The server as a `fetch`. */
  readonly fetch: typeof fetch = async (input, init) => {
    const { pathname } = new URL(input.toString());
    const method = init?.method ?? 'GET';
    const taken = this.posts > 0 && pathname.includes(`/${runId}`);
    if (method === 'POST' && pathname.endsWith('/runs/stream') && this.posts === 0) {
      this.posts += 1;
      this.#threadId = /threads\/([^/]+)/.exec(pathname)?.[1] ?? '';
      return this.#stream(0);
    }
    if (method === 'POST' && pathname.endsWith('/runs/stream')) this.posts += 1;
    const other = taken ? this.instead.shift() : undefined;
    if (other) return other();
    if (taken && pathname.endsWith(`/${runId}`))
      return json({ run_id: runId, thread_id: this.#threadId, status: this.#status });
    if (taken && pathname.endsWith(`/${runId}/stream`)) {
      const cursor = new Headers(init?.headers).get('last-event-id');
      this.joins.push(cursor);
      return this.#stream(cursor === null ? this.#through : Math.max(0, Number(cursor)));
    }
    return this.agent.fetch(input, init);
  };

  get #status(): string {
    return this.#through >= this.#said.length ? 'success' : 'running';
  }

  /** What the thread says once the run has ended. */
  #settle(): void {
    const final = [...this.#said]
      .reverse()
      .find((said) => typeof said !== 'string' && said.event === 'values');
    if (this.#status !== 'success' || !final || typeof final === 'string') return;
    this.agent.threads.set(this.#threadId, {
      values: final.data as Record<string, unknown>,
      next: [],
      tasks: [],
    });
  }

  #stream(from: number): Response {
    const trip = this.#trips.shift();
    const to = trip ? Math.min(this.#said.length, trip.events) : this.#said.length;
    const bytes = this.#said
      .slice(from, to)
      .map((said, index) => encode(said, from + index, this.#dialect))
      .join('');
    this.#through = Math.max(this.#through, to);
    this.#settle();
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(bytes));
        // An error at once would throw away what is queued: let the reader have it first.
        if (trip?.end === 'cut') setTimeout(() => controller.error(new TypeError('network error')), 2);
        else if (trip?.end !== 'silence') controller.close();
      },
    });
    const path = `/threads/${this.#threadId}/runs/${runId}`;
    return new Response(body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'content-location': path,
        ...(this.#dialect === 'python' && { location: `${path}/stream` }),
      },
    });
  }
}
