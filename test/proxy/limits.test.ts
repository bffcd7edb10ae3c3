// Limits and submissions, counted in memory and in a real Redis.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { visitorAddress } from '../../src/proxy/address.js';
import { createAgentProxy, MemoryStore, type SharedStore } from '../../src/proxy/index.js';
import { connectRedis } from '../../src/proxy/redis-store.js';
import { Submissions } from '../../src/proxy/submissions.js';
import { signVisitor } from '../../src/proxy/visitor-token.js';
import { debianProgram } from '../support/debian.js';
import { freePort } from '../support/programs.js';

const id = '00000000-0000-4000-8000-000000000001';
let redis: Awaited<ReturnType<typeof connectRedis>>;
let stopRedis = () => {};

before(async () => {
  const port = await freePort();
  const child = spawn(
    debianProgram('redis-server'),
    ['--port', String(port), '--save', '', '--bind', '127.0.0.1'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  stopRedis = () => void child.kill();
  await new Promise<void>((resolve) =>
    child.stdout.on('data', (text: Buffer) => /Ready to accept/.test(text.toString()) && resolve()),
  );
  redis = await connectRedis(`redis://127.0.0.1:${port}`);
});
after(async () => {
  await redis.close();
  stopRedis();
});

const stores: Readonly<Record<string, () => SharedStore>> = {
  memory: () => new MemoryStore(),
  Redis: () => redis,
};

/** A proxy in front of streams that never end, as one of several instances. */
async function setUp(store: SharedStore, limits: object, visitor: string) {
  const token = await signVisitor(visitor, ['s'], Date.now());
  const proxy = createAgentProxy({
    upstream: 'https://agent.internal',
    assistants: ['agent'],
    secret: 's',
    store,
    limits,
    fetch: async (input, init) => {
      const posted = init?.method === 'POST' && String(input).endsWith('/stream');
      return posted
        ? new Response(new ReadableStream())
        : Response.json({ thread_id: id, metadata: { agent_chat_visitor: `anonymous:${visitor}` } });
    },
  });
  const run = (address = '203.0.113.9', size = 0) =>
    proxy.fetch(
      new Request(`https://site.example/threads/${id}/runs/stream`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'agent-chat-visitor': token },
        body: JSON.stringify({
          assistant_id: 'agent',
          input: { messages: [{ type: 'human', content: 'x'.repeat(size) }] },
        }),
      }),
      { incoming: { socket: { remoteAddress: address } } },
    );
  return { run };
}

let count = 0;
const somebody = () => {
  count += 1;
  return `visitor-${process.pid}-${count}`;
};

