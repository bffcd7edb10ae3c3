// Ratings: what the shorthand means, where a rating may go, and what becomes of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { feedbackKeys } from '../../src/feedback/controls.js';
import { parseControls } from '../../src/feedback/parse-controls.js';
import { plainOpinion, ratingUrl } from '../../src/feedback/rating.js';
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
  assert.equal(
    ratingUrl(url, { runId: 'r', key: 'k', ...plainOpinion({ score: 0, value: null }) }),
    `${url}?score=0`,
  );
  assert.equal(
    ratingUrl(url, { runId: 'r', key: 'k', ...plainOpinion({ score: null, value: 'a&b' }), comment: '' }),
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

test('every kind of control sends what its choices stand for', () => {
  const sent = (given: unknown) =>
    parseControls(given).controls.flatMap(({ options }) => options.map(({ score, value }) => value ?? score));
  assert.deepEqual(sent('stars:accuracy'), [1, 2, 3, 4, 5]);
  assert.deepEqual(sent('scale:nps'), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const choice = [
    {
      key: 'solved',
      control: 'choice',
      options: [
        { label: 'Yes', score: 1, value: 'yes' },
        { label: 'No', score: 0 },
      ],
    },
  ];
  assert.deepEqual(sent(choice), ['yes', 'No']);
  assert.deepEqual(sent(JSON.stringify(choice)), ['yes', 'No']);
  assert.deepEqual(
    parseControls('thumbs:user_score stars:accuracy').controls.flatMap(({ keys }) => keys),
    ['user_score', 'accuracy'],
  );
  assert.equal(parseControls('comment:words').controls[0]?.comment, 'required');
});

test('the worse half of a scale is negative', () => {
  const negative = (given: unknown) =>
    parseControls(given)
      .controls[0]?.options.filter((option) => option.negative)
      .map(({ id }) => id);
  assert.deepEqual(negative('thumbs'), ['bad']);
  assert.deepEqual(negative('thumbs:a,b'), ['bad']);
  assert.deepEqual(negative('stars:a'), ['1', '2']);
  assert.deepEqual(negative('scale:a'), ['0', '1', '2', '3', '4']);
});

test('JSON that makes no sense is told with the fix, and thumbs stand in', () => {
  for (const given of [
    [7],
    [{ control: 'hearts' }],
    [{ control: 'choice', key: 'k', options: [] }],
    [{ key: 'a b' }],
    [{ comment: 'maybe' }],
    '[not json',
    {},
  ]) {
    const { controls, problems } = parseControls(given);
    assert.equal(controls[0]?.kind, 'thumbs', JSON.stringify(given));
    assert.equal(problems.length, 1, JSON.stringify(given));
  }
});
