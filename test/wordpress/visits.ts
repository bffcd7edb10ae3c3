// The short visit that every page of a WordPress gets.

import assert from 'node:assert/strict';
import { Visit, type World } from '../support/page.js';

/** Visits a page as a stranger, asks and rates. `floats`: the chat must be opened first. */
export async function works(world: World, url: string, floats: boolean): Promise<void> {
  const visit = await Visit.open(world);
  await visit.page.goto(url);
  visit.errors.length = 0;
  if (floats) await (await visit.find('button', 'Open chat')).click();
  await visit.askAndWait('How do I embed the chat on my page?');
  await (await visit.find('radio', 'Good response')).click();
  await visit.untilText('Thanks for your feedback');
  assert.equal(await visit.page.$$eval('agent-chat', (chats) => chats.length), 1, 'one chat, and no other');
  assert.deepEqual(visit.errors, []);
  await visit.context.close();
}
