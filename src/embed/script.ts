// The script bundle: registers the elements, finds out what the page asks for, and goes on looking: for
// placeholders that appear later, and for the floating chat that a navigation has taken out of the page.

import { defineAgentChat } from '../define.js';
import { allowedEndpoints, siteAttributes } from './endpoints.js';
import { mountFloating, mountPlaceholder } from './mount.js';
import { openQueue } from './queue.js';
import { readData } from './read-data.js';

// Null for module scripts and after optimisers have moved the code: then the marked tag speaks.
const running = document.currentScript;

/** Placeholders in the content of a page, where editors strip scripts and unknown elements. */
const placeholders = '[data-agent-chat]:not(script, agent-chat, [data-agent-chat-mounted])';

defineAgentChat();
const queue = openQueue(() => document.body && look());
// Null: another copy of the script serves this page, in whatever version it came first.
if (queue) {
  if (document.body) start();
  else document.addEventListener('DOMContentLoaded', start, { once: true });
}

function start(): void {
  look();
  // What is still missing then is a mistake that its owner is told of.
  document.addEventListener('DOMContentLoaded', look, { once: true });
  // Not the conversation's own changes: they are in shadow roots.
  const wanted = { childList: true, subtree: true, attributeFilter: ['data-agent-chat'] };
  new MutationObserver(look).observe(document.documentElement, wanted);
}

/** Mounts what is asked for and not there yet. Runs after each change of the page, so it asks little. */
function look(): void {
  queue?.drain();
  const used = queue?.used ?? null;
  const own = running?.hasAttribute('data-agent-chat') ? running : null;
  const script = own ?? document.querySelector('script[data-agent-chat]');
  if (used || script) {
    const attributes = used ? new Map<string, string>() : readData(script as Element);
    mountFloating(attributes, used ?? {}, queue?.target ?? script?.getAttribute('data-target') ?? null);
  }
  const found = document.querySelectorAll(placeholders);
  if (found.length === 0) return;
  // A tag that names an endpoint need not ask for a floating chat.
  const site = siteAttributes(running?.hasAttribute('data-endpoint') ? running : script, used);
  const endpoints = allowedEndpoints(site.get('endpoint'));
  for (const placeholder of found) mountPlaceholder(placeholder, site, endpoints);
}
