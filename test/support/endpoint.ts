// What tests ask of an endpoint, whatever serves it: the doctor, and a slow answer.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The built command. */
export const command = fileURLToPath(new URL('../../dist/agent-chat-proxy.js', import.meta.url));

/** What the doctor says of an endpoint. */
export async function doctor(endpoint: string, ...args: readonly string[]): Promise<string> {
  const run = promisify(execFile)(process.execPath, [command, 'doctor', endpoint, ...args]);
  return run.then(
    ({ stdout }) => stdout,
    (failed: { stdout: string }) => failed.stdout,
  );
}

/** When the pieces of a slow answer arrive at `endpoint`, in ms, and what a page needs of its headers. */
async function watch(endpoint: string) {
  const json = { 'content-type': 'application/json', origin: new URL(endpoint).origin };
  const made = await fetch(`${endpoint}/threads`, { method: 'POST', headers: json, body: '{}' });
  const { thread_id: thread } = (await made.json()) as { thread_id: string };
  const cookie = made.headers.get('set-cookie')?.split(';')[0] ?? '';
  const body = JSON.stringify({
    assistant_id: 'slow',
    input: { messages: [{ type: 'human', content: 'Talk' }] },
    stream_mode: ['messages-tuple'],
    stream_resumable: true,
    on_disconnect: 'cancel',
  });
  const leave = new AbortController();
  const run = await fetch(`${endpoint}/threads/${thread}/runs/stream`, {
    method: 'POST',
    headers: { ...json, cookie },
    body,
    signal: leave.signal,
  });
  const arrivals: number[] = [];
  const start = performance.now();
  for await (const _chunk of run.body as unknown as AsyncIterable<Uint8Array>) {
    arrivals.push(performance.now() - start);
    if (arrivals.length > 40) break;
  }
  leave.abort();
  return { thread, cookie, arrivals, headers: run.headers };
}

/** The endpoint passes a slow answer on as it comes, and tells the Agent Server when its reader has left. */
export async function isStreamed(endpoint: string, agentUrl: string): Promise<void> {
  const { thread, arrivals, headers } = await watch(endpoint);
  const spread = (arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0);
  assert.ok(arrivals.length > 20 && spread > 200, `${arrivals.length} pieces in ${spread.toFixed(0)} ms`);
  const path = headers.get('content-location') ?? '';
  assert.match(path, new RegExp(`^/threads/${thread}/runs/[0-9a-f-]+$`));
  assert.match(headers.get('cache-control') ?? '', /no-store, no-transform/);
  assert.equal(headers.get('content-encoding'), null);
  // The visitor has left, and asked for the run to end then.
  for (let tries = 0; ; tries += 1) {
    const { status } = (await (await fetch(`${agentUrl}${path}`)).json()) as { status: string };
    if (status !== 'running' && status !== 'pending') break;
    assert.ok(tries < 100, 'the Agent Server is told that the visitor has left');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
