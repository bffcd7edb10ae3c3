// Sockets that die without a word, and those that only wait. Time is the test's.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { readEventStream } from '../../src/protocol/read-stream.js';
import { within } from '../../src/protocol/within.js';

/** A body that a test writes to; what became of its reading. */
function open(patient = false) {
  let write = (_text: string): void => {};
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      write = (text) => controller.enqueue(new TextEncoder().encode(text));
    },
    cancel: () => {
      cancelled = true;
    },
  });
  let fate = 'open';
  const reading = readEventStream(body, () => {}, patient).then(
    () => {
      fate = 'ended';
    },
    (error: unknown) => {
      fate = (error as { code?: string }).code ?? 'unknown';
    },
  );
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 5) {
      mock.timers.tick(5_000);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  return { write, pass, reading, fate: () => fate, cancelled: () => cancelled };
}

test.beforeEach(() => mock.timers.enable({ apis: ['setInterval', 'Date'] }));
test.afterEach(() => mock.timers.reset());

test('a line that sent heartbeats and stops is given up after 35 seconds, and the server told', async () => {
  const line = open();
  line.write(': heartbeat\n\n');
  await line.pass(30);
  assert.equal(line.fate(), 'open');
  await line.pass(10);
  assert.equal(line.fate(), 'stream-silent');
  assert.equal(line.cancelled(), true);
});

test('a line without heartbeats is given a minute', async () => {
  const line = open();
  line.write('event: a\ndata: 1\n\n');
  await line.pass(55);
  assert.equal(line.fate(), 'open');
  await line.pass(10);
  assert.equal(line.fate(), 'stream-silent');
});

test('an agent that thinks for ten minutes is waited for while heartbeats come', async () => {
  const line = open();
  for (let beats = 0; beats < 120; beats += 1) {
    line.write(': heartbeat\n\n');
    await line.pass(5);
  }
  assert.equal(line.fate(), 'open');
});

test('a proxy that keeps everything to the end is waited for', async () => {
  const line = open(true);
  await line.pass(600);
  assert.equal(line.fate(), 'open');
});

test('after a sleep the first look tells that the line is dead', async () => {
  const line = open();
  line.write('event: a\ndata: 1\n\n');
  await line.pass(5);
  mock.timers.setTime(Date.now() + 3_600_000);
  await line.pass(5);
  assert.equal(line.fate(), 'stream-silent');
});

test('a request without an answer is given up after 30 seconds', async () => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  let aborted = false;
  const asking = within(new AbortController().signal, (signal) => {
    signal.addEventListener('abort', () => {
      aborted = true;
    });
    return new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(new Error('AbortError'))),
    );
  });
  mock.timers.tick(30_000);
  await assert.rejects(asking, { code: 'unreachable' });
  assert.equal(aborted, true);
});

test('whoever gives up earlier is not told an error of ours', async () => {
  const visitor = new AbortController();
  const asking = within(
    visitor.signal,
    (signal) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new Error('AbortError'))),
      ),
  );
  visitor.abort();
  await assert.rejects(asking, /AbortError/);
});
