// The policy walk: every state of the chat under the strict policy of the demo page, and the policies that owners
// have, in Chromium and in Firefox, which reports what Chromium passes over. The first report fails.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findFirefox, launchOptions } from '../support/browser.js';
import { serveHostPages } from '../support/host-page.js';
import { startWorld, type World } from '../support/page.js';
import { policies } from './policies.js';

let world: World;
let hosts: { url: string; stop(): void };
before(async () => {
  world = await startWorld();
  hosts = await serveHostPages(policies, world.stack.url);
});
after(async () => {
  hosts.stop();
  await world.stop();
});

/** What a visitor does, in the page: through the element's own methods and its buttons, wherever they are. */
const tools = `globalThis.walk = {
  chat: () => document.querySelector('agent-chat'),
  all(selector, root = document) {
    const found = [...root.querySelectorAll(selector)];
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) found.push(...walk.all(selector, element.shadowRoot));
    return found;
  },
  async until(ready) {
    for (let tries = 0; tries < 400; tries += 1) {
      const value = ready();
      if (value) return value;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('It did not happen: ' + ready);
  },
  press: async (name) => (await walk.until(() => walk.all('button, [role=radio], input').find((element) => (element.getAttribute('aria-label') ?? element.textContent).trim() === name && element.getClientRects().length > 0))).click(),
  ask: (text) => walk.chat().send(text),
};`;

const listening = `globalThis.reports = [];
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample, sourceFile, lineNumber }) => {
  reports.push([effectiveDirective, blockedURI, sample, sourceFile, lineNumber].join(' '));
});`;

/** What a visitor does under each of the owners' policies. */
const rated = `walk.chat().setAttribute('feedback-undo', '0'), walk.ask('How do I embed the chat on my page?').then(() => walk.press('Good response')).then(() => walk.until(() => walk.all('.status[data-phase=sent]').length > 0))`;

/** State to the steps that lead there, from a fresh page. */
const states: Readonly<Record<string, string>> = {
  empty: `walk.until(() => walk.all('textarea').length > 0)`,
  'an answer with everything': `walk.ask('How do I embed the chat on my page?').then(() => walk.until(() => walk.all('pre').length > 0))`,
  streaming: `(walk.chat().setAttribute('assistant-id', 'slow'), setTimeout(() => walk.ask('Talk'), 100), walk.until(() => walk.chat().messages.at(-1)?.text.includes('word9')).then(() => walk.chat().stop()))`,
  'a failed run': `(walk.chat().setAttribute('assistant-id', 'faulty'), walk.chat().updateComplete.then(() => walk.ask('Break')).then(() => walk.until(() => walk.all('[role=alert]').length > 0)))`,
  'an unknown assistant': `(walk.chat().setAttribute('assistant-id', 'nobody'), walk.chat().updateComplete.then(() => walk.ask('Hi')).then(() => walk.until(() => walk.all('[role=alert]').length > 0)))`,
  'a question of the agent': `(walk.chat().setAttribute('assistant-id', 'careful'), walk.chat().updateComplete.then(() => walk.ask('Order')).then(() => walk.until(() => walk.all('.question').length > 0)))`,
  tools: `(walk.chat().setAttribute('assistant-id', 'handy'), walk.chat().updateComplete.then(() => walk.ask('Where is it?')).then(() => walk.until(() => walk.all('.tool').length > 0)))`,
  'no network': `(walk.chat().fetch = () => Promise.reject(new TypeError('Failed to fetch')), walk.ask('Hi'), walk.until(() => walk.all('[role=alert]').length > 0))`,
  'too many requests': `(walk.chat().fetch = async () => Response.json({}, { status: 429, headers: { 'retry-after': '60' } }), walk.ask('Hi'), walk.until(() => walk.all('[role=alert]').length > 0))`,
  'nobody signed in': `(walk.chat().fetch = async () => Response.json({}, { status: 401 }), walk.ask('Hi'), walk.until(() => walk.all('[role=alert]').length > 0))`,
  'ratings alone': `(document.body.append(Object.assign(document.createElement('agent-feedback'), { feedback: 'thumbs stars:accuracy', runId: '018f4e3c-0000-7000-8000-000000000000', tokens: { user_score: location.origin + '/api/agent/feedback/tokens/018f4e3c-0000-7000-8000-000000000001', accuracy: location.origin + '/api/agent/feedback/tokens/018f4e3c-0000-7000-8000-000000000002' } })), walk.press('4 stars'))`,
  'an answer, copied': `walk.ask('How do I run the tests?').then(() => walk.press('Copy answer'))`,
  'jump to latest': `walk.ask('How do I embed the chat on my page?').then(() => { walk.all('[role=log]')[0].scrollTop = 0; return walk.ask('Which Content-Security-Policy does it need?'); })`,
  'taken out and put back': `walk.ask('Hello').then(() => { const chat = walk.chat(); const place = chat.parentNode; chat.remove(); place.append(chat); return walk.ask('Hello'); })`,
  rated,
  'thumbs, given and taken back': `walk.ask('How do I run the tests?').then(() => walk.press('Good response')).then(() => walk.press('Undo'))`,
  'stars, scale, choice, comment, reasons, correction': `(walk.chat().setAttribute('feedback', JSON.stringify([{ key: 'accuracy', control: 'stars' }, { key: 'depth', control: 'scale' }, { key: 'kind', control: 'choice', options: [{ label: 'A', value: 'a' }, { label: 'B', value: 'b' }] }, { key: 'user_score', control: 'thumbs', comment: 'optional', reasons: ['Wrong', 'Too long'], correction: true }, { key: 'note', control: 'comment' }])), walk.chat().updateComplete.then(() => walk.ask('How do I run the tests?')).then(() => walk.press('Bad response')).then(() => walk.until(() => walk.all('textarea').length > 1)))`,
  dark: `(walk.chat().setAttribute('color-scheme', 'dark'), walk.ask('How do I run the tests?'))`,
  'right to left': `(document.documentElement.setAttribute('dir', 'rtl'), walk.ask('How do I run the tests?'))`,
  floating: `(walk.chat().setAttribute('mode', 'floating'), walk.chat().updateComplete.then(() => walk.chat().show()).then(() => walk.ask('How do I run the tests?')).then(() => walk.chat().hide()))`,
  'full screen': `(walk.chat().setAttribute('mode', 'fullscreen'), walk.chat().updateComplete.then(() => walk.ask('Hello')))`,
  'a new conversation': `walk.ask('Hello').then(() => walk.press('New conversation'))`,
  'code in colours': `(walk.chat().highlight = (code) => [{ kind: 'keyword', text: code }], walk.ask('How do I embed the chat on my page?').then(() => walk.until(() => walk.all('.code-keyword').length > 0)))`,
};

