// WordPress with the plugin: an admin installs the zip and sets it up; admins and authors put the chat into posts;
// visitors talk and rate. What an author may not do, they cannot.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { ElementHandle } from 'puppeteer-core';
import { type Form, floating, formsFor } from '../support/forms.js';
import { startWorld, Visit, type World } from '../support/page.js';
import { editors, Member } from './editors.js';
import { type Site, startSite } from './site.js';
import { works } from './visits.js';

const zip = fileURLToPath(new URL('../../dist/agent-chat-wordpress.zip', import.meta.url));
const key = 'the-owners-key';
const forms = formsFor('/wp-content/plugins/agent-chat/agent-chat.js', '/wp-json/agent-chat/v1');

let world: World;
let site: Site;
let admin: Member;
let author: Member;
before(async () => {
  world = await startWorld();
  site = await startSite();
  admin = await Member.enter(world.browser, site, 'admin');
  author = await Member.enter(world.browser, site, 'author');
});
after(async () => {
  const complaints = site.complaints();
  await world.stop();
  site.stop();
  assert.doesNotMatch(complaints, /plugins\/agent-chat|Agent Chat:/, 'PHP has nothing to complain of');
});

test('an admin installs the zip, activates it and sets it up', async () => {
  const { page } = admin;
  await admin.go('/wp-admin/plugin-install.php?tab=upload');
  const file = (await page.waitForSelector('#pluginzip')) as ElementHandle<HTMLInputElement>;
  await file.uploadFile(zip);
  await page.$eval('#install-plugin-submit', (button) => button.removeAttribute('disabled'));
  await admin.leaveBy('#install-plugin-submit');
  await admin.leaveBy('a.button-primary[href*="action=activate"]');
  await admin.leaveBy('a[href$="options-general.php?page=agent-chat"]');

  const fill = (name: string, text: string) =>
    page.$eval(
      `[name="${name}"]`,
      (field, value) => {
        (field as HTMLInputElement).value = value;
      },
      text,
    );
  // Browsers keep such an address from being sent; the server must not rely on it.
  await page.$eval('form[action="options.php"]', (form) => form.setAttribute('novalidate', ''));
  await fill('agent_chat[upstream]', 'my agent');
  await admin.leaveBy('#submit');
  assert.match(
    await page.$eval('#wpbody', (body) => body.textContent ?? ''),
    /must be a web address such as/,
  );

  await fill('agent_chat[upstream]', `${world.stack.agentUrl}/`);
  await fill('agent_chat_api_key', key);
  await fill('agent_chat[langsmith_url]', world.stack.feedbackUrl);
  await fill('agent_chat[heading]', 'Ask "us" & <them>');
  await fill('agent_chat[starters]', 'How do I embed the chat on my page?\nWhat can you do?');
  await admin.leaveBy('#submit');
  const source = await page.content();
  assert.ok(!source.includes(key), 'the key is not shown again');
  assert.ok(source.includes('A key is saved'));
  await admin.leaveBy('#submit');
  await admin.leaveBy('a.button[href*="check=1"]');
  const found = await page.$$eval('.wrap ul li', (items) => items.map((item) => item.textContent ?? ''));
  assert.equal(found.length, 4, found.join('\n'));
  for (const finding of found) assert.match(finding, /Good\./);
});

test('the check names what is wrong', async () => {
  const saved = site.php(`echo wp_json_encode( get_option( 'agent_chat' ) );`);
  const check = async (change: object) => {
    site.set({ ...JSON.parse(saved), ...change });
    await admin.go('/wp-admin/options-general.php?page=agent-chat');
    await admin.leaveBy('a.button[href*="check=1"]');
    return admin.page.$eval('.wrap ul', (list) => list.textContent ?? '');
  };
  assert.match(await check({ upstream: '' }), /Name the address of your Agent Server/);
  assert.match(await check({ upstream: 'http://127.0.0.1:9' }), /cannot be reached/);
  assert.match(await check({ upstream: site.url }), /is no Agent Server/);
  assert.match(await check({ assistants: ['agent', 'nobody'] }), /has no “nobody”/);
  assert.match(await check({ langsmith_url: 'http://127.0.0.1:9' }), /LangSmith does not answer/);
  assert.doesNotMatch(await check({}), /Mend this/);
});

for (const theme of ['twentytwentythree', 'twentytwentyone']) {
  test(`the floating chat, site-wide, in ${theme}`, async () => {
    site.php(`switch_theme( '${theme}' );`);
    await Promise.all([works(world, `${site.url}/`, true), works(world, `${site.url}/hello-world/`, true)]);
  });
}

test('the conversation is there after the next page, and the rating on its run', async () => {
  const visit = await Visit.open(world);
  await visit.page.goto(`${site.url}/`);
  await (await visit.find('button', 'Open chat')).click();
  await visit.askAndWait('How do I embed the chat on my page?');
  const before = await visit.messages();
  await visit.page.goto(`${site.url}/hello-world/`);
  await (await visit.find('button', 'Open chat')).click();
  await visit.page.waitForFunction(
    (count) =>
      (Reflect.get(document.querySelector('agent-chat') ?? {}, 'messages') as unknown[]).length === count,
    {},
    before.length,
  );
  assert.deepEqual(
    (await visit.messages()).map(({ role, text }) => ({ role, text })),
    before.map(({ role, text }) => ({ role, text })),
  );
  await visit.untilText('Ask "us" & <them>');
  await visit.untilText('Sources:');
  // The panel moves while it opens.
  await visit.page.waitForFunction(
    () => document.querySelector('agent-chat')?.shadowRoot?.getAnimations().length === 0,
  );
  await (await visit.find('radio', 'Bad response')).click();
  await visit.untilText('Thanks for your feedback');
  const run = before.at(-1)?.runId;
  const rated = world.stack.store.records.filter((record) => record.runId === run);
  assert.deepEqual(
    rated.map(({ key, score }) => ({ key, score })),
    [{ key: 'user_score', score: -1 }],
  );
  const cookies = await visit.page.evaluate(() => document.cookie);
  assert.doesNotMatch(cookies, /agent/, 'no script can read who the visitor is');
  await visit.context.close();
});

