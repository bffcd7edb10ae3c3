// A stream on its way to the visitor: begun at once, kept alive, read at the visitor's pace, broken and ended as
// it should be.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liveStream } from '../../src/proxy/live-stream.js';

const text = (chunk: Uint8Array | undefined) => new TextDecoder().decode(chunk);
const bytes = (chunk: string) => new TextEncoder().encode(chunk);

test('the first bytes come before the agent has said anything, and heartbeats while it is silent', async () => {
  let write = (_chunk: Uint8Array): void => {};
  const upstream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      write = (chunk) => controller.enqueue(chunk);
    },
  });
  const reader = liveStream(upstream, () => {}, 20).getReader();
  assert.equal(text((await reader.read()).value), ': heartbeat\n\n');
  assert.equal(text((await reader.read()).value), ': heartbeat\n\n');
  write(bytes('event: a\ndata: 1\n\n'));
  let said = '';
  while (!said.includes('data: 1')) said += text((await reader.read()).value);
  assert.match(said, /^(: heartbeat\n\n)*event: a\ndata: 1\n\n$/);
  await reader.cancel();
});

test('a cut is passed on as a cut, and counted down once', async () => {
  let ended = 0;
  const upstream = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('cut')),
  });
  const reader = liveStream(upstream, () => {
    ended += 1;
  }).getReader();
  await assert.rejects(async () => {
    for (;;) if ((await reader.read()).done) return;
  }, /cut/);
  assert.equal(ended, 1);
});

test('a visitor who leaves ends the stream upstream', async () => {
  let cancelled = false;
  let ended = 0;
  const upstream = new ReadableStream<Uint8Array>({
    cancel: () => {
      cancelled = true;
    },
  });
  const reader = liveStream(
    upstream,
    () => {
      ended += 1;
    },
    5,
  ).getReader();
  await reader.read();
  await reader.read();
  await reader.cancel();
  assert.equal(cancelled, true);
  assert.equal(ended, 1);
});

test('upstream is read no faster than the visitor reads', async () => {
  let read = 0;
  const upstream = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        read += 1;
        controller.enqueue(new Uint8Array(1_000));
      },
    },
    { highWaterMark: 0 },
  );
  const reader = liveStream(upstream, () => {}).getReader();
  await reader.read();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(read <= 3, `${read} chunks for one that was read`);
  await reader.cancel();
});
