// Navigations that keep the script (Turbo): the body goes, the chat comes back with its conversation, also in the
// middle of an answer.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { passOn } from '../support/host-page.js';
import { startWorld, Visit, type World } from '../support/page.js';
import { assets } from './hosts/assets.js';

let world: World;
let site: { url: string; stop(): void };
const page = (title: string, other: string) =>
  `<!doctype html><html lang="en"><head><title>${title}</title><script src="/libraries/turbo.js"></script></head><body><h1>${title}</h1><a href="${other}">Go on</a><script data-agent-chat data-endpoint="/api/agent" data-assistant-id="slow" async src="/agent-chat.js"></script></body></html>`;
before(async () => {
  world = await startWorld();
  const app = new Hono();
  app.get('/one', (context) => context.html(page('One', '/two')));
  app.get('/two', (context) => context.html(page('Two', '/one')));
  app.get('/libraries/turbo.js', async (context) =>
    context.body((await assets['/libraries/turbo.js']?.()) ?? '', 200, { 'content-type': 'text/javascript' }),
  );
  app.get('/agent-chat.js', (context) =>
    context.body(readFileSync('dist/agent-chat.js', 'utf8'), 200, { 'content-type': 'text/javascript' }),
  );
  app.all('/api/agent/*', ({ req }) => passOn(req.raw, world.stack.url));
  site = await new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0 }, ({ port }) =>
      resolve({ url: `http://localhost:${port}`, stop: () => server.close() }),
    );
  });
});
after(async () => {
  site.stop();
  await world.stop();
});

test('a Turbo navigation in mid-answer, and back: one chat, the same element, the same run', async () => {
  const visit = await Visit.open(world);
  const { page: tab } = visit;
  await tab.goto(`${site.url}/one`);
  await (await visit.find('button', 'Open chat')).click();
  await visit.ask('Talk');
  await visit.untilText('word5');
  await tab.evaluate(`globalThis.theChat = document.querySelector('agent-chat')`);
  for (const title of ['Two', 'One', 'Two']) {
    await tab.evaluate(`document.querySelector('a').click()`);
    await tab.waitForFunction(
      `document.querySelector('h1')?.textContent === ${JSON.stringify(title)} && document.querySelector('agent-chat')`,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    const [count, same, status, messages] = (await tab.evaluate(
      `(() => { const chats = document.querySelectorAll('agent-chat'); return [chats.length, chats[0] === theChat, theChat.status, theChat.messages.length]; })()`,
    )) as [number, boolean, string, number];
    assert.deepEqual([count, same, status, messages], [1, true, 'running', 2], `on ${title}`);
  }
  await visit.untilText('word60');
  const answer = (await visit.messages()).at(-1)?.text ?? '';
  assert.match(answer, /^word0 word1 word2 word3 word4 word5 /);
  await (await visit.find('button', 'Stop')).click();
  await visit.untilStatus('idle');
  assert.deepEqual(visit.errors, []);
});