for (const [name, member] of [
  ['admin', () => admin],
  ['author', () => author],
] as const) {
  test(`an ${name} writes the block, the shortcode and the placeholder`, async () => {
    const block = '<!-- wp:agent-chat/chat {"heading":"In a post"} /-->';
    const shortcode = '[agent_chat heading="In a post" starters="One?|Two?"]';
    const posts = [
      await member().publish('block', `Block by ${name}`, block),
      await member().publish(
        'block',
        `Shortcode by ${name}`,
        `<!-- wp:shortcode -->\n${shortcode}\n<!-- /wp:shortcode -->`,
      ),
      await member().publish('classic', `Shortcode by ${name}, classic`, `Before.\n\n${shortcode}\n\nAfter.`),
      await member().publish('block', `Placeholder by ${name}`, forms.placeholder),
      await member().publish(
        'classic',
        `Placeholder by ${name}, classic`,
        '<div data-agent-chat="inline">Ask us</div>',
      ),
    ];
    for (const half of [posts.slice(0, 3), posts.slice(3)])
      await Promise.all(half.map((url) => works(world, url, false)));
  });
}

for (const editor of ['block', 'classic'] as const) {
  test(`an admin’s hand-written forms beside the plugin, ${editor} editor: one chat, and it works`, async () => {
    const visits: Promise<void>[] = [];
    for (const form of Object.keys(forms) as Form[]) {
      const url = await admin.publish(editor, `${form} by hand, ${editor}`, forms[form]);
      visits.push(works(world, url, floating.has(form)));
    }
    await Promise.all(visits);
  });
}

test('an author finds the block in the editor, by its name', async () => {
  await author.open('block');
  const { page } = author;
  await page.evaluate(() => {
    const { wp } = globalThis as unknown as {
      wp: { data: { dispatch(store: string): { insertDefaultBlock(): void } } };
    };
    wp.data.dispatch('core/block-editor').insertDefaultBlock();
  });
  await page.keyboard.type('/agent');
  await page.waitForSelector('.components-autocomplete__result');
  await page.keyboard.press('Enter');
  const card = await page.waitForSelector('.wp-block-agent-chat-chat');
  assert.match(
    (await card?.evaluate((element) => element.textContent)) ?? '',
    /The chat with your agent stands here/,
  );
  await works(world, await author.save('By its name'), false);
});

test('an author says how a chat looks, and nothing else', async () => {
  const post = (html: string) => author.publish('block', 'Hostile', html);
  const attributes = async (url: string) => {
    const page = await (await fetch(url)).text();
    assert.doesNotMatch(page, /<script>alert|<img src=x/);
    return /<agent-chat ([^>]*)>/.exec(page)?.[1] ?? '';
  };
  const elsewhere = await attributes(
    await post(
      '[agent_chat endpoint="https://evil.example" persist="none" mode="fullscreen" onclick="alert(1)"]',
    ),
  );
  assert.match(elsewhere, /endpoint="\/wp-json\/agent-chat\/v1"/);
  assert.match(elsewhere, /persist="local"/);
  assert.match(elsewhere, /mode="inline"/);
  assert.doesNotMatch(elsewhere, /evil|onclick/);
  const marked = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
  const named = await attributes(
    await post(
      `<!-- wp:agent-chat/chat ${JSON.stringify({
        heading: marked,
        feedback: marked,
        starters: `${marked}|' x`,
      })
        .replaceAll('<', '\\u003c')
        .replaceAll('>', '\\u003e')
        .replaceAll('\\"', '\\u0022')} /-->`,
    ),
  );
  assert.match(named, /heading="&quot;&gt;alert\(1\)/);

  for (const path of ['/wp-admin/options-general.php?page=agent-chat', '/wp-admin/plugin-install.php'])
    assert.equal(await author.go(path), 403, `${path} is the admins’`);
});

for (const editor of editors) {
  test(`a chat in the content, ${editor} editor: none floats beside it; lists of posts float one`, async () => {
    const url = await author.publish(editor, `Beside, ${editor}`, '[agent_chat]');
    const visit = await Visit.open(world);
    await visit.page.goto(url);
    await visit.find('textbox', 'Message');
    assert.equal(await visit.page.$$eval('agent-chat', (chats) => chats.length), 1);
    await visit.page.goto(`${site.url}/`);
    await visit.find('button', 'Open chat');
    await visit.context.close();
  });
}

test('the owner’s switch: nothing floats, posts keep their chats', async () => {
  await admin.go('/wp-admin/options-general.php?page=agent-chat');
  await admin.page.$eval('#agent-chat-floating', (box) => (box as HTMLInputElement).click());
  await admin.leaveBy('#submit');
  assert.doesNotMatch(await (await fetch(`${site.url}/`)).text(), /agent-chat\.js/, 'not even the script');
  await works(world, await author.publish('block', 'Still here', '[agent_chat]'), false);
});
