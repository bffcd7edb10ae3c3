// The script bundle: registers the elements, finds out whether its own script tag asks for a chat, and
// mounts it. Runs once, as classic, async, deferred or module script.

import { defineAgentChat } from '../define.js';
import { mount } from './mount.js';
import { readData } from './read-data.js';

// Null for module scripts and after optimisers have moved the code: then the marked tag speaks.
const running = document.currentScript;

defineAgentChat();
if (document.body) start();
else document.addEventListener('DOMContentLoaded', start, { once: true });

function start(): void {
  const own = running?.hasAttribute('data-agent-chat') ? running : null;
  const script = own ?? document.querySelector('script[data-agent-chat]');
  if (script) mount(readData(script), script.getAttribute('data-target'));
}
