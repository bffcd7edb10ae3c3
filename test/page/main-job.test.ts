// The main job as a visitor does it, on the real thing: ask, read, rate, reload, go on. The records are
// read where they were made, and the page's policy must have had nothing to report.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startWorld, Visit, type World } from '../support/page.js';

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

test('three questions, two ratings, a reload: exactly two records on the right runs', async () => {
  const visit = await Visit.open(world);
  const { page } = visit;
  const recorded = world.stack.store.records.length;

  await visit.askAndWait('How do I embed the chat on my page?');
  await visit.askAndWait('Which Content-Security-Policy does it need?');
  const answers = (await visit.messages()).filter(({ role }) => role === 'assistant');
  assert.match(answers[0]?.text ?? '', /agent-chat\.js/, 'the first answer is about embedding');
  assert.match(answers[1]?.text ?? '', /require-trusted-types-for/, 'the second answer is about the policy');

  const [good] = await page.$$('::-p-aria([name="Good response"][role="radio"])');
  await good?.click();
  const bad = await page.$$('::-p-aria([name="Bad response"][role="radio"])');
  await bad[1]?.click();
  await page.waitForFunction(() =>
    fetch('/demo/feedback')
      .then((response) => response.json())
      .then((records: unknown[]) => records.length >= 2),
  );
  await visit.untilText('Thanks for your feedback');

  await page.reload();
  await visit.untilStatus('idle');
  await page.waitForFunction(
    () => (Reflect.get(document.querySelector('agent-chat') ?? {}, 'messages') as unknown[])?.length === 4,
  );
  await visit.askAndWait('What does the proxy protect me from?');
  assert.match((await visit.messages()).at(-1)?.text ?? '', /key/i);

  const records = world.stack.store.records.slice(recorded);
  assert.deepEqual(
    records.map(({ runId, key, score }) => ({ runId, key, score })),
    [
      { runId: answers[0]?.runId, key: 'user_score', score: 1 },
      { runId: answers[1]?.runId, key: 'user_score', score: -1 },
    ],
  );
  assert.deepEqual(visit.violations, []);
  assert.deepEqual(visit.errors, []);
});

test('the page shows the records as they arrive', async () => {
  const visit = await Visit.open(world);
  await visit.askAndWait('How does a rating reach the right trace?');
  await (await visit.find('radio', 'Good response')).click();
  const { runId } = (await visit.messages()).at(-1) ?? {};
  await visit.untilText(runId?.slice(-12) ?? 'no run');
});

test('the token URL is nowhere in the page', async () => {
  const visit = await Visit.open(world);
  await visit.askAndWait('How does a rating reach the right trace?');
  const client = await visit.page.createCDPSession();
  const { root } = await client.send('DOM.getDocument', { depth: -1, pierce: true });
  assert.ok(!/feedback\/tokens\/[0-9a-f]{8}-/.test(JSON.stringify(root)));
});

test('the script makes no request but to the endpoint', async () => {
  const visit = await Visit.open(world);
  const urls: string[] = [];
  visit.page.on('request', (request) => urls.push(new URL(request.url()).pathname));
  await visit.page.reload();
  await visit.askAndWait('How do I embed the chat on my page?');
  const strange = urls.filter(
    (path) => !/^\/(api\/agent\/|agent-chat\.js|demo\.js|demo\/feedback|favicon\.ico|$)/.test(path),
  );
  assert.deepEqual(strange, []);
});

test('stopping ends the run on the server and keeps what was said', async () => {
  const visit = await Visit.open(world, { 'assistant-id': 'slow' });
  await visit.ask('Talk');
  await visit.untilText('word5');
  await (await visit.find('button', 'Stop')).click();
  await visit.untilStatus('idle');
  const last = (await visit.messages()).at(-1);
  assert.equal(last?.status, 'stopped');
  assert.match(last?.text ?? '', /^word0 word1 /);
  const threadId = await visit.page.$eval('agent-chat', (chat) => chat.getAttribute('thread-id'));
  const run = await until(async () => {
    const response = await fetch(`${world.stack.agentUrl}/threads/${threadId}/runs/${last?.runId}`);
    const { status } = (await response.json()) as { status: string };
    return status === 'running' || status === 'pending' ? null : status;
  });
  assert.equal(run, 'interrupted');
  assert.deepEqual(visit.violations, []);
});

