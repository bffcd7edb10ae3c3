// The outbox: one opinion is one record, what surely was not recorded is tried again, and nothing ambiguous
// is repeated where nobody drops repeats.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox, type OutboxOptions } from '../../src/feedback/outbox.js';
import { plainOpinion, type Rating } from '../../src/feedback/rating.js';
import { entryId } from '../../src/feedback/rating-entry.js';
import type { KeyValueStorage } from '../../src/storage.js';
import { fakeStorage } from '../support/session.js';

const token = '00000000-0000-4000-8000-000000000001';
const endpoint = 'https://site.example/api/agent';
const proxied = `${endpoint}/feedback/tokens/${token}`;
const direct = `https://api.smith.langchain.com/api/v1/feedback/tokens/${token}`;
const up: Rating = { runId: 'run', key: 'user_score', ...plainOpinion({ score: 1, value: null }) };
const down: Rating = { ...up, score: -1 };

let outboxes = 0;

/** An outbox whose clock stands in the test's hand. */
function setUp(
  answer: () => Response | Promise<Response>,
  storage: KeyValueStorage | null = fakeStorage(),
  blocked = false,
) {
  let online = true;
  let now = 1_000_000;
  let ids = 0;
  outboxes += 1;
  const name = `tab-${outboxes}`;
  const timers = new Map<number, { at: number; call: () => void }>();
  const requests: { url: string; init: RequestInit | undefined }[] = [];
  const phases: string[] = [];
  const options: { -readonly [Name in keyof OutboxOptions]: OutboxOptions[Name] } = {
    fetch: async (input, init) => {
      requests.push({ url: String(input), init });
      return answer();
    },
    endpoint,
    storage,
    storageKey: 'ratings',
    now: () => now,
    createId: () => `${name}-${++ids}`,
    random: () => 1,
    later: (ms, call) => {
      ids += 1;
      const id = ids;
      timers.set(id, { at: now + ms, call });
      return () => timers.delete(id);
    },
    exclusively: (task) => task(),
    isOnline: () => online,
    isBlocked: async () => blocked,
    onChange: ({ phase }) => phases.push(phase),
  };
  const outbox = new Outbox(options);
  const pass = async (ms: number) => {
    await settle();
    const end = now + ms;
    for (;;) {
      const [id, due] =
        [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (!due || id === undefined) break;
      timers.delete(id);
      now = Math.max(now, due.at);
      due.call();
      await settle();
    }
    now = end;
  };
  const phase = () => outbox.store.get()[entryId('run', 'user_score')]?.phase;
  const give = (url: string, rating = up, undo: number | null = 3_000) =>
    outbox.give(url, rating, { undo, expiresAt: 1_000_000 + 3 * 3_600_000 });
  const setOnline = (on: boolean) => {
    online = on;
  };
  return { setOnline, outbox, options, requests, phases, pass, phase, give };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));
const ok = () => new Response('{}');
const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new Response('', { status: code, headers });
const dead = () => Promise.reject(new TypeError('Failed to fetch'));

test('a rating is sent once, after its undo window, as a simple GET that outlives the page', async () => {
  const { requests, phases, pass, give } = setUp(ok);
  give(direct);
  await pass(2_999);
  assert.equal(requests.length, 0);
  await pass(1);
  assert.equal(requests[0]?.url, `${direct}?score=1`);
  const { method, mode, credentials, keepalive, referrerPolicy, cache, redirect, headers } =
    requests[0]?.init ?? {};
  assert.deepEqual(
    { method, mode, credentials, keepalive, referrerPolicy, cache, redirect, headers },
    {
      method: 'GET',
      mode: 'cors',
      credentials: 'omit',
      keepalive: true,
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
      headers: undefined,
    },
  );
  give(direct);
  give(direct, down);
  await pass(10_000);
  assert.equal(requests.length, 1);
  assert.deepEqual(phases, ['queued', 'sent']);
});

test('changing one’s mind within the window sends the last opinion alone; undo sends none', async () => {
  const { outbox, requests, pass, give, phase } = setUp(ok);
  give(direct);
  await pass(2_000);
  give(direct, down);
  await pass(2_000);
  assert.equal(requests.length, 0, 'the window began anew');
  await pass(1_000);
  assert.deepEqual(
    requests.map(({ url }) => url),
    [`${direct}?score=-1`],
  );

  const other = setUp(ok);
  other.give(direct);
  other.outbox.withdraw('run', 'user_score');
  await other.pass(10_000);
  assert.equal(other.requests.length, 0);
  assert.equal(other.phase(), undefined);
  assert.equal(phase(), 'sent');
  outbox.dispose();
});

