// Takes the pictures of the chat that the docs show and that a person looks at before a release:
// `npm run pictures`. Each is a real visit to the demo page.

import { mkdirSync } from 'node:fs';
import puppeteer, { type Page } from 'puppeteer-core';
import { launchOptions } from '../test/support/browser.js';
import { controlSets } from './page/control-sets.js';
import { startStack } from './stack.js';

interface Picture {
  readonly name: string;
  readonly query?: string;
  readonly width?: number;
  readonly height?: number;
  readonly visit?: (page: Page) => Promise<void>;
  /** The rating alone. */
  readonly around?: boolean;
}

const ask =
  (question: string, wait = true) =>
  async (page: Page) => {
    const box = await page.waitForSelector('>>> textarea', { visible: true });
    await box?.type(question);
    await page.keyboard.press('Enter');
    if (wait) await page.waitForSelector('>>> agent-chat-rating', { visible: true });
  };

const rated = async (page: Page) => {
  await ask('How do I embed the chat on my page?')(page);
  await (await page.waitForSelector('::-p-aria([name="Good response"][role="radio"])'))?.click();
  await page.waitForSelector('>>> .status[data-phase="sent"]', { visible: true });
};

const broken = async (page: Page) => {
  await page.$eval('agent-chat', (chat) => chat.setAttribute('assistant-id', 'nobody'));
  await ask('Are you there?', false)(page);
  await page.waitForSelector('>>> agent-chat-notice', { visible: true });
};

const opened = async (page: Page) => {
  await (await page.waitForSelector('::-p-aria([name="Open chat"])'))?.click();
};

/** Presses what a picture shows, and leaves it open. */
const press =
  (...names: readonly string[]) =>
  async (page: Page) => {
    await ask('How do I embed the chat on my page?')(page);
    for (const name of names) {
      const found = await page.waitForSelector(`::-p-aria([name="${name}"])`);
      await found?.click();
    }
  };

/** What is pressed for the picture of each control set. */
const presses: Readonly<Record<string, readonly string[]>> = {
  thumbs: ['Good response'],
  'two-keys': [],
  stars: ['4 stars'],
  scale: ['8'],
  choice: ['Partly'],
  comment: ['Tell us more'],
  form: ['Bad response', 'Too long'],
  rubric: ['5 stars'],
};

const pictures: readonly Picture[] = [
  { name: 'chat-light', visit: rated },
  { name: 'chat-dark', query: '?scheme=dark', visit: rated },
  { name: 'empty-light' },
  {
    name: 'streaming',
    visit: async (page) =>
      ask(
        'Which Content-Security-Policy does it need?',
        false,
      )(page)
        .then(() => page.waitForSelector('>>> agent-chat-message:nth-of-type(2)', { visible: true }))
        .then(() => {}),
  },
  { name: 'error', visit: broken },
  { name: 'right-to-left', query: '?dir=rtl', visit: rated },
  { name: 'table', visit: ask('Which events does it dispatch?') },
  { name: 'floating', query: '?mode=floating', visit: async (page) => opened(page).then(() => rated(page)) },
  { name: 'launcher', query: '?mode=floating' },
  {
    name: 'phone',
    query: '?mode=floating&scheme=dark',
    width: 390,
    height: 780,
    visit: async (page) => opened(page).then(() => rated(page)),
  },
  { name: 'phone-page', width: 390, height: 1500 },
  { name: 'form-dark', query: '?scheme=dark&controls=form', visit: press('Bad response', 'Wrong') },
  { name: 'form-right-to-left', query: '?dir=rtl&controls=form', visit: press('Bad response', 'Wrong') },
  {
    name: 'form-phone',
    query: '?controls=rubric&mode=floating',
    width: 390,
    height: 780,
    visit: async (page) => opened(page).then(() => press('Bad response')(page)),
  },
  ...controlSets.map(({ id }) => ({
    name: `rating-${id}`,
    query: `?controls=${id}`,
    visit: press(...(presses[id] ?? [])),
    around: true,
  })),
];

/** The lowest part of the last answer, with its rating. */
async function ratingClip(page: Page) {
  return page.evaluate(() => {
    const chat = document.querySelector('agent-chat')?.shadowRoot;
    const controls = [...(chat?.querySelectorAll('agent-chat-rating') ?? [])];
    const boxes = controls.map((control) => control.getBoundingClientRect());
    const stage = document.querySelector('agent-chat')?.getBoundingClientRect();
    const top = Math.min(...boxes.map(({ top }) => top)) - 36;
    const bottom = Math.max(...boxes.map(({ bottom }) => bottom)) + 12;
    return { x: (stage?.left ?? 0) + 2, y: top, width: (stage?.width ?? 0) - 4, height: bottom - top };
  });
}

const folder = process.argv[2] ?? 'docs/pictures';
mkdirSync(folder, { recursive: true });
const stack = await startStack({ quiet: true });
const browser = await puppeteer.launch(launchOptions());
for (const { name, query = '', width = 1240, height = 860, visit, around } of pictures) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width, height, deviceScaleFactor: 1 });
  await page.goto(`${stack.url}/${query}`);
  await page.waitForSelector('>>> agent-chat-composer, agent-chat[mode="floating"]');
  await visit?.(page);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
  const clip = around ? { clip: await ratingClip(page) } : {};
  await page.screenshot({ path: `${folder}/${name}.png`, ...clip });
  await context.close();
}
await browser.close();
await stack.stop();
process.exit(0);
