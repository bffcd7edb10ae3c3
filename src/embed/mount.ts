// Puts chats on the page: the one that a script or the queue asks for, and one into each placeholder.

import { warn } from '../warn.js';
import { type Endpoints, isAllowed } from './endpoints.js';
import type { ChatOptions } from './queue.js';
import { readData } from './read-data.js';

/** Marks what a script has mounted: `page` is its one chat, `placeholder` stands in the content. */
const marker = 'data-agent-chat-mounted';

let floating: HTMLElement | null = null;

/**
 * Sees to it that the one chat of this page stands in it: into the element that `target` selects, else over the
 * page. A navigation that keeps the script (Turbo, pjax) may have taken it out: the same element comes back, and
 * its conversation with it.
 */
export function mountFloating(
  attributes: ReadonlyMap<string, string>,
  properties: ChatOptions,
  target: string | null,
): void {
  if (floating?.isConnected) return;
  const other = document.querySelector<HTMLElement>(`agent-chat[${marker}="page"]`);
  if (!floating && other) return;
  const place = target === null ? document.body : find(target);
  if (!place) {
    // While the page is being read it may still come.
    if (document.readyState === 'loading') return;
    warn(`data-target="${target}" finds no element: give a CSS selector such as "#chat".`);
    return;
  }
  // A page that was restored from a cache of the navigation holds a dead copy.
  other?.remove();
  floating ??= make('page', attributes, properties, target === null ? 'floating' : 'inline');
  place.append(floating);
}

/**
 * A chat in the place of a placeholder's fallback, when it names an endpoint that it may name. One that names none
 * gets the site's, with its assistant.
 */
export function mountPlaceholder(
  placeholder: Element,
  site: ReadonlyMap<string, string>,
  endpoints: Endpoints,
): void {
  placeholder.setAttribute(marker, '');
  const own = readData(placeholder);
  const attributes = own.has('endpoint') ? own : new Map([...site, ...own]);
  const endpoint = attributes.get('endpoint') ?? '';
  if (!isAllowed(endpoint, endpoints)) {
    warn(
      `A placeholder names the endpoint "${endpoint}", which is not allowed here: add it to data-allowed-endpoints of the site-wide script.`,
    );
    return;
  }
  const mode = placeholder.getAttribute('data-agent-chat') || 'inline';
  placeholder.replaceChildren(make('placeholder', attributes, {}, mode));
}

function make(
  mark: 'page' | 'placeholder',
  attributes: ReadonlyMap<string, string>,
  properties: ChatOptions,
  mode: string,
): HTMLElement {
  const chat = document.createElement('agent-chat');
  chat.setAttribute(marker, mark);
  chat.setAttribute('mode', mode);
  attributes.forEach((value, name) => {
    chat.setAttribute(name, value);
  });
  for (const name of Object.keys(properties)) {
    if (name === 'target') continue;
    // What the element does not know stays where it is: a mistyped name must not land on an HTML element.
    if (name in chat && !(name in HTMLElement.prototype)) Reflect.set(chat, name, properties[name]);
    else warn(`agentChatQueue: "${name}" is no option of the chat.`);
  }
  return chat;
}

function find(selector: string): Element | null {
  try {
    return document.querySelector(selector);
  } catch {
    return null; // not a selector: the warning says what one looks like
  }
}
