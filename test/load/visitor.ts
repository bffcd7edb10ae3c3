// One visitor of the load run: reads a stream, slowly or not, leaves it now and then, and joins it again where it
// was. Notes what was lost, reordered or late.

import { type IncomingMessage, request } from 'node:http';
import { clock } from './upstream.js';

/** What a visitor does. */
export interface Habits {
  /** Waits so long (ms) between reads. */
  readonly slow: number;
  /** Leaves after so many events, again and again; 0: stays. */
  readonly leavesAfter: number;
  readonly onDisconnect: 'cancel' | 'continue';
}

/** What a visitor saw. */
export interface Seen {
  readonly thread: string;
  events: number;
  lost: number;
  reordered: number;
  joins: number;
  failures: number;
  /** Of each event, in ms. */
  readonly delays: number[];
}

/** Visits `base` until `until` (ms since 1970). */
export async function visit(base: string, habits: Habits, until: number): Promise<Seen> {
  const { body, headers } = await ask(`${base}/threads`, 'POST', {}, '{}');
  const { thread_id: thread } = JSON.parse(await text(body)) as { thread_id: string };
  const token = headers['agent-chat-visitor'];
  const own: Record<string, string> = typeof token === 'string' ? { 'agent-chat-visitor': token } : {};
  const seen: Seen = { thread, events: 0, lost: 0, reordered: 0, joins: 0, failures: 0, delays: [] };
  const start = JSON.stringify({
    assistant_id: 'agent',
    input: { messages: [] },
    stream_mode: ['messages-tuple'],
    stream_resumable: true,
    on_disconnect: habits.onDisconnect,
  });
  let last = 0;
  let stream = await ask(`${base}/threads/${thread}/runs/stream`, 'POST', own, start);
  for (;;) {
    let here = 0;
    let rest = '';
    try {
      for await (const chunk of stream.body) {
        const parts = (rest + String(chunk)).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) {
          const id = Number(/^id: (\d+)$/m.exec(part)?.[1] ?? 0);
          if (id === 0) continue;
          if (id <= last) seen.reordered += 1;
          else seen.lost += id - last - 1;
          last = Math.max(last, id);
          seen.events += 1;
          here += 1;
          if (habits.slow === 0)
            seen.delays.push((clock() - Number(/"content":"(\d+)"/.exec(part)?.[1] ?? 0)) / 1e6);
        }
        if (habits.slow > 0) await new Promise((resolve) => setTimeout(resolve, habits.slow));
        if (Date.now() > until || (habits.leavesAfter > 0 && here >= habits.leavesAfter)) break;
      }
    } catch {
      seen.failures += 1;
    }
    stream.body.destroy();
    if (Date.now() > until || habits.onDisconnect === 'cancel') return seen;
    seen.joins += 1;
    stream = await ask(`${base}/threads/${thread}/runs/${thread}/stream`, 'GET', {
      ...own,
      'last-event-id': String(last),
    });
  }
}

function ask(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ body: IncomingMessage; headers: IncomingMessage['headers'] }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method, agent: false, headers: { ...headers, ...(body && { 'content-type': 'application/json' }) } },
      (response) => {
        if (response.statusCode === 200) resolve({ body: response, headers: response.headers });
        else reject(new Error(`${method} ${url}: ${response.statusCode}`));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function text(body: IncomingMessage): Promise<string> {
  let all = '';
  for await (const chunk of body) all += String(chunk);
  return all;
}
