// Where the words of a placeholder in the content go, and where they may go. Whoever may write a post may not send
// its readers' words elsewhere: the site-wide script says where they may go.

import { readEndpoint } from '../config.js';
import type { ChatOptions } from './queue.js';

/** Absolute addresses that are allowed, and all below them. */
export type Endpoints = readonly string[];

/** Endpoint and assistant as the site has them, by attribute name: from the queue, or off the script's tag. */
export function siteAttributes(
  script: Element | null,
  used: ChatOptions | null,
): ReadonlyMap<string, string> {
  const site = {
    endpoint: used?.['endpoint'] ?? script?.getAttribute('data-endpoint'),
    'assistant-id': used?.['assistantId'] ?? script?.getAttribute('data-assistant-id'),
  };
  return new Map(
    Object.entries(site).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/**
 * The list of the page's script (`data-allowed-endpoints`, JSON or separated by spaces), or the site's `endpoint` and
 * the page's origin. The list is looked for on every script: modules and optimised scripts do not know their tag.
 */
export function allowedEndpoints(endpoint: string | undefined): Endpoints {
  const name = 'data-allowed-endpoints';
  const listed = document.querySelector(`script[${name}]`)?.getAttribute(name) ?? null;
  const wanted = listed === null ? ['/', endpoint] : readList(listed);
  return wanted.flatMap((one) => {
    const read = typeof one === 'string' && one !== '' ? readEndpoint(one) : null;
    return read && 'url' in read ? read.url : [];
  });
}

/** Whether `endpoint`, as it is written, is one of them or below one. */
export function isAllowed(endpoint: string, allowed: Endpoints): boolean {
  const read = readEndpoint(endpoint);
  return 'url' in read && allowed.some((one) => read.url === one || read.url.startsWith(`${one}/`));
}

function readList(text: string): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return list;
  } catch {
    // not JSON: separated by spaces
  }
  return text.split(/[\s,]+/);
}
