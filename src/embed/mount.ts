// Puts one <agent-chat> on the page for a script tag that asks for it.

import { warn } from '../warn.js';

/** Marks the one chat that a script tag made, so that a second script finds it. */
const marker = 'data-agent-chat-mounted';

/**
 * Mounts a chat with `attributes`: into the element that `target` selects, else floating over the page.
 * The page has at most one such chat; mounting again does nothing.
 */
export function mount(attributes: ReadonlyMap<string, string>, target: string | null): void {
  if (document.querySelector(`agent-chat[${marker}]`)) return;
  const chat = document.createElement('agent-chat');
  chat.setAttribute(marker, '');
  if (target === null) chat.setAttribute('mode', 'floating');
  for (const [name, value] of attributes) chat.setAttribute(name, value);
  const place = target === null ? document.body : find(target);
  if (place) place.append(chat);
  else warn(`data-target="${target}" finds no element: give a CSS selector such as "#chat".`);
}

function find(selector: string): Element | null {
  try {
    return document.querySelector(selector);
  } catch {
    return null; // not a selector: the warning says what one looks like
  }
}