test('an undo window of 0 sends at once, and an open form holds', async () => {
  const { requests, pass, give } = setUp(ok);
  give(direct, up, null);
  await pass(600_000);
  assert.equal(requests.length, 0);
  give(direct, { ...up, comment: 'good' }, 0);
  assert.equal(requests.length, 1, 'in the same turn');
});

test('a page that goes away sends what is queued, held ones too, in the same turn', () => {
  const { outbox, requests, give } = setUp(ok);
  give(direct, up, null);
  outbox.flush();
  assert.equal(requests.length, 1);
  outbox.flush();
  assert.equal(requests.length, 1);
});

for (const [name, answer, phase] of [
  ['200', ok, 'sent'],
  ['400', status(400), 'failed'],
  ['422', status(422), 'failed'],
  ['404', status(404), 'expired'],
  ['410', status(410), 'expired'],
  ['no readable answer', dead, 'unconfirmed'],
] as const) {
  test(`straight to LangSmith, ${name} is ${phase}, for good`, async () => {
    const { requests, pass, give, phases } = setUp(answer);
    give(direct, up, 0);
    await pass(4 * 3_600_000);
    assert.equal(requests.length, 1);
    assert.deepEqual(phases, ['queued', phase]);
  });
}

test('429 waits as long as it says, 503 backs off; both are surely not recorded', async () => {
  let answers = [status(429, { 'retry-after': '60' }), status(503), ok];
  const { requests, pass, give, phase } = setUp(() => (answers.shift() ?? ok)());
  give(direct, up, 0);
  await settle();
  assert.equal(phase(), 'waiting');
  await pass(59_000);
  assert.equal(requests.length, 1);
  await pass(1_000);
  assert.equal(requests.length, 2);
  await pass(4_000);
  assert.equal(requests.length, 3);
  assert.equal(phase(), 'sent');
  answers = [];
});

test('offline, nothing is sent, and nothing is in doubt; it goes out when the network is back', async () => {
  const { outbox, requests, pass, give, phases, setOnline } = setUp(ok);
  setOnline(false);
  give(direct, up, 0);
  await pass(600_000);
  assert.equal(requests.length, 0);
  assert.deepEqual(phases, ['queued', 'waiting']);
  setOnline(true);
  outbox.drain();
  await pass(0);
  assert.equal(requests.length, 1);
  assert.deepEqual(phases, ['queued', 'waiting', 'sent']);
});

test('a rating that may have been recorded never ends as "expired"', async () => {
  const { pass, give, phase } = setUp(dead);
  give(proxied, up, 0);
  await pass(4 * 3_600_000);
  assert.equal(phase(), 'unconfirmed');
});

test('a web page in place of an answer confirms nothing', async () => {
  const page = () => new Response('<h1>Sign in</h1>', { headers: { 'content-type': 'text/html' } });
  const { pass, give, phase, requests } = setUp(page);
  give(direct, up, 0);
  await pass(600_000);
  assert.equal(phase(), 'unconfirmed');
  assert.equal(requests.length, 1);
});

test('two tabs that rate in one undo window send one record, the last opinion', async () => {
  const storage = fakeStorage();
  const first = setUp(ok, storage);
  const second = setUp(ok, storage);
  first.give(direct);
  second.give(direct, down);
  await first.pass(600_000);
  await second.pass(600_000);
  assert.deepEqual(
    [...first.requests, ...second.requests].map(({ url }) => url),
    [`${direct}?score=-1`],
  );
});

test('a tab that hears the network come back leaves a send of another tab alone', async () => {
  const storage = fakeStorage();
  const first = setUp(status(503), storage);
  first.give(direct, up, 0);
  await settle();
  const second = setUp(ok, storage);
  first.options.fetch = () => new Promise(() => {});
  first.outbox.drain();
  await first.pass(0);
  second.outbox.drain();
  await second.pass(0);
  assert.equal(second.requests.length, 0);
});

