// The local feedback store against LangSmith's description of its token API.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { feedbackApi } from '../../demo/feedback-store/api.js';
import { FeedbackStore } from '../../demo/feedback-store/store.js';

const run = '00000000-0000-4000-8000-00000000000a';

function setUp() {
  let now = 1_000_000;
  const store = new FeedbackStore({ file: null, now: () => now });
  const api = feedbackApi(store);
  const mint = async (key: string) => {
    const response = await api.request('/api/v1/feedback/tokens', {
      method: 'POST',
      body: JSON.stringify({ run_id: run, feedback_key: key, expires_in: { hours: 3 } }),
    });
    return (await response.json()) as Record<string, string>;
  };
  return {
    store,
    api,
    mint,
    later: (ms: number) => {
      now += ms;
    },
  };
}

test('it has the paths and the parameters of the description', () => {
  const file = new URL('../../../shared/langsmith-feedback-openapi.json', import.meta.url);
  assert.ok(
    existsSync(file),
    'The shared description is missing: ../shared/langsmith-feedback-openapi.json.',
  );
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('{token}', ':token')}`),
  );
  const served = feedbackApi(new FeedbackStore({ file: null }))
    .routes.filter(({ method, path }) => method !== 'ALL' && path.includes('/tokens'))
    .map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(served.sort(), described.sort());
});

test('tokens are minted one by one and in lists, and listed by run', async () => {
  const { api, mint } = setUp();
  const token = await mint('user_score');
  assert.deepEqual(Object.keys(token).sort(), ['expires_at', 'feedback_key', 'id', 'url']);
  const response = await api.request('/api/v1/feedback/tokens', {
    method: 'POST',
    body: JSON.stringify([
      { run_id: run, feedback_key: 'a' },
      { run_id: run, feedback_key: 'b' },
    ]),
  });
  assert.equal(((await response.json()) as unknown[]).length, 2);
  const listed = (await (await api.request(`/api/v1/feedback/tokens?run_id=${run}`)).json()) as {
    feedback_key: string;
  }[];
  assert.deepEqual(
    listed.map(({ feedback_key }) => feedback_key),
    ['user_score', 'a', 'b'],
  );
});

test('each call adds a record, with numbers and booleans as such', async () => {
  const { store, api, mint } = setUp();
  const { url = '' } = await mint('k');
  await api.request(`${url}?score=0.5&value=true&comment=a%26b&unknown=1`);
  await api.request(`${url}?score=0.5`);
  await api.request(url, {
    method: 'POST',
    body: JSON.stringify({ score: true, correction: { text: 'x' } }),
  });
  assert.deepEqual(
    store.records.map(({ score, value, comment, correction }) => [score, value, comment, correction]),
    [
      [0.5, true, 'a&b', null],
      [0.5, null, null, null],
      [true, null, null, { text: 'x' }],
    ],
  );
});

test('bad values are 422 and leave no record; unknown and expired tokens are 404', async () => {
  const { store, api, mint, later } = setUp();
  const { url = '' } = await mint('k');
  assert.equal((await api.request(`${url}?score=`)).status, 422);
  assert.equal((await api.request(`${url}?score=good`)).status, 422);
  assert.equal((await api.request('/api/v1/feedback/tokens/none?score=1')).status, 422);
  assert.equal((await api.request(`/api/v1/feedback/tokens/${run}?score=1`)).status, 404);
  later(3 * 3_600_000 + 1);
  assert.equal((await api.request(`${url}?score=1`)).status, 404);
  assert.equal(store.records.length, 0);
});
