// Ratings where only a real browser can prove them: pages that go away, tabs, a line that is down, policies
// that block, and answers that the stream gave no tokens for. Counted where the records are made.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { serveHostPages } from '../support/host-page.js';
import { startWorld, Visit, type World } from '../support/page.js';

// <agent-feedback> as a page of somebody else has it; what it rates is in the address.
const rate = `<!doctype html><html lang="en"><head><title>Host</title></head><body><h1>Host</h1>
<agent-feedback></agent-feedback>
<script>
  const query = new URLSearchParams(location.search);
  Object.assign(document.querySelector('agent-feedback'), {
    endpoint: '/api/agent',
    runId: query.get('run'),
    tokens: { user_score: query.get('token') },
    feedback: query.get('feedback') ?? 'thumbs',
    feedbackUndo: Number(query.get('undo') ?? 60000),
  });
</script>
<script async src="/agent-chat.js"></script></body></html>`;
const policy = "default-src 'none'; script-src 'self' 'unsafe-inline'; connect-src 'self'";
const pages = {
  '/rate': { html: rate, policy },
  '/rate-watched': {
    html: rate,
    policy: policy.replace("connect-src 'self'", 'connect-src *'),
    reportOnly: policy,
  },
};

let world: World;
let host: { url: string; stop(): void };
before(async () => {
  world = await startWorld();
  host = await serveHostPages(pages, world.stack.url);
});
after(async () => {
  host.stop();
  await world.stop();
});

/** A run that can be rated: its page's address, through the proxy or straight, and its records. */
function rateable(
  options: { path?: keyof typeof pages; direct?: boolean; undo?: number; feedback?: string } = {},
) {
  const { path = '/rate', direct = false, undo = 60_000, feedback = 'thumbs' } = options;
  const { store, feedbackUrl } = world.stack;
  const { id, runId } = store.mint(randomUUID(), 'user_score', 3 * 3_600_000);
  const token = `${direct ? `${feedbackUrl}/` : ''}feedback/tokens/${id}`;
  const query = new URLSearchParams({ run: runId, token, undo: String(undo), feedback });
  return {
    url: `${host.url}${path}?${query}`,
    records: () => store.records.filter((record) => record.runId === runId),
  };
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !condition(); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Time for a second record to arrive, were there one. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 100));

async function open(url: string): Promise<Visit> {
  const visit = await Visit.open(world);
  await visit.page.goto(url);
  return visit;
}

const leavings: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'goes to another page': (page) => page.goto('about:blank'),
  reloads: (page) => page.reload(),
  'closes the tab': (page) => page.close({ runBeforeUnload: true }),
  'switches to another tab': async (page) => (await page.browserContext().newPage()).bringToFront(),
};

for (const [what, leave] of Object.entries(leavings)) {
  test(`a visitor who ${what} within the undo window has given one rating`, async () => {
    const { url, records } = rateable();
    const visit = await open(url);
    await (await visit.find('radio', 'Good response')).click();
    await leave(visit.page);
    await until(() => records().length > 0);
    await aMoment();
    assert.deepEqual(
      records().map(({ score }) => score),
      [1],
    );
  });
}

test('a form that is open when the page goes away is sent with what was written', async () => {
  const feedback = JSON.stringify([{ key: 'user_score', control: 'thumbs', comment: 'optional' }]);
  const { url, records } = rateable({ feedback });
  const visit = await open(url);
  await (await visit.find('radio', 'Bad response')).click();
  await (await visit.find('textbox', 'Tell us more')).type('It does not');
  await visit.page.goto('about:blank');
  await until(() => records().length > 0);
  await aMoment();
  assert.deepEqual(
    records().map(({ score, comment }) => ({ score, comment })),
    [{ score: -1, comment: 'It does not' }],
  );
});

test('twenty pages that go away in the middle of a send: twenty records', async () => {
  const context = await world.browser.createBrowserContext();
  const runs = Array.from({ length: 20 }, () => rateable({ undo: 0 }));
  const page = await context.newPage();
  for (const { url } of runs) {
    await page.goto(url);
    const thumb = await page.waitForSelector('::-p-aria([name="Good response"][role="radio"])');
    await thumb?.evaluate((radio) => {
      (radio as HTMLElement).click();
      location.href = 'about:blank';
    });
    await page.waitForFunction(() => location.href === 'about:blank').catch(() => {});
  }
  await until(() => runs.every(({ records }) => records().length > 0));
  await aMoment();
  assert.deepEqual(
    runs.map(({ records }) => records().length),
    runs.map(() => 1),
  );
  await context.close();
});

test('after a reload the rating is locked, and says what was given', async () => {
  const { url, records } = rateable({ undo: 0 });
  const visit = await open(url);
  await (await visit.find('radio', 'Good response')).click();
  await visit.untilText('Thanks for your feedback');
  await visit.page.reload();
  await visit.untilText('Thanks for your feedback');
  const good = await visit.find('radio', 'Good response');
  assert.equal(await good.evaluate((radio) => radio.matches(':checked:disabled')), true);
  assert.equal(records().length, 1);
});

