// The host matrix: every page in hosts/ gets the same short visit. The chat appears once, sends, streams and
// rates; and the host is what it was: globals, prototypes, title, scroll, focus, history, cookies, requests.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { formsFor, scriptTag } from '../support/forms.js';
import { passOn } from '../support/host-page.js';
import { startWorld, Visit, type World } from '../support/page.js';
import { assets } from './hosts/assets.js';

const floating = formsFor('/agent-chat.js', '/api/agent')['one line'];
const script = scriptTag('/agent-chat.js');
const folder = new URL('./hosts/', import.meta.url);
/** Hosts by name, with their files. */
const hosts = new Map(
  readdirSync(folder)
    .filter((file) => /\.x?html$/.test(file))
    .map((file) => [file.replace(/\..*$/, ''), file]),
);

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
  for (const [name, file] of hosts) {
    app.get(`/${name}`, (context) => {
      const bare = context.req.query('bare') !== undefined;
      const page = readFileSync(fileURLToPath(new URL(file, folder)), 'utf8')
        .replaceAll('{{module}}', bare ? '' : '<script type="module" src="/index.js"></script>')
        .replaceAll('{{floating}}', bare ? '' : floating)
        .replaceAll('{{script}}', bare ? '' : script);
      const type = file.endsWith('.xhtml') ? 'application/xhtml+xml' : 'text/html';
      return context.body(page, 200, { 'content-type': `${type}; charset=utf-8` });
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

/** What a host can tell of itself, a line a fact. */
function facts(): string[] {
  // A function that was wrapped reads differently.
  const insides = (owner: string, thing: object) =>
    Reflect.ownKeys(thing).map((key) => {
      const { value, get, set } = Object.getOwnPropertyDescriptor(thing, key) ?? {};
      const parts = [value, get, set].map((part) =>
        typeof part === 'function' ? Function.prototype.toString.call(part) : typeof part,
      );
      return `${owner}.${String(key)}: ${parts.join(' ')}`;
    });
  const builtins = {
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
  };
  const functions = ['fetch', 'setTimeout', 'requestAnimationFrame', 'addEventListener', 'onerror'];
  const roots = { html: document.documentElement, body: document.body };
  return [
    ...Reflect.ownKeys(globalThis).map((key) => `global ${String(key)}`),
    ...functions.map((name) => `${name}: ${Reflect.get(globalThis, name)}`),
    ...Object.entries(builtins).flatMap(([name, builtin]) => [
      ...insides(name, builtin),
      ...insides(`${name}.prototype`, builtin.prototype),
    ]),
    ...Object.entries(roots).flatMap(([name, { attributes }]) =>
      [...attributes].map((attribute) => `<${name} ${attribute.name}="${attribute.value}">`),
    ),
    `title: ${document.title}`,
    `meta, link and style elements: ${document.querySelectorAll('meta, link, style').length}`,
    `cookie: ${document.cookie}`,
    `history: ${history.length}`,
    `scroll: ${scrollX}, ${scrollY}`,
    `focus: ${document.activeElement?.tagName}`,
  ];
}

/** What is another than before, but for the one global that is ours, the browser driver's, and Zone's own notes. */
function changes(before: readonly string[], after: readonly string[]): readonly string[] {
  const [old, now] = [new Set(before), new Set(after)];
  return [
    ...before.filter((fact) => !now.has(fact)).map((fact) => `gone: ${fact}`),
    ...after.filter((fact) => !old.has(fact)).map((fact) => `new: ${fact}`),
  ].filter((change) => !/ global (agentChatQueue$|(puppeteer)?_+aria|__zone_symbol__|\d+$)/.test(change));
}

// Several at a time: a visit waits more than it works.
describe('each host: the chat works, once, and the host is what it was', { concurrency: 4 }, () => {
  for (const name of hosts.keys()) {
    test(name, async () => {
      const visit = await Visit.open(world);
      const { page } = visit;
      await page.goto(`${site.url}/${name}?bare`);
      await new Promise((resolve) => setTimeout(resolve, 600));
      const before = await page.evaluate(facts);
      const requests: string[] = [];
      page.on('request', (request) => requests.push(new URL(request.url()).origin));
      await page.goto(`${site.url}/${name}`);
      await page.waitForSelector('agent-chat');
      visit.errors.length = 0;
      await new Promise((resolve) => setTimeout(resolve, 600));
      const after = await page.evaluate(facts);
      // Going to the page again is one more entry, and no doing of ours.
      assert.deepEqual(changes(before, after).filter(not('history')), []);

      if (!inline.has(name)) await (await visit.find('button', 'Open chat')).click();
      await visit.askAndWait('How do I embed the chat on my page?');
      await (await visit.find('radio', 'Good response')).click();
      await visit.untilText('Thanks for your feedback');
      assert.equal(await page.$$eval('agent-chat', (chats) => chats.length), 1);
      assert.deepEqual(visit.errors, []);
      assert.deepEqual([...new Set(requests)], [site.url], 'nothing is asked of anybody else');
      // The visit changes nothing either, not even the title by a hotkey. Where one clicks, there the focus is; and
      // an inline chat is brought into view by whoever clicks in it.
      const moved = inline.has(name) ? ['focus', 'scroll'] : ['focus'];
      assert.deepEqual(changes(after, await page.evaluate(facts)).filter(not(...moved)), []);
      await visit.context.close();
    });
  }
});

/** Whether a change is of none of these facts. */
function not(...names: readonly string[]) {
  return (change: string) => !names.some((name) => change.includes(`: ${name}: `));
}
