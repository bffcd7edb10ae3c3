// WordPress as it comes: what of the four forms survives in posts of admins and of authors, in both editors. The
// script and the endpoint are the site's own, as owners put them there.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Form, floating, formsFor, scriptTag } from '../support/forms.js';
import { startWorld, Visit, type World } from '../support/page.js';
import { editors, Member } from './editors.js';
import { type Site, startSite } from './site.js';
import { works } from './visits.js';

const script = scriptTag('/own/agent-chat.js');
const forms = formsFor('/own/agent-chat.js', '/api/agent');

let world: World;
let site: Site;
before(async () => {
  world = await startWorld();
  site = await startSite({ endpoint: world.stack.url });
});
after(async () => {
  site.stop();
  await world.stop();
});

/** What a site-wide plugin for "header and footer code" prints. */
const footer = (code: string) =>
  site.php(`update_option( 'footer_code', base64_decode( '${Buffer.from(code).toString('base64')}' ) );`);

for (const editor of editors) {
  test(`an admin’s post, ${editor} editor: ${editor === 'visual' ? 'all but the element work, which TinyMCE takes out' : 'every form works'}`, async () => {
    const admin = await Member.enter(world.browser, site, 'admin');
    footer(script);
    const visits: Promise<void>[] = [];
    for (const form of Object.keys(forms) as Form[]) {
      const url = await admin.publish(editor, `${form} by an admin, ${editor}`, forms[form]);
      if (editor === 'visual' && form === 'element') {
        assert.doesNotMatch(await (await fetch(url)).text(), /<agent-chat/);
        continue;
      }
      visits.push(works(world, form === 'placeholder' ? url : `${url}?plain`, floating.has(form)));
    }
    await Promise.all(visits);
    await admin.leave();
  });

  test(`an author’s post, ${editor} editor: the placeholder works, scripts and elements are stripped`, async () => {
    const author = await Member.enter(world.browser, site, 'author');
    footer(script);
    for (const [form, html] of Object.entries(forms)) {
      const url = await author.publish(editor, `${form} by an author, ${editor}`, html);
      const page = await (await fetch(`${url}?plain`)).text();
      assert.ok(!/<agent-chat|own\/agent-chat\.js/.test(page), `${form}: what is no plain HTML is stripped`);
      if (form === 'placeholder') await works(world, url, false);
    }
    await author.leave();
  });
}

test('an author’s placeholder may not send readers’ words elsewhere', async () => {
  footer(forms['one line'].replace(' data-agent-chat ', ' '));
  const author = await Member.enter(world.browser, site, 'author');
  const html = forms.placeholder.replace('/api/agent', 'https://evil.example/api');
  const url = await author.publish('block', 'Elsewhere', html);
  const visit = await Visit.open(world);
  await visit.page.goto(url);
  await visit.page.waitForFunction(() => customElements.get('agent-chat') !== undefined);
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.ok(
    !(
      await visit.page.$$eval('agent-chat', (chats) => chats.map((chat) => chat.getAttribute('endpoint')))
    ).includes('https://evil.example/api'),
  );
  assert.ok(await visit.page.$('a[href="/contact"]'), 'what stood there stands there');
});

for (const theme of ['twentytwentythree', 'twentytwentyone']) {
  test(`site-wide, in ${theme}: the one line in the footer`, async () => {
    site.php(`switch_theme( '${theme}' );`);
    footer(forms['one line']);
    await Promise.all([works(world, `${site.url}/`, true), works(world, `${site.url}/hello-world/`, true)]);
  });
}