test('a reload in mid-answer goes on with the answer', async () => {
  const visit = await Visit.open(world, { 'assistant-id': 'slow' });
  await visit.ask('Talk');
  await visit.untilText('word3');
  await visit.page.reload();
  await visit.untilText('word40');
  const last = (await visit.messages()).at(-1);
  assert.match(last?.text ?? '', /^word0 word1 word2 word3 word4 /, 'nothing is missing, nothing doubled');
  await (await visit.find('button', 'Stop')).click();
  await visit.untilStatus('idle');
});

test('a second tab on the same thread shows the same answer while it comes', async () => {
  const visit = await Visit.open(world, { 'assistant-id': 'slow' });
  const other = await visit.another(world.stack.url);
  await other.page.$eval('agent-chat', (chat) => chat.setAttribute('assistant-id', 'slow'));
  await visit.page.bringToFront();
  await visit.ask('Talk');
  await visit.untilText('word5');
  await until(async () => /word5 /.test((await other.messages()).at(-1)?.text ?? '') || null);
  const last = (await other.messages()).at(-1);
  assert.match(last?.text ?? '', /^word0 word1 word2 /, 'nothing is missing, nothing doubled');
  assert.equal(last?.runId, (await visit.messages()).at(-1)?.runId);
  await (await visit.find('button', 'Stop')).click();
  await visit.untilStatus('idle');
  const status = `document.querySelector('agent-chat').status`;
  await until(async () => (await other.page.evaluate(status)) !== 'running' || null);
  assert.deepEqual(
    (await other.messages()).map(({ role }) => role),
    ['user', 'assistant'],
  );
});

test('a network that goes away in mid-answer and comes back costs nothing', async () => {
  const visit = await Visit.open(world, { 'assistant-id': 'slow' });
  await visit.ask('Talk');
  await visit.untilText('word3');
  await visit.page.setOfflineMode(true);
  await new Promise((resolve) => setTimeout(resolve, 700));
  await visit.page.setOfflineMode(false);
  await visit.untilText('word60');
  const [question, answer, ...more] = await visit.messages();
  assert.equal(question?.text, 'Talk');
  assert.match(answer?.text ?? '', /^word0 word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 /);
  assert.deepEqual(more, [], 'the run was posted once');
  await (await visit.find('button', 'Stop')).click();
  await visit.untilStatus('idle');
});

test('a graph that raises leaves its words, a sentence and a way on', async () => {
  const visit = await Visit.open(world, { 'assistant-id': 'faulty' });
  await visit.askAndWait('Break');
  await visit.untilText('could not finish this answer');
  await visit.find('button', 'Try again');
  assert.match((await visit.messages()).at(-1)?.text ?? '', /^Half a sentence/);
  assert.deepEqual(visit.violations, []);
});

test('an answer that does not stream can be rated too', async () => {
  const visit = await Visit.open(world, { 'assistant-id': 'plain' });
  await visit.askAndWait('Hi');
  assert.equal((await visit.messages()).at(-1)?.text, 'A plain answer.');
  await visit.find('radio', 'Good response');
});

test('an interrupt is shown, and the next message answers it, also after a reload', async () => {
  const visit = await Visit.open(world, { 'assistant-id': 'careful' });
  await visit.ask('Where is my order?');
  await visit.untilText('May I look into your order?');
  await visit.page.reload();
  await visit.untilText('May I look into your order?');
  await visit.ask('Yes, please');
  await visit.untilText('You said: Yes, please');
  assert.deepEqual(visit.violations, []);
});

test('an unknown assistant is told as a mistake of the page', async () => {
  const visit = await Visit.open(world, { 'assistant-id': 'nobody' });
  await visit.ask('Hello?');
  await visit.untilText('the assistant it names does not exist');
  await visit.untilText('Hello?');
});

test('a new conversation is empty, and the old one is not opened again by a reload', async () => {
  const visit = await Visit.open(world);
  await visit.askAndWait('How do I embed the chat on my page?');
  await (await visit.find('button', 'New conversation')).click();
  await visit.untilText('What would you like to know?');
  await visit.page.reload();
  await visit.untilText('What would you like to know?');
  assert.equal((await visit.messages()).length, 0);
});

test('two keys: the one that is pressed gets the record', async () => {
  const visit = await Visit.open(world, { feedback: 'thumbs:user_liked,user_disliked' });
  await visit.askAndWait('How do I embed the chat on my page?');
  await (await visit.find('radio', 'Bad response')).click();
  await visit.untilText('Thanks for your feedback');
  const { key, score, runId } = world.stack.store.records.at(-1) ?? {};
  assert.deepEqual(
    { key, score, runId },
    { key: 'user_disliked', score: 1, runId: (await visit.messages()).at(-1)?.runId },
  );
});

async function until<T>(ask: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not happen within five seconds.');
}
