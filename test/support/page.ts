// A real page for the page tests: the demo's stack with a real Agent Server, the built script, a real
// browser, and the demo's own Content-Security-Policy, whose violations are collected.

import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core';
import { type Stack, startStack } from '../../demo/stack.js';
import { launchOptions } from './browser.js';

const agents = fileURLToPath(new URL('./agents/agents.ts', import.meta.url));

/** The graphs that page tests may talk to, besides the demo's `agent`. */
const graphs = Object.fromEntries(
  ['faulty', 'slow', 'plain', 'careful', 'handy'].map((name) => [name, `${agents}:${name}`]),
);

/** What a page test works with. */
export interface World {
  readonly stack: Stack;
  readonly browser: Browser;
  stop(): Promise<void>;
}

/** Starts the stack and a browser. The demo's agent answers without pauses. */
export async function startWorld(): Promise<World> {
  process.env['AGENT_CHAT_DEMO_PAUSE'] = '1';
  const [stack, browser] = await Promise.all([
    startStack({ graphs, quiet: true }),
    puppeteer.launch(launchOptions()),
  ]);
  return {
    stack,
    browser,
    async stop() {
      await browser.close();
      await stack.stop();
    },
  };
}

/** A visit to the demo page by somebody new. */
export class Visit {
  readonly page: Page;
  readonly violations: string[];
  readonly errors: string[];

  private constructor(page: Page, violations: string[], errors: string[]) {
    this.page = page;
    this.violations = violations;
    this.errors = errors;
  }

  /** The profile the page is in. */
  get context(): BrowserContext {
    return this.page.browserContext();
  }

  /** Opens `url` in another tab of the same profile. */
  async another(url: string): Promise<Visit> {
    const page = await this.context.newPage();
    await page.evaluateOnNewDocument('globalThis.__name = (value) => value');
    await page.goto(url);
    return new Visit(page, [], []);
  }

  /** Opens the demo page in a fresh profile. `attributes` are set on the chat before it starts. */
  static async open(
    { browser, stack }: World,
    attributes: Readonly<Record<string, string>> = {},
  ): Promise<Visit> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const violations: string[] = [];
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    // tsx wraps named functions in a helper, which functions that are sent to the page miss there.
    await page.evaluateOnNewDocument('globalThis.__name = (value) => value');
    await page.exposeFunction('tellViolation', (text: string) => void violations.push(text));
    await page.evaluateOnNewDocument((wanted: Record<string, string>) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
        const tell = Reflect.get(window, 'tellViolation') as (text: string) => void;
        tell(`${effectiveDirective} ${blockedURI} ${sample}`);
      });
      new MutationObserver(() => {
        const chat = document.querySelector('agent-chat:not([data-prepared])');
        if (!chat) return;
        chat.setAttribute('data-prepared', '');
        for (const [name, value] of Object.entries(wanted)) chat.setAttribute(name, value);
      }).observe(document, { childList: true, subtree: true });
    }, attributes);
    await page.goto(stack.url);
    return new Visit(page, violations, errors);
  }

  /** The element with this role and accessible name, once it is there. */
  async find(role: string, name: string) {
    const found = await this.page.waitForSelector(`::-p-aria([name="${name}"][role="${role}"])`, {
      timeout: 10_000,
    });
    if (!found) throw new Error(`There is no ${role} "${name}".`);
    return found;
  }

  /** Writes `text` and sends it. */
  async ask(text: string): Promise<void> {
    const box = await this.find('textbox', 'Message');
    await box.type(text);
    await this.page.keyboard.press('Enter');
  }

  /** Waits until the chat's status is one of `statuses`. */
  async untilStatus(...statuses: readonly string[]): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => wanted.includes(String(Reflect.get(document.querySelector('agent-chat') ?? {}, 'status'))),
      { timeout: 15_000 },
      statuses,
    );
  }

  /** Asks, and waits for the whole answer. */
  async askAndWait(text: string): Promise<void> {
    const before = (await this.messages()).length;
    await this.ask(text);
    await this.page.waitForFunction(
      (count) =>
        (Reflect.get(document.querySelector('agent-chat') ?? {}, 'messages') as unknown[]).length > count + 1,
      { timeout: 15_000 },
      before,
    );
    await this.untilStatus('idle', 'error', 'interrupted');
  }

  /** The conversation as the element tells it. */
  async messages(): Promise<readonly { role: string; text: string; status: string; runId: string | null }[]> {
    return this.page.evaluate(() => {
      const chat = document.querySelector('agent-chat');
      return (Reflect.get(chat ?? {}, 'messages') ?? []) as {
        role: string;
        text: string;
        status: string;
        runId: string | null;
      }[];
    });
  }

  /** Waits until `text` can be read on the page, in any shadow root. */
  async untilText(text: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => {
        const read = (node: Node): string => {
          if (node instanceof Element && node.shadowRoot) return `${read(node.shadowRoot)}${inside(node)}`;
          return node instanceof Text ? node.data : inside(node);
        };
        const inside = (node: Node): string => [...node.childNodes].map(read).join('');
        return read(document.body).includes(wanted);
      },
      { timeout: 15_000, polling: 50 },
      text,
    );
  }
}