for (const [name, store] of Object.entries(stores)) {
  test(`${name}: so many runs a minute for a visitor, whichever instance is asked, then 429 with a time to wait`, async () => {
    const visitor = somebody();
    const limits = { visitorRuns: 3, visitorStreams: 0, addressStreams: 0 };
    const [one, two] = [await setUp(store(), limits, visitor), await setUp(store(), limits, visitor)];
    const instances = name === 'Redis' ? [one, two] : [one];
    const statuses = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const answer = await instances[turn % instances.length]?.run();
      statuses.push(answer?.status);
      if (turn < 3) continue;
      const wait = Number(answer?.headers.get('retry-after'));
      assert.ok(wait >= 1 && wait <= 60, `${wait} seconds`);
      assert.deepEqual(await answer?.json(), {
        error: { kind: 'rate-limited', message: 'There are too many requests. Try again in a moment.' },
      });
    }
    assert.deepEqual(statuses, [200, 200, 200, 429]);
    assert.equal(
      (await (await setUp(store(), limits, somebody())).run()).status,
      200,
      'others are not concerned',
    );
  });

  test(`${name}: so many runs a minute for an address, whoever asks`, async () => {
    const limits = { addressRuns: 2, addressStreams: 0 };
    const shared = store();
    const address = `198.51.100.${name === 'Redis' ? 1 : 2}`;
    const statuses = [];
    for (let turn = 0; turn < 3; turn += 1)
      statuses.push((await (await setUp(shared, limits, somebody())).run(address)).status);
    assert.deepEqual(statuses, [200, 200, 429]);
  });

  test(`${name}: so many bytes a minute`, async () => {
    const { run } = await setUp(store(), { visitorBytes: 10_000, visitorStreams: 0 }, somebody());
    assert.deepEqual(
      [(await run('203.0.113.1', 6_000)).status, (await run('203.0.113.1', 6_000)).status],
      [200, 429],
    );
  });

  test(`${name}: so many open streams, and one that is left makes room`, async () => {
    const { run } = await setUp(store(), { visitorStreams: 2, addressStreams: 0 }, somebody());
    const [first, second] = [await run(), await run()];
    assert.equal((await run()).status, 429);
    await first.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal((await run()).status, 200);
    assert.equal(second.status, 200);
  });

  test(`${name}: a submission is relayed once, whichever instance its repeats reach`, async () => {
    const [one, two] = [new Submissions(store()), new Submissions(name === 'Redis' ? store() : redis)];
    const submission = somebody();
    let relayed = 0;
    const relay = (status: number) => async () => {
      relayed += 1;
      return { status, retryAfter: null };
    };
    assert.equal((await one.once(submission, relay(429))).status, 429);
    assert.equal((await one.once(submission, relay(200))).status, 200);
    const repeat = await (name === 'Redis' ? two : one).once(submission, relay(200));
    assert.equal(repeat.status, 200);
    assert.equal(relayed, 2, 'the refusal and the record; the repeat is dropped');
    const doubtful = somebody();
    await one.once(doubtful, relay(504));
    let looks = false;
    await one.once(doubtful, async (repeated) => {
      looks = repeated;
      return { status: 200, retryAfter: null };
    });
    assert.equal(looks, true, 'an outcome that nobody knows is looked up');
  });
}

test('Redis: what another instance is relaying right now is asked for again later', async () => {
  const submission = somebody();
  let finish = (_outcome: { status: number; retryAfter: null }): void => {};
  const first = new Submissions(redis).once(
    submission,
    () =>
      new Promise((resolve) => {
        finish = resolve;
      }),
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  const second = await new Submissions(redis).once(submission, async () => ({
    status: 200,
    retryAfter: null,
  }));
  assert.deepEqual(second, { status: 503, retryAfter: '2' });
  finish({ status: 200, retryAfter: null });
  assert.equal((await first).status, 200);
});

test('the address is the peer’s, or what the owner’s own proxy says of it', () => {
  const told = new Headers({ 'x-forwarded-for': '1.1.1.1, 203.0.113.7', 'cf-connecting-ip': '203.0.113.8' });
  assert.equal(visitorAddress(told, '198.51.100.3'), '198.51.100.3', 'a visitor’s own header means nothing');
  for (const peer of ['127.0.0.1', '::1', '::ffff:10.0.0.2', '192.168.1.1', '172.20.0.1', 'fd00::1'])
    assert.equal(visitorAddress(told, peer), '203.0.113.7', peer);
  assert.equal(visitorAddress(new Headers({ 'cf-connecting-ip': '203.0.113.8' }), null), '203.0.113.8');
  assert.equal(visitorAddress(new Headers(), '127.0.0.1'), '127.0.0.1');
  assert.equal(visitorAddress(new Headers(), null), null);
});

test('limits that are none are refused with their names', () => {
  assert.throws(
    () =>
      createAgentProxy({ upstream: 'https://a.example', assistants: ['a'], limits: { runs: 1 } as never }),
    /visitorRuns/,
  );
  assert.throws(
    () => createAgentProxy({ upstream: 'https://a.example', assistants: ['a'], limits: { visitorRuns: -1 } }),
    /a number/,
  );
});
