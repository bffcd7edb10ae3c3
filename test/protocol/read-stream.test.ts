// Framing: the same events whatever the line ends, wherever the chunks are cut, and whatever else is on the
// wire. Shapes that make no sense are read-event.test.ts's.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEventStream, type WireEvent } from '../../src/protocol/read-stream.js';

function bodyOf(chunks: readonly Uint8Array[], end: 'close' | 'cut' = 'close'): ReadableStream<Uint8Array> {
  let index = 0;
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks[index];
      index += 1;
      if (chunk) controller.enqueue(chunk);
      else if (end === 'cut') controller.error(new TypeError('network error'));
      else controller.close();
    },
  });
}

async function read(...chunks: readonly (string | Uint8Array)[]): Promise<readonly WireEvent[]> {
  const events: WireEvent[] = [];
  const bytes = chunks.map((chunk) => (typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk));
  await readEventStream(bodyOf(bytes), (event) => events.push(event));
  return events;
}

const text = 'grüße 👩‍🚀 שלום';
const js = `event: metadata\ndata: {"run_id":"r"}\nid: 0\n\n: heartbeat\n\nevent: messages\ndata: ["${text}",{}]\nid: 1\n\n`;
const expected = [
  { event: 'metadata', data: { run_id: 'r' }, id: '0' },
  { event: 'messages', data: [text, {}], id: '1' },
];

for (const [name, end] of [
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR', '\r'],
] as const) {
  test(`lines that end in ${name}, cut anywhere`, async () => {
    const bytes = new TextEncoder().encode(js.replaceAll('\n', end));
    for (let cut = 0; cut <= bytes.length; cut += 1)
      assert.deepEqual(await read(bytes.slice(0, cut), bytes.slice(cut)), expected, `cut at ${cut}`);
    assert.deepEqual(await read(...[...bytes].map((byte) => Uint8Array.of(byte))), expected);
  });
}

test('a byte-order mark, fields without a space, several data lines, unknown fields', async () => {
  const wire = '\uFEFFevent:values\nretry: 5\nfoo\nfoo: bar\ndata:{"a":\ndata:  1}\nid:7\n\n';
  assert.deepEqual(await read(wire), [{ event: 'values', data: { a: 1 }, id: '7' }]);
});

test('an event that the end has cut off is not told, whole ones are', async () => {
  assert.deepEqual(await read(`${js}event: values\ndata: {"a": 1}\n`), expected);
});

test('data that is no JSON is passed over, and what follows is read', async () => {
  assert.deepEqual(await read(`event: values\ndata: {"a": tru\n\n${js}`), expected);
});

test('what broke is told after what came before it', async () => {
  const events: WireEvent[] = [];
  const body = bodyOf([new TextEncoder().encode(js)], 'cut');
  await assert.rejects(
    readEventStream(body, (event) => events.push(event)),
    /network error/,
  );
  assert.deepEqual(events, expected);
});

test('a listener that fails ends the reading, and tells the server', async () => {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(js)),
    cancel: () => {
      cancelled = true;
    },
  });
  const failing = readEventStream(body, () => {
    throw new Error('mine');
  });
  await assert.rejects(failing, /mine/);
  assert.equal(cancelled, true);
});

test('an event of 10 MB in small chunks, and 200,000 tiny events, are read in time that grows with them', async () => {
  const big = `event: values\ndata: ${JSON.stringify({ text: 'x'.repeat(10_000_000) })}\n\n`;
  const chunks = big.match(/[\s\S]{1,65536}/g) ?? [];
  const [event] = await read(...chunks);
  assert.equal(JSON.stringify(event?.data).length, 10_000_000 + '{"text":""}'.length);

  const many = `${'event: a\ndata: 1\n\n'.repeat(200_000)}`.match(/[\s\S]{1,65536}/g) ?? [];
  assert.equal((await read(...many)).length, 200_000);
});

test('others get a turn while events keep coming', async () => {
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  const chunks = Array.from(
    { length: 4_000 },
    () => `event: a\ndata: ${JSON.stringify('x'.repeat(4_000))}\n\n`,
  );
  await read(...chunks);
  clearInterval(timer);
  assert.ok(turns > 2, `${turns} turns`);
});
