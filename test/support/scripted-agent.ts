// A scripted Agent Server for unit tests: a fetch handler that answers the routes the element uses and
// replays named streams. Faults are scripted per request; nothing leaves the process.

/** One server-sent event of a script. */
export interface ScriptedEvent {
  readonly event: string;
  readonly data: unknown;
  readonly id?: string;
}

/** What a run's stream does: its events, and how it ends. */
export interface ScriptedRun {
  readonly events: readonly ScriptedEvent[];
  /** `close`: a clean end. `cut`: the line breaks. `open`: it never ends. */
  readonly end?: 'close' | 'cut' | 'open';
  /** The run's status after this stream. */
  readonly status?: string;
}

/** One request that arrived. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown> | null;
  readonly headers: Headers;
}

type Answer = () => Response | Promise<Response>;

/** The wire's bytes of `events`, as the JavaScript server writes them. */
export function encodeEvents(events: readonly ScriptedEvent[]): string {
  return events
    .map(
      ({ event, data, id }) => `event: ${event}\ndata: ${JSON.stringify(data)}\n${id ? `id: ${id}\n` : ''}\n`,
    )
    .join('');
}

/** A JSON answer. */
export function json(body: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(body), {
    ...init,
    headers: { 'content-type': 'application/json', ...(init.headers as Record<string, string>) },
  });
}

/** An Agent Server that says what a test tells it to. */
export class ScriptedAgent {
  readonly requests: SeenRequest[] = [];
  /** Thread states by id. */
  readonly threads = new Map<string, { values: Record<string, unknown>; next: string[]; tasks: unknown[] }>();
  /** Run statuses by id. */
  readonly statuses = new Map<string, string>();
  readonly #runs: ScriptedRun[] = [];
  readonly #joins: ScriptedRun[] = [];
  readonly #answers: { readonly match: RegExp; readonly answer: Answer }[] = [];
  #created = 0;
  readonly #threadId: (number: number) => string;
  readonly #runId: (number: number) => string;

  constructor({
    threadId = (number: number) => `thread-${number}`,
    runId = (number: number) => `run-${number}`,
  } = {}) {
    this.#threadId = threadId;
    this.#runId = runId;
  }

  /** Plays `run` for the next run that is posted. */
  nextRun(run: ScriptedRun): this {
    this.#runs.push(run);
    return this;
  }

  /** Plays `run` for the next join of a run's stream. */
  nextJoin(run: ScriptedRun): this {
    this.#joins.push(run);
    return this;
  }

  /** Gives `answer` once to the next request whose `METHOD /path` matches. */
  nextAnswer(match: RegExp, answer: Answer): this {
    this.#answers.push({ match, answer });
    return this;
  }

  /** Requests whose `METHOD /path` matches. */
  seen(match: RegExp): readonly SeenRequest[] {
    return this.requests.filter(({ method, path }) => match.test(`${method} ${path}`));
  }

  /** The server as a `fetch`. */
  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const text = await request.text();
    const path = `${pathname}${search}`;
    const body = text === '' ? null : (JSON.parse(text) as Record<string, unknown>);
    this.requests.push({ method: request.method, path, body, headers: request.headers });
    const line = `${request.method} ${pathname}`;
    const index = this.#answers.findIndex(({ match }) => match.test(line));
    if (index >= 0) {
      const [scripted] = this.#answers.splice(index, 1);
      if (scripted) return scripted.answer();
    }
    return this.#route(line, init?.signal ?? null);
  };

  #route(line: string, signal: AbortSignal | null): Response {
    if (/^POST .*\/threads$/.test(line)) {
      const thread_id = this.#threadId(this.threads.size + 1);
      this.threads.set(thread_id, { values: {}, next: [], tasks: [] });
      return json({ thread_id });
    }
    const [, threadId = ''] = /\/threads\/([^/]+)/.exec(line) ?? [];
    const thread = this.threads.get(threadId);
    if (!thread) return json({ detail: 'Thread not found' }, { status: 404 });
    if (/^GET .*\/state$/.test(line)) return json(thread);
    if (/^POST .*\/runs\/stream$/.test(line)) {
      this.#created += 1;
      return this.#stream(threadId, this.#runId(this.#created), this.#runs.shift() ?? { events: [] }, signal);
    }
    if (/^GET .*\/feedback$/.test(line)) return json({ detail: 'Not Found' }, { status: 404 });
    const [, runId = ''] = /\/runs\/([^/]+)/.exec(line) ?? [];
    if (/^GET .*\/stream$/.test(line)) {
      return this.#stream(threadId, runId, this.#joins.shift() ?? { events: [] }, signal);
    }
    if (/^POST .*\/cancel$/.test(line)) {
      this.statuses.set(runId, 'interrupted');
      return new Response(null, { status: 202 });
    }
    return json({ run_id: runId, thread_id: threadId, status: this.statuses.get(runId) ?? 'success' });
  }

  #stream(threadId: string, runId: string, run: ScriptedRun, signal: AbortSignal | null): Response {
    this.statuses.set(runId, run.status ?? 'success');
    const { end = 'close' } = run;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(encodeEvents(run.events)));
        signal?.addEventListener('abort', () => controller.error(signal.reason));
        if (end === 'close') controller.close();
        // An error at once would throw away what is queued: let the reader have it first.
        if (end === 'cut') setTimeout(() => controller.error(new TypeError('network error')), 5);
      },
    });
    return new Response(body, {
      headers: {
        'content-type': 'text/event-stream',
        'content-location': `/threads/${threadId}/runs/${runId}`,
      },
    });
  }
}
