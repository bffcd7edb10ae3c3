// Ratings: what the shorthand means, where a rating may go, and what becomes of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { feedbackKeys, parseControls } from '../../src/feedback/controls.js';
import { Outbox } from '../../src/feedback/outbox.js';
import { createRating, ratingUrl } from '../../src/feedback/rating.js';
import { trustedTokenUrl } from '../../src/feedback/token-url.js';

const token = '00000000-0000-4000-8000-000000000001';
const url = `https://site.example/api/agent/feedback/tokens/${token}`;

test('one key is rated 1 and -1, two keys 1 each', () => {
  const scores = (text: string) =>
    parseControls(text).controls.flatMap(({ options }) => options.map(({ key, score }) => `${key}=${score}`));
  assert.deepEqual(scores('thumbs'), ['user_score=1', 'user_score=-1']);
  assert.deepEqual(scores('thumbs:helpful'), ['helpful=1', 'helpful=-1']);
  assert.deepEqual(scores('thumbs:user_liked,user_disliked'), ['user_liked=1', 'user_disliked=1']);
  assert.deepEqual(parseControls('none'), { controls: [], problems: [] });
  assert.deepEqual(feedbackKeys(parseControls('thumbs:a,b').controls), ['a', 'b']);
});

test('what makes no sense falls back to thumbs and says how to mend it', () => {
  for (const text of ['hearts', 'thumbs:a,b,c', 'thumbs:<script>', '']) {
    const { controls, problems } = parseControls(text);
    assert.equal(controls[0]?.kind, 'thumbs', text);
    assert.equal(problems.length, text === '' ? 0 : 1, text);
  }
});

test('empty parts of a rating are left out of its URL', () => {
  assert.equal(ratingUrl(url, createRating('r', 'k', { score: 0 })), `${url}?score=0`);
  assert.equal(
    ratingUrl(url, createRating('r', 'k', { score: null, value: 'a&b', comment: '' })),
    `${url}?value=a%26b`,
  );
});

test('ratings go to LangSmith, the endpoint or this machine, and nowhere else', () => {
  const endpoint = 'https://site.example/api/agent';
  for (const good of [
    url,
    `https://eu.api.smith.langchain.com/api/v1/feedback/tokens/${token}`,
    `http://localhost:1/feedback/tokens/${token}`,
  ]) {
    assert.equal(trustedTokenUrl(good, endpoint), good);
  }
  for (const bad of [
    `https://evil.example/feedback/tokens/${token}`,
    `http://site.example/api/agent/feedback/tokens/${token}`,
    `https://user:pass@site.example/feedback/tokens/${token}`,
    `https://site.example/feedback/tokens/${token}?score=5`,
    `https://site.example/feedback/tokens/${token}/delete`,
    'https://site.example/feedback/tokens/1',
    'javascript:alert(1)',
    'nonsense',
  ]) {
    assert.equal(trustedTokenUrl(bad, endpoint), null, bad);
  }
});

for (const [name, answer, phase] of [
  ['200', () => new Response('{}'), 'sent'],
  ['404', () => new Response('', { status: 404 }), 'failed'],
  ['429', () => new Response('', { status: 429 }), 'waiting'],
  ['503', () => new Response('', { status: 503 }), 'waiting'],
  ['no readable answer', () => Promise.reject(new TypeError('Failed to fetch')), 'unconfirmed'],
] as const) {
  test(`${name}: the rating is ${phase}, and what may be recorded is never sent again`, async () => {
    const requests: [string, RequestInit | undefined][] = [];
    const phases: string[] = [];
    const outbox = new Outbox({
      fetch: async (input, init) => {
        requests.push([String(input), init]);
        return answer();
      },
      onChange: ({ phase: now }) => phases.push(now),
    });
    const rating = createRating('run', 'user_score', { score: 1 });
    await Promise.all([outbox.submit(url, rating), outbox.submit(url, rating)]);
    assert.deepEqual(phases, ['queued', phase]);
    assert.equal(requests.length, 1);
    assert.equal(requests[0]?.[0], `${url}?score=1`);
    const { method, mode, credentials, keepalive, referrerPolicy, headers } = requests[0]?.[1] ?? {};
    assert.deepEqual(
      { method, mode, credentials, keepalive, referrerPolicy, headers },
      {
        method: 'GET',
        mode: 'cors',
        credentials: 'omit',
        keepalive: true,
        referrerPolicy: 'no-referrer',
        headers: undefined,
      },
    );
    await outbox.submit(url, rating);
    assert.equal(requests.length, phase === 'waiting' ? 2 : 1);
  });
}
