// A page on one site, the endpoint on another: no cookie reaches it, and yet the visitor is known again after a
// reload, and ratings arrive.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import puppeteer, { type Browser } from 'puppeteer-core';
import { type Stack, startStack } from '../../demo/stack.js';
import { launchOptions } from '../support/browser.js';
import { serveHostPages } from '../support/host-page.js';
import { freePort } from '../support/programs.js';

let stack: Stack;
let browser: Browser;
let host: { url: string; stop(): void };
let page: string;
before(async () => {
  process.env['AGENT_CHAT_DEMO_PAUSE'] = '1';
  const port = await freePort();
  page = `http://127.0.0.1:${port}`;
  [stack, browser] = await Promise.all([
    startStack({ quiet: true, env: { ...process.env, AGENT_CHAT_ORIGINS: page } }),
    puppeteer.launch(launchOptions()),
  ]);
  const html = `<!doctype html><html lang="en"><title>Host</title><script async src="/agent-chat.js"></script><agent-chat endpoint="${stack.url}/api/agent" feedback-undo="0"></agent-chat></html>`;
  const policy = `default-src 'none'; script-src 'self'; connect-src ${stack.url}; require-trusted-types-for 'script'; trusted-types agent-chat`;
  host = await serveHostPages({ '/': { html, policy } }, stack.url, port);
});
after(async () => {
  await browser.close();
  host.stop();
  await stack.stop();
});

const count = `document.querySelector('agent-chat').messages.length`;

test('a conversation across sites, a reload, and a rating', async () => {
  const context = await browser.createBrowserContext();
  const tab = await context.newPage();
  await tab.evaluateOnNewDocument('globalThis.__name = (value) => value');
  await tab.goto(page);
  const ask = async (text: string) => {
    await (await tab.waitForSelector('::-p-aria([name="Message"][role="textbox"])'))?.type(text);
    await tab.keyboard.press('Enter');
    await tab.waitForFunction(`document.querySelector('agent-chat').status === 'running'`);
    await tab.waitForFunction(`document.querySelector('agent-chat').status === 'idle'`);
  };
  await ask('How do I run the tests?');
  assert.deepEqual(await context.cookies(), [], 'there is no cookie');
  await tab.reload();
  await tab.waitForFunction(`${count} === 2`);
  await ask('And the demo?');
  assert.equal(await tab.evaluate(count), 4);

  await (await tab.waitForSelector('::-p-aria([name="Good response"][role="radio"])'))?.click();
  for (let tries = 0; stack.store.records.length === 0; tries += 1) {
    assert.ok(tries < 100, 'the rating arrives');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.equal(stack.store.records.length, 1);
});

test('another visitor of the same page sees nothing of it', async () => {
  const [first] = (await (
    await fetch(`${stack.agentUrl}/threads/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
  ).json()) as { thread_id: string }[];
  const context = await browser.createBrowserContext();
  const tab = await context.newPage();
  await tab.goto(page);
  await tab.waitForSelector('agent-chat');
  await tab.$eval('agent-chat', (chat, id) => chat.setAttribute('thread-id', id), first?.thread_id ?? '');
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(await tab.evaluate(count), 0);
  assert.equal(
    await tab.evaluate(`document.querySelector('agent-chat').status`),
    'idle',
    'a new conversation',
  );
});
