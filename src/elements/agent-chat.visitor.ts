// Keeps the token by which our proxy knows an anonymous visitor again, where a cookie of its own would not
// reach it: on pages of another origin. A server that hands out none never gets one.

import type { KeyValueStorage } from '../storage.js';

const header = 'Agent-Chat-Visitor';

/** What the proxy hands out, and what it gets with each request. */
export interface VisitorToken {
  headers(): Readonly<Record<string, string>>;
  /** To be told the headers of each answer. */
  keep(headers: Headers): void;
}

/** The token for `endpoint`, remembered in `storage`, or for as long as the page lives. */
export function visitorToken(storage: KeyValueStorage | null, endpoint: string): VisitorToken {
  const key = `agent-chat:visitor:${endpoint}`;
  let own: string | null = null;
  const stored = () => {
    try {
      return storage?.getItem(key) ?? null;
    } catch {
      return null;
    }
  };
  return {
    headers(): Readonly<Record<string, string>> {
      const token = own ?? stored();
      // Anybody may have written to the storage: only what a header can hold.
      return token && /^[\w.-]+$/.test(token) ? { [header]: token } : {};
    },
    keep(headers) {
      const token = headers.get(header);
      if (!token) return;
      own = token;
      try {
        storage?.setItem(key, token);
      } catch {
        // full or forbidden: the page goes on with what it holds
      }
    },
  };
}
