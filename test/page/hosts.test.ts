// The host matrix: every page in hosts/ gets the same short visit. The chat appears once, sends, streams and
// rates; and the host is what it was: globals, prototypes, title, scroll, focus, history, cookies, requests.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { passOn } from '../support/host-page.js';
import { startWorld, Visit, type World } from '../support/page.js';
import { assets } from './hosts/assets.js';

const floating =
  '<script data-cfasync="false" data-no-optimize="1" data-agent-chat data-endpoint="/api/agent" data-assistant-id="agent" async src="/agent-chat.js"></script>';
const script = '<script async src="/agent-chat.js"></script>';
const folder = new URL('./hosts/', import.meta.url);
const hosts = readdirSync(folder)
  .filter((name) => name.endsWith('.html'))
  .map((name) => name.slice(0, -5));

/** Hosts that put the chat inline; the others have it floating. */
const inline: ReadonlySet<string> = new Set([
  'placeholder',
  'late-placeholder',
  'vue',
  'react',
  'svelte',
  'angular',
]);

let world: World;
let site: { url: string; stop(): void };
before(async () => {
  world = await startWorld();
  const app = new Hono();
  for (const name of hosts) {
    app.get(`/${name}`, (context) => {
      const page = readFileSync(fileURLToPath(new URL(`${name}.html`, folder)), 'utf8');
      const bare = context.req.query('bare') !== undefined;
      return context.html(
        page
          .replaceAll('{{module}}', bare ? '' : '<script type="module" src="/index.js"></script>')
          .replaceAll('{{floating}}', bare ? '' : floating)
          .replaceAll('{{script}}', bare ? '' : script),
      );
    });
  }
  for (const [path, text] of Object.entries(assets))
    app.get(path, async (context) => {
      const bare = (context.req.header('referer') ?? '').includes('?bare');
      return context.body(await text(bare), 200, {
        'content-type': path.endsWith('.css') ? 'text/css' : 'text/javascript',
      });
    });
  app.get('/favicon.ico', (context) => context.body(null, 204));
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

/** What a host can tell of itself. */
function traits(): Record<string, unknown> {
  const own = (thing: object) => Reflect.ownKeys(thing).map(String).sort();
  // Names, and what stands under them: a function that was wrapped reads differently.
  const insides = (thing: object) =>
    Reflect.ownKeys(thing).map((key) => {
      const { value, get, set } = Object.getOwnPropertyDescriptor(thing, key) ?? {};
      const parts = [value, get, set].map((part) =>
        typeof part === 'function' ? Function.prototype.toString.call(part) : typeof part,
      );
      return `${String(key)}: ${parts.join(' ')}`;
    });
  const builtins = [
    Object,
    Array,
    String,
    Promise,
    Map,
    Element,
    HTMLElement,
    Event,
    EventTarget,
    Node,
    Document,
    History,
  ];
  return {
    globals: own(globalThis).filter((name) => !/^\d+$/.test(name)),
    prototypes: Object.fromEntries(
      builtins.map((builtin) => [builtin.name, [...insides(builtin), ...insides(builtin.prototype)]]),
    ),
    title: document.title,
    meta: document.querySelectorAll('meta, link, style').length,
    functions: ['fetch', 'setTimeout', 'requestAnimationFrame', 'addEventListener', 'onerror'].map((name) =>
      String(Reflect.get(globalThis, name)),
    ),
    scroll: [scrollX, scrollY],
    history: history.length,
    cookie: document.cookie,
    focus: document.activeElement?.tagName,
    attributes: [document.documentElement, document.body].map((element) =>
      own(Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]))),
    ),
  };
}

for (const name of hosts) {
  test(`${name}: the chat works, once, and the host is what it was`, async () => {
    const visit = await Visit.open(world);
    const { page } = visit;
    await page.goto(`${site.url}/${name}?bare`);
    await new Promise((resolve) => setTimeout(resolve, 600));
    const before = await page.evaluate(traits);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).origin));
    await page.goto(`${site.url}/${name}`);
    await page.waitForSelector('agent-chat');
    visit.errors.length = 0;
    await new Promise((resolve) => setTimeout(resolve, 600));
    const after = await page.evaluate(traits);
    // Going to the page again is one more entry, and no doing of ours.
    before['history'] = after['history'];
    assert.deepEqual(withoutQueue(after), withoutQueue(before));

    if (!inline.has(name)) await (await visit.find('button', 'Open chat')).click();
    await visit.askAndWait('How do I embed the chat on my page?');
    await (await visit.find('radio', 'Good response')).click();
    await visit.untilText('Thanks for your feedback');
    assert.equal(await page.$$eval('agent-chat', (chats) => chats.length), 1);
    assert.equal(await page.title(), before['title'], 'what is typed is not the host’s to hear');
    // An inline chat is brought into view by whoever clicks in it.
    if (!inline.has(name)) assert.deepEqual(await page.evaluate('[scrollX, scrollY]'), [0, 0]);
    assert.deepEqual(visit.errors, []);
    assert.deepEqual([...new Set(requests)], [site.url], 'nothing is asked of anybody else');
    // Where one clicks, there the focus is; and an inline chat was scrolled to.
    const { focus: _focus, scroll: _scroll, ...end } = withoutQueue(await page.evaluate(traits));
    const { focus: _was, scroll: _at, ...start } = withoutQueue(before);
    assert.deepEqual(end, start, 'nor has the visit changed anything');
    await visit.context.close();
  });
}

/** The one global that is ours. */
function withoutQueue(traits: Record<string, unknown>): Record<string, unknown> {
  return {
    ...traits,
    globals: (traits['globals'] as string[]).filter((name) => name !== 'agentChatQueue'),
  };
}