test('offline it waits, says so, and goes out once when the line is back', async () => {
  const { url, records } = rateable({ undo: 0 });
  const visit = await open(url);
  const thumb = await visit.find('radio', 'Good response');
  await visit.page.setOfflineMode(true);
  await thumb.click();
  await visit.untilText('Not sent yet');
  assert.equal(records().length, 0);
  await visit.page.setOfflineMode(false);
  await visit.untilText('Thanks for your feedback');
  assert.equal(records().length, 1);
});

test('offline, over a restart of the page: what waits is sent by the next visit', async () => {
  const { url, records } = rateable({ undo: 0 });
  const visit = await open(url);
  const thumb = await visit.find('radio', 'Bad response');
  await visit.page.setOfflineMode(true);
  await thumb.click();
  await visit.untilText('Not sent yet');
  await visit.page.close();
  const next = await visit.context.newPage();
  await next.goto(url);
  await until(() => records().length > 0);
  await aMoment();
  assert.deepEqual(
    records().map(({ score }) => score),
    [-1],
  );
});

test('two tabs that rate the same run in the same moment: one record, and both say so', async () => {
  const { url, records } = rateable({ undo: 400 });
  const first = await open(url);
  const good = await first.find('radio', 'Good response');
  const second = await first.another(url);
  const bad = await second.find('radio', 'Bad response');
  await good.evaluate((radio) => (radio as HTMLElement).click());
  await bad.evaluate((radio) => (radio as HTMLElement).click());
  await second.untilText('Thanks for your feedback');
  await first.page.bringToFront();
  await first.untilText('Thanks for your feedback');
  await aMoment();
  assert.equal(records().length, 1);
});

test('what the policy blocks is told as not accepted, and the console names the directive', async () => {
  const { url, records } = rateable({ direct: true, undo: 0 });
  const visit = await open(url);
  const said: string[] = [];
  visit.page.on('console', (message) => said.push(message.text()));
  await (await visit.find('radio', 'Good response')).click();
  await visit.untilText('Your feedback was not accepted');
  assert.equal(records().length, 0);
  assert.match(
    said.join('\n'),
    /Content-Security-Policy blocks http:\/\/127\.0\.0\.1:\d+: add it to its connect-src/,
  );
});

test('a policy that only reports blocks nothing, and nothing is told as blocked', async () => {
  const { url, records } = rateable({ path: '/rate-watched', direct: true, undo: 0 });
  const visit = await open(url);
  await (await visit.find('radio', 'Good response')).click();
  await visit.untilText('Thanks for your feedback');
  assert.ok(
    visit.violations.some((text) => text.startsWith('connect-src')),
    'the policy did report',
  );
  assert.equal(records().length, 1);
});

test('a stopped answer can be rated: the proxy mints what the stream never brought', async () => {
  const visit = await Visit.open(world, { 'assistant-id': 'slow', 'feedback-undo': '0' });
  await visit.ask('Talk');
  await visit.untilText('word5');
  await (await visit.find('button', 'Stop')).click();
  await (await visit.find('radio', 'Bad response')).click();
  await visit.untilText('Thanks for your feedback');
  const { runId } = (await visit.messages()).at(-1) ?? {};
  assert.deepEqual(
    world.stack.store.records
      .filter((record) => record.runId === runId)
      .map(({ key, score }) => ({ key, score })),
    [{ key: 'user_score', score: -1 }],
  );
});

test('an answer can still be rated after a reload', async () => {
  const visit = await Visit.open(world, { 'feedback-undo': '0' });
  await visit.askAndWait('How do I embed the chat on my page?');
  await visit.page.reload();
  await (await visit.find('radio', 'Good response')).click();
  await visit.untilText('Thanks for your feedback');
  const { runId } = (await visit.messages()).at(-1) ?? {};
  assert.equal(world.stack.store.records.filter((record) => record.runId === runId).length, 1);
});

test('a rubric with words on a real answer: each key its own record, on the right run', async () => {
  const feedback = JSON.stringify([
    {
      key: 'user_score',
      control: 'thumbs',
      comment: 'negative',
      reasons: ['Wrong', 'Too long'],
      correction: true,
    },
    { key: 'accuracy', control: 'stars' },
    {
      key: 'solved',
      control: 'choice',
      label: 'Did this solve it?',
      options: [
        { label: 'Fully', score: 1, value: 'full' },
        { label: 'No', score: 0, value: 'none' },
      ],
    },
  ]);
  const visit = await Visit.open(world, { feedback, 'feedback-undo': '0' });
  await visit.askAndWait('How do I embed the chat on my page?');
  await (await visit.find('radio', 'Bad response')).click();
  await (await visit.find('checkbox', 'Wrong')).click();
  await (await visit.find('textbox', 'Tell us more')).type('Not my page');
  await (await visit.find('button', 'Send feedback')).click();
  await (await visit.find('radio', '2 stars')).click();
  await (await visit.find('radio', 'Fully')).click();
  const { runId } = (await visit.messages()).at(-1) ?? {};
  const records = () => world.stack.store.records.filter((record) => record.runId === runId);
  await until(() => records().length === 3);
  await aMoment();
  assert.deepEqual(
    records().map(({ key, score, value, comment }) => ({ key, score, value, comment })),
    [
      { key: 'user_score', score: -1, value: 'Wrong', comment: 'Not my page' },
      { key: 'accuracy', score: 2, value: null, comment: null },
      { key: 'solved', score: 1, value: 'full', comment: null },
    ],
  );
  assert.deepEqual(visit.violations, []);
});
