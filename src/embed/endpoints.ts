// Which endpoints a placeholder in the content may name. Whoever may write a post may not send its readers'
// words elsewhere: the site-wide script says where they may go.

import { readEndpoint } from '../config.js';

/** Absolute addresses that are allowed, and all below them. */
export type Endpoints = readonly string[];

/**
 * The list of the page's script (`data-allowed-endpoints`, JSON or separated by spaces), or the endpoint of `script`
 * and the page's origin. The list is looked for on every script: modules and optimised scripts do not know their tag.
 */
export function allowedEndpoints(script: Element | null, own: unknown): Endpoints {
  const name = 'data-allowed-endpoints';
  const listed = document.querySelector(`script[${name}]`)?.getAttribute(name) ?? null;
  const wanted = listed === null ? ['/', script?.getAttribute('data-endpoint') ?? own] : readList(listed);
  return wanted.flatMap((endpoint) => {
    const read = typeof endpoint === 'string' && endpoint !== '' ? readEndpoint(endpoint) : null;
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
