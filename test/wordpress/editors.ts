// What admins and authors do in WordPress: sign in, write posts in either editor, and set the plugin up.

import type { Browser, Page } from 'puppeteer-core';
import type { Site } from './site.js';

/** The editors that WordPress has: blocks, and the classic one's two tabs, text and TinyMCE. */
export const editors = ['block', 'classic', 'visual'] as const;
export type Editor = (typeof editors)[number];

/** Somebody who is signed in, in a profile of their own. */
export class Member {
  readonly page: Page;
  readonly #site: Site;

  private constructor(page: Page, site: Site) {
    this.page = page;
    this.#site = site;
  }

  /** Signs in. */
  static async enter(browser: Browser, site: Site, name: 'admin' | 'author'): Promise<Member> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.evaluateOnNewDocument('globalThis.__name = (value) => value');
    await page.setViewport({ width: 1280, height: 900 });
    const member = new Member(page, site);
    await member.go('/wp-login.php');
    // The page moves its focus around while it loads.
    await page.waitForFunction(() => document.activeElement?.id === 'user_login');
    await page.type('#user_login', name);
    await page.type('#user_pass', 'password');
    await member.leaveBy('#wp-submit');
    return member;
  }

  /** Closes the profile. */
  async leave(): Promise<void> {
    await this.page.browserContext().close();
  }

  /** Goes to a path of the site; the answer's status. */
  async go(path: string): Promise<number> {
    const answer = await this.page.goto(`${this.#site.url}${path}`);
    return answer?.status() ?? 0;
  }

  /** Clicks what leads to another page. */
  async leaveBy(selector: string): Promise<void> {
    await this.page.waitForSelector(selector);
    await Promise.all([
      this.page.waitForNavigation(),
      this.page.$eval(selector, (button) => (button as HTMLElement).click()),
    ]);
  }

  /** Publishes a post; its address. `html` is what an author would paste: a block's text, or the text tab's. */
  async publish(editor: Editor, title: string, html: string): Promise<string> {
    return editor === 'block' ? this.#inBlocks(title, html) : this.#inClassic(editor, title, html);
  }

  /** Opens an editor with a new post. */
  async open(editor: Editor): Promise<void> {
    const cookie = { name: 'classic', url: `${this.#site.url}/` };
    if (editor !== 'block') await this.page.setCookie({ ...cookie, value: '1' });
    else await this.page.deleteCookie(cookie);
    await this.go('/wp-admin/post-new.php');
    await (editor === 'block' ? this.#untilBlocks() : this.page.waitForSelector('#content-html'));
  }

  async #inBlocks(title: string, html: string): Promise<string> {
    await this.open('block');
    await this.page.evaluate(
      (text) => {
        const { wp } = globalThis as unknown as WordPress;
        wp.data.dispatch('core/block-editor').resetBlocks(wp.blocks.parse(text));
      },
      html.startsWith('<!-- wp:') ? html : `<!-- wp:html -->\n${html}\n<!-- /wp:html -->`,
    );
    return this.save(title);
  }

  async #untilBlocks(): Promise<void> {
    await this.page.waitForFunction(
      () => {
        const { wp } = globalThis as unknown as Partial<WordPress>;
        return Number(wp?.data?.select('core/editor')?.getCurrentPostId?.()) > 0;
      },
      { timeout: 30_000 },
    );
  }

  /** Publishes what is in the block editor. */
  async save(title: string): Promise<string> {
    return this.page.evaluate(async (named) => {
      const { wp } = globalThis as unknown as WordPress;
      wp.data.dispatch('core/editor').editPost({ title: named, status: 'publish' });
      await wp.data.dispatch('core/editor').savePost();
      const { getPermalink, didPostSaveRequestSucceed } = wp.data.select('core/editor');
      if (!didPostSaveRequestSucceed()) throw new Error('The post was not saved.');
      return getPermalink();
    }, title);
  }

  async #inClassic(editor: Editor, title: string, html: string): Promise<string> {
    await this.open(editor);
    await this.page.$eval('#content-html', (tab) => (tab as HTMLElement).click());
    await this.page.type('#title', title);
    await this.page.$eval(
      '#content',
      (box, text) => {
        (box as HTMLTextAreaElement).value = text;
      },
      html,
    );
    if (editor === 'visual') {
      // TinyMCE reads what stands in the text tab, and writes it anew when the post is sent.
      await this.page.$eval('#content-tmce', (tab) => (tab as HTMLElement).click());
      await this.page.waitForFunction(() =>
        document.querySelector('#wp-content-wrap')?.matches('.tmce-active'),
      );
      await this.page.waitForSelector('#content_ifr');
    }
    // Its script counts words first, and looks whether the post is locked.
    await this.page.waitForSelector('#publish:not(.disabled)');
    await this.page.$eval('#publish', (button) => (button as HTMLElement).click());
    await this.page.waitForSelector('#message a');
    return this.page.$eval('#message a', (link) => (link as HTMLAnchorElement).href);
  }
}

/** What of WordPress's own scripts is used here. */
interface WordPress {
  readonly wp: {
    readonly blocks: { parse(text: string): unknown[] };
    readonly data: {
      dispatch(store: 'core/block-editor'): { resetBlocks(blocks: unknown[]): void };
      dispatch(store: 'core/editor'): { editPost(edits: object): void; savePost(): Promise<void> };
      select(store: 'core/editor'): {
        getCurrentPostId?(): number;
        getPermalink(): string;
        didPostSaveRequestSucceed(): boolean;
      };
    };
  };
}
