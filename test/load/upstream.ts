// An Agent Server for the load run: each run tells numbered events at a pace, keeps them for joins, and notes
// what became of its visitor.

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A run. */
interface Run {
  readonly onDisconnect: string;
  readonly events: string[];
  readonly listeners: Map<ServerResponse, number>;
  cancelled: boolean;
  ended: boolean;
}

/** Nanoseconds on a clock that all processes of this machine share. */
export const clock = (): number => Number(process.hrtime.bigint());

/** The server. */
export interface LoadUpstream {
  readonly url: string;
  readonly runs: ReadonlyMap<string, Run>;
  stop(): void;
}

const uuid = (number: number) => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

/** Starts it: `pace` events a second for each run, `size` bytes in each, until `stop`. */
export async function startLoadUpstream(pace: number, size: number): Promise<LoadUpstream> {
  const owners = new Map<string, unknown>();
  const runs = new Map<string, Run>();
  const padding = 'x'.repeat(size);
  let count = 0;

  const flush = (run: Run) => {
    for (const [response, told] of run.listeners) {
      if (response.writableNeedDrain) continue;
      const next = run.events.slice(told).join('');
      run.listeners.set(response, run.events.length);
      if (next !== '') response.write(next);
      if (run.ended) response.end();
    }
  };
  const timer = setInterval(() => {
    for (const run of runs.values()) {
      if (run.ended || run.cancelled) continue;
      const data = JSON.stringify([{ id: 'a', type: 'ai', content: String(clock()) }, { padding }]);
      run.events.push(`event: messages\ndata: ${data}\nid: ${run.events.length + 1}\n\n`);
      flush(run);
    }
  }, 1_000 / pace);

  const listen = (response: ServerResponse, run: Run, path: string, from: number) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'content-location': path });
    run.listeners.set(response, from);
    response.on('drain', () => flush(run));
    response.on('close', () => {
      run.listeners.delete(response);
      if (run.onDisconnect === 'cancel' && !run.ended) run.cancelled = true;
    });
    flush(run);
  };

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    const json = (body: unknown) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
      const [, thread = ''] = /^\/threads\/([^/]+)/.exec(pathname) ?? [];
      const [, runId = ''] = /\/runs\/([0-9a-f-]{36})/.exec(pathname) ?? [];
      if (request.method === 'POST' && pathname === '/threads') {
        count += 1;
        owners.set(uuid(count), body['metadata']);
        return json({ thread_id: uuid(count) });
      }
      if (request.method === 'POST' && pathname.endsWith('/runs/stream')) {
        const run: Run = {
          onDisconnect: String(body['on_disconnect']),
          events: [],
          listeners: new Map(),
          cancelled: false,
          ended: false,
        };
        runs.set(thread, run);
        return listen(response, run, `/threads/${thread}/runs/${thread}`, 0);
      }
      const run = runs.get(thread);
      if (run && pathname.endsWith('/stream'))
        return listen(
          response,
          run,
          `/threads/${thread}/runs/${runId}`,
          Number(request.headers['last-event-id'] ?? 0),
        );
      if (runId) return json({ run_id: runId, thread_id: thread, status: 'running' });
      return json({ thread_id: thread, metadata: owners.get(thread) });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    runs,
    stop() {
      clearInterval(timer);
      server.closeAllConnections();
      server.close();
    },
  };
}
