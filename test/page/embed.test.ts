// The ways to embed, each on a page of its own.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { formsFor } from '../support/forms.js';
import { serveHostPages } from '../support/host-page.js';
import { startWorld, Visit, type World } from '../support/page.js';
import { page, strict } from './policies.js';

const { 'one line': form1, element: form2 } = formsFor('/agent-chat.js', '/api/agent');

const pages = {
  '/form1': { html: page(form1), policy: `${strict} trusted-types agent-chat` },
  '/form1-twice': { html: page(form1 + form1, form1), policy: `${strict} trusted-types agent-chat` },
  '/form1-defer': {
    html: page(form1.replace('async', 'defer')),
    policy: `${strict} trusted-types agent-chat`,
  },
  '/form1-classic': { html: page(form1.replace('async ', '')), policy: `${strict} trusted-types agent-chat` },
  '/form1-module': {
    html: page(form1.replace('async', 'type="module"')),
    policy: `${strict} trusted-types agent-chat`,
  },
  '/form1-target': {
    html: page(
      form1.replace('data-agent-chat ', 'data-agent-chat data-target="#here" '),
      '<div id="here"></div>',
    ),
    policy: `${strict} trusted-types agent-chat`,
  },
  '/remembers-nothing': {
    html: page('', form2.replace('<agent-chat ', '<agent-chat persist="none" feedback="stars:accuracy" ')),
    policy: `${strict} trusted-types agent-chat`,
  },
  '/form2': { html: page('', form2), policy: `${strict} trusted-types agent-chat` },
  '/blocked': {
    html: page('', form2),
    policy:
      "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types agent-chat",
  },
  // Sandboxes that keep a page's origin from it: nothing is stored there, and proxies do not know the origin.
  '/opaque': { html: page('', form2), policy: 'sandbox allow-scripts' },
  '/framed': {
    html: page('', '<iframe sandbox="allow-scripts allow-same-origin" src="/form2"></iframe>'),
  },
  '/srcdoc': { html: page('', `<iframe srcdoc="${form2.replaceAll('"', '&quot;')}"></iframe>`) },
  '/frozen-queue': {
    html: page(
      `<script>agentChatQueue = Object.freeze([['init', { endpoint: '/api/agent' }], 'junk', null]);</script>`,
      '<script async src="/agent-chat.js"></script>',
    ),
  },
  '/late-target': { html: page(form1.replace('data-agent-chat ', 'data-agent-chat data-target="#here" ')) },
  '/module-list': {
    html: page(
      '<script data-allowed-endpoints="/api/agent" type="module" src="/agent-chat.js"></script>',
      '<div id="later" data-endpoint="/api/agent"></div><div id="refused" data-agent-chat data-endpoint="/other"><a href="/contact">Contact us</a></div>',
    ),
  },
  '/short-placeholder': {
    html: page(
      '<script data-endpoint="/api/agent" data-assistant-id="plain" async src="/agent-chat.js"></script>',
      '<div data-agent-chat="inline" data-heading="Here">Ask us</div>',
    ),
  },
  '/bad-placeholder': {
    html: page(
      '<script data-allowed-endpoints="/api/agent https://agent.example.com/chat" async src="/agent-chat.js"></script>',
      '<div data-agent-chat="inline" data-endpoint="https://evil.example/api"><a href="/contact">Contact us</a></div><div data-agent-chat data-endpoint="/api/agent"></div>',
    ),
    policy: `${strict} trusted-types agent-chat`,
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

async function visit(path: keyof typeof pages): Promise<Visit> {
  const visited = await Visit.open(world);
  visited.violations.length = 0;
  await visited.page.goto(`${host.url}${path}`);
  return visited;
}

// Several at a time: a visit waits more than it works.
describe('ways to embed', { concurrency: 4 }, () => {
  for (const path of ['/form1', '/form1-twice', '/form1-defer', '/form1-classic', '/form1-module'] as const) {
    test(`${path}: one line gives exactly one floating chat that works`, async () => {
      const visited = await visit(path);
      await (await visited.find('button', 'Open chat')).click();
      await visited.askAndWait('How do I embed the chat on my page?');
      await (await visited.find('radio', 'Good response')).click();
      await visited.untilText('Thanks for your feedback');
      assert.equal(await visited.page.$$eval('agent-chat', (chats) => chats.length), 1);
      await (await visited.find('button', 'Close chat')).click();
      assert.deepEqual(visited.violations, []);
      assert.deepEqual(visited.errors, []);
    });
  }

  for (const path of ['/form2', '/form1-target'] as const) {
    test(`${path}: the inline chat works`, async () => {
      const visited = await visit(path);
      await visited.askAndWait('How do I embed the chat on my page?');
      await (await visited.find('radio', 'Good response')).click();
      await visited.untilText('Thanks for your feedback');
      assert.deepEqual(visited.violations, []);
      assert.deepEqual(visited.errors, []);
    });
  }
});

test('a placeholder that names no endpoint gets the site’s, and its assistant', async () => {
  const visited = await visit('/short-placeholder');
  await visited.askAndWait('Hi');
  assert.equal((await visited.messages()).at(-1)?.text, 'A plain answer.');
  await visited.untilText('Here');
});

test('a placeholder may not send a reader’s words elsewhere', async () => {
  const visited = await visit('/bad-placeholder');
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(
    await visited.page.$$eval('agent-chat', (chats) => chats.length),
    1,
    'the one that is allowed',
  );
  assert.equal(
    await visited.page.$eval('[data-agent-chat] a', (link) => link.textContent),
    'Contact us',
    'the fallback stays',
  );
});

for (const path of ['/framed', '/srcdoc'] as const) {
  test(`${path}: the chat works in a frame, without one report`, async () => {
    const visited = await visit(path);
    const inside = `document.querySelector('iframe').contentDocument.querySelector('agent-chat')`;
    await visited.page.waitForFunction(`${inside}?.shadowRoot`);
    await visited.page.evaluate(`${inside}.send('How do I embed the chat on my page?')`);
    await visited.page.waitForFunction(`${inside}.messages.at(-1).text.includes('Sources:')`);
    assert.deepEqual(visited.violations, []);
    assert.deepEqual(visited.errors, []);
  });
}

test('a sandbox without an origin: the chat is there, and says that the proxy refuses it', async () => {
  const visited = await visit('/opaque');
  await visited.ask('Hi');
  await visited.untilStatus('error');
  await visited.find('textbox', 'Message');
  assert.deepEqual(visited.errors, []);
});

test('what floats over a page is not on its print', async () => {
  const visited = await visit('/form1');
  await visited.find('button', 'Open chat');
  const boxes = () =>
    visited.page.$eval(
      'agent-chat',
      (chat) => chat.shadowRoot?.querySelector('.dock')?.getClientRects().length,
    );
  assert.equal(await boxes(), 1);
  await visited.page.emulateMediaType('print');
  assert.equal(await boxes(), 0);
});

test('a queue that the page has frozen is read', async () => {
  const visited = await visit('/frozen-queue');
  await visited.find('button', 'Open chat');
  assert.deepEqual(visited.errors, []);
});

test('data-target: inline as soon as the element is there; a selector that finds nothing is named, once', async () => {
  const visited = await Visit.open(world);
  const said: string[] = [];
  visited.page.on('console', (message) => said.push(message.text()));
  await visited.page.goto(`${host.url}/late-target`);
  await visited.page.waitForFunction(() => document.readyState === 'complete');
  await visited.page.evaluate(() => {
    for (const id of ['other', 'here'])
      document.body.append(Object.assign(document.createElement('div'), { id }));
  });
  await visited.find('textbox', 'Message');
  assert.equal(await visited.page.$$eval('#here > agent-chat', (chats) => chats.length), 1);
  assert.equal(
    said.filter((line) => /data-target="#here" finds no element/.test(line)).length,
    1,
    said.join(),
  );
});

test('an attribute that comes later makes a placeholder; the page’s list of endpoints holds for module scripts too', async () => {
  const visited = await visit('/module-list');
  await visited.page.evaluate(() =>
    document.querySelector('#later')?.setAttribute('data-agent-chat', 'inline'),
  );
  await visited.page.waitForSelector('#later > agent-chat');
  assert.ok(await visited.page.$('#refused a'), 'the page’s own origin is not on the list');
});

test('a policy that blocks the endpoint is named to the page’s owner', async () => {
  const visited = await visit('/blocked');
  const said: string[] = [];
  visited.page.on('console', (message) => said.push(message.text()));
  await visited.page.evaluate(
    `globalThis.told = []; document.addEventListener('agent-chat-error', ({ detail }) => told.push(detail))`,
  );
  await visited.ask('Hi');
  await visited.untilStatus('error');
  const [detail] = (await visited.page.evaluate('told')) as { kind: string; message: string }[];
  assert.equal(detail?.kind, 'config');
  assert.match(detail?.message ?? '', /add http:\/\/localhost:\d+ to the policy’s connect-src/);
  assert.ok(
    said.some((line) => /Content-Security-Policy blocks .*connect-src/.test(line)),
    said.join(),
  );
});

/** All that a page can keep in a browser. */
async function kept(): Promise<unknown> {
  return {
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    cookie: document.cookie,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  };
}

const nothing = { local: [], session: [], databases: [], caches: [], cookie: '', workers: 0 };

test('persist="none" keeps nothing: not the thread, not a rating, not for a moment', async () => {
  const visited = await visit('/remembers-nothing');
  const seen: unknown[] = [];
  const look = async () => seen.push(await visited.page.evaluate(kept));
  await visited.ask('How do I embed the chat on my page?');
  await look();
  await visited.untilText('Sources:');
  await visited.untilStatus('idle');
  await (await visited.find('radio', '4 stars')).click();
  await look();
  await visited.untilText('Thanks for your feedback');
  await look();
  await visited.page.reload();
  await visited.find('textbox', 'Message');
  await look();
  assert.deepEqual(seen, Array(4).fill(nothing));
  assert.equal((await visited.messages()).length, 0);
});

test('by default local storage keeps keys of ours alone, and no cookie is set', async () => {
  const visited = await visit('/form2');
  await visited.askAndWait('How do I embed the chat on my page?');
  const { local, ...others } = (await visited.page.evaluate(kept)) as { local: string[] };
  const { local: _none, ...nothingElse } = nothing;
  assert.deepEqual(others, nothingElse);
  assert.ok(local.length > 0 && local.every((key) => key.startsWith('agent-chat')), local.join());
});
