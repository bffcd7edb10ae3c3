// Takes the pictures of the WordPress plugin that its docs show, in a real WordPress: the settings page with what
// its check says, and a post with the block. Part of `npm run pictures`.

import { startWorld, Visit } from '../test/support/page.js';
import { Member } from '../test/wordpress/editors.js';
import { startSite } from '../test/wordpress/site.js';

const folder = 'docs/pictures';
const world = await startWorld();
const site = await startSite({
  plugin: true,
  options: {
    agent_chat: {
      upstream: world.stack.agentUrl,
      langsmith_url: world.stack.feedbackUrl,
      heading: 'Ask us',
      greeting: 'What would you like to know?',
      starters: ['How do I embed the chat on my page?', 'Which policy does it need?'],
    },
    agent_chat_api_key: 'a key',
  },
});
try {
  const admin = await Member.enter(world.browser, site, 'admin');
  await admin.page.setViewport({ width: 1_000, height: 1_900 });
  await admin.go('/wp-admin/options-general.php?page=agent-chat');
  await admin.leaveBy('a.button[href*="check=1"]');
  await admin.page.evaluate(() => scrollTo(0, 0));
  await admin.page.screenshot({ path: `${folder}/wordpress-settings.png` });

  const post = await admin.publish(
    'block',
    'Questions?',
    '<!-- wp:paragraph --><p>Our agent has read everything.</p><!-- /wp:paragraph -->\n<!-- wp:agent-chat/chat {"heading":"Ask us here"} /-->',
  );
  const visit = await Visit.open(world);
  await visit.page.setViewport({ width: 1_000, height: 1_010 });
  await visit.page.goto(post);
  await visit.find('textbox', 'Message');
  await visit.page.screenshot({ path: `${folder}/wordpress-post.png` });
} finally {
  site.stop();
  await world.stop();
}