async function reports(page: Page, url: string, steps: string): Promise<readonly string[]> {
  await page.evaluateOnNewDocument(listening);
  await page.evaluateOnNewDocument(tools);
  await page.goto(url);
  await page.evaluate(`walk.until(() => walk.chat()?.shadowRoot?.querySelector('header'))`);
  await page.evaluate(
    `(async () => { await (${steps}); await new Promise((resolve) => setTimeout(resolve, 200)); })()`,
  );
  // Firefox asks for the page's icon by itself, whatever the policy says.
  return (await page.evaluate(
    `reports.filter((report) => !report.includes('/favicon.ico'))`,
  )) as readonly string[];
}

for (const [name, launch] of [
  ['Chromium', () => puppeteer.launch(launchOptions())],
  ['Firefox', () => puppeteer.launch({ browser: 'firefox', executablePath: findFirefox(), headless: true })],
] as const) {
  test(`${name}: not one report in any state`, async (context) => {
    const browser: Browser = await launch();
    try {
      const walk = async (url: string, steps: string) => {
        const profile = await browser.createBrowserContext();
        const found = await reports(await profile.newPage(), url, steps);
        await profile.close();
        return found;
      };
      for (const [state, steps] of Object.entries(states))
        await context.test(state, async () => assert.deepEqual(await walk(world.stack.url, steps), []));
      for (const path of Object.keys(policies))
        await context.test(`the policy ${path}`, async () => {
          const found = await walk(`${hosts.url}${path}`, rated);
          if (path === '/no-policies') assert.match(found.join('\n'), /^trusted-types[^\n]*$/);
          else assert.deepEqual(found, []);
        });
      await context.test('a report would be heard', async () => {
        const page = await browser.newPage();
        const steps = `document.body.setAttribute('style', 'color: red')`;
        assert.notDeepEqual(await reports(page, world.stack.url, steps), []);
        await page.close();
      });
    } finally {
      await browser.close();
    }
  });
}
