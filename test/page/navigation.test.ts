// Navigations that keep the script: the body goes (Turbo), or a part of it with or without the script's tag in it
// (pjax). The chat stays or comes back with its conversation, also in the middle of an answer.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { passOn } from '../support/host-page.js';
import { startWorld, Visit, type World } from '../support/page.js';
import { assets } from './hosts/assets.js';

let world: World;
let site: { url: string; stop(): void };
const script =
  '<script data-agent-chat data-endpoint="/api/agent" data-assistant-id="slow" async src="/agent-chat.js"></script>';

/** Pages by how they navigate: the libraries, and where the script's tag stands. */
const kinds = {
  Turbo: { libraries: ['/libraries/turbo.js'], inside: false },
  'pjax, beside the script': { libraries: ['/libraries/pjax.js', '/scripts/pjax.js'], inside: false },
  'pjax, with the script': { libraries: ['/libraries/pjax.js', '/scripts/pjax.js'], inside: true },
};
type Kind = keyof typeof kinds;

function page(kind: Kind, title: string, other: string): string {
  const { libraries, inside } = kinds[kind];
  const head = libraries.map((path) => `<script src="${path}"></script>`).join('');
  return `<!doctype html><html lang="en"><head><title>${title}</title>${head}</head><body><main><h1>${title}</h1><a href="${other}">Go on</a>${inside ? script : ''}</main>${inside ? '' : script}</body></html>`;
}

before(async () => {
  world = await startWorld();
  const app = new Hono();
  for (const [index, kind] of (Object.keys(kinds) as Kind[]).entries()) {
    const [one, two] = [`/one${index}`, `/two${index}`];
    app.get(one, (context) => context.html(page(kind, 'One', two)));
    app.get(two, (context) => context.html(page(kind, 'Two', one)));
    for (const path of ['/agent-chat.js', ...kinds[kind].libraries])
      app.get(path, async (context) =>
        context.body((await assets[path]?.()) ?? '', 200, { 'content-type': 'text/javascript' }),
      );
  }
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

for (const [index, kind] of Object.keys(kinds).entries()) {
  test(`${kind}: a navigation in mid-answer, and back: one chat, the same element, the same run`, async () => {
    const visit = await Visit.open(world);
    const { page: tab } = visit;
    await tab.goto(`${site.url}/one${index}`);
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
}