test('a form that was open when the browser died is sent by a later visit', async () => {
  const storage = fakeStorage();
  const first = setUp(ok, storage);
  first.give(direct, { ...up, comment: 'half' }, null);
  first.outbox.dispose();
  const second = setUp(ok, storage);
  await second.pass(600_000);
  assert.equal(second.requests.length, 0, 'it may still be open in another tab');
  await second.pass(60_000);
  assert.equal(second.requests.length, 1);
  assert.equal(second.phase(), 'sent');
});

test('what waits is given up when its token expires', async () => {
  const { pass, give, phase } = setUp(status(503));
  give(direct, up, 0);
  await pass(4 * 3_600_000);
  assert.equal(phase(), 'expired');
});

test('through the proxy an ambiguous answer is asked again under the same submission id', async () => {
  const answers = [dead, status(504), ok];
  const { requests, pass, give, phases } = setUp(() => (answers.shift() ?? ok)());
  give(proxied, up, 0);
  await pass(60_000);
  assert.deepEqual(phases, ['queued', 'waiting', 'sent']);
  const ids = requests.map(({ url }) => new URL(url).searchParams.get('submission_id'));
  assert.equal(new Set(ids).size, 1);
  assert.equal(ids.length, 3);
  assert.equal(new URL(requests[0]?.url ?? '').searchParams.get('run_id'), 'run');
});

test('through the proxy a long rating goes as POST', () => {
  const { requests, give } = setUp(ok);
  give(proxied, { ...up, comment: 'ж'.repeat(2_000) }, 0);
  assert.equal(requests[0]?.init?.method, 'POST');
  assert.equal(requests[0]?.url, proxied);
  assert.equal((JSON.parse(String(requests[0]?.init?.body)) as { comment: string }).comment.length, 2_000);
});

test('what the page’s policy has blocked was surely not sent', async () => {
  const { give, phases } = setUp(dead, null, true);
  give(direct, up, 0);
  await settle();
  await settle();
  assert.deepEqual(phases, ['queued', 'failed']);
});

test('what waits survives a restart, and what was sent stays sent', async () => {
  const storage = fakeStorage();
  const first = setUp(status(503), storage);
  first.give(proxied, up, 0);
  await settle();
  first.outbox.dispose();
  const second = setUp(ok, storage);
  await second.pass(10_000);
  assert.equal(second.phase(), 'sent');
  const third = setUp(ok, storage);
  third.give(proxied, down, 0);
  await third.pass(10_000);
  assert.equal(third.requests.length, 0);
});

test('a send that was cut off: asked again through the proxy, unconfirmed without', async () => {
  for (const [url, requests, phase] of [
    [proxied, 1, 'sent'],
    [direct, 0, 'unconfirmed'],
  ] as const) {
    const storage = fakeStorage();
    const first = setUp(() => new Promise(() => {}), storage);
    first.give(url, up, 0);
    first.outbox.dispose();
    const second = setUp(ok, storage);
    await second.pass(29_000);
    assert.equal(second.requests.length, 0, 'the other page may still be at it');
    await second.pass(60_000);
    assert.equal(second.requests.length, requests);
    assert.equal(second.phase(), phase);
  }
});

test('a second tab neither sends what the first still holds, nor what it has sent', async () => {
  const storage = fakeStorage();
  const first = setUp(ok, storage);
  const second = setUp(ok, storage);
  first.give(direct);
  second.outbox.refresh();
  assert.equal(second.phase(), 'queued', 'but it shows it');
  await second.pass(10_000);
  await first.pass(3_000);
  second.give(direct, down, 0);
  await second.pass(60_000);
  assert.equal(first.requests.length, 1);
  assert.equal(second.requests.length, 0);
  assert.equal(second.phase(), 'sent');
});

test('a rating that is taken back in one tab is not sent by another', async () => {
  const storage = fakeStorage();
  const first = setUp(ok, storage);
  first.give(direct);
  const second = setUp(ok, storage);
  first.outbox.withdraw('run', 'user_score');
  await second.pass(120_000);
  assert.equal(second.requests.length, 0);
});

test('a storage that is full or broken doubles nothing', async () => {
  const full: KeyValueStorage = {
    getItem: () => '{"x": {"rating": 5}, "y": null',
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
    removeItem: () => {},
  };
  const { requests, give, pass, phase } = setUp(ok, full);
  give(direct, up, 0);
  await settle();
  give(direct, down, 0);
  await pass(60_000);
  assert.equal(requests.length, 1);
  assert.equal(phase(), 'sent');
});
