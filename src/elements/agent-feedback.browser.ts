// The browser's edges, as the conversation takes them: storage, identifiers, waiting, one tab at a time, and
// what the page's policy has refused.

import type { OptionValues } from '../config.js';
import type { KeyValueStorage } from '../storage.js';

/** The browser's storage of that reach; null when there is none or the browser forbids it. */
export function storageFor(persist: OptionValues['persist']): KeyValueStorage | null {
  if (persist === 'none') return null;
  try {
    return persist === 'local' ? localStorage : sessionStorage;
  } catch {
    return null; // sandboxed frames and blocked cookies throw on mere access
  }
}

/** A random UUID. `crypto.randomUUID` is missing on http pages that are not localhost. */
export function createUuid(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  // RFC 9562, 5.4: version 4 in byte 6, variant in byte 8.
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Waits `ms`, or less when the network comes back meanwhile. Rejects when `signal` aborts. */
export function waitOnline(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (ms === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const stop = (settle: () => void) => () => {
      clearTimeout(timer);
      removeEventListener('online', onOnline);
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    const onOnline = stop(resolve);
    const onAbort = stop(() => reject(signal.reason));
    const timer = setTimeout(onOnline, ms);
    addEventListener('online', onOnline);
    signal.addEventListener('abort', onAbort);
  });
}

/** Calls back once after `ms`; the function it returns takes that back. */
export function callLater(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, Math.min(ms, 2 ** 31 - 1));
  return () => clearTimeout(timer);
}

/** Runs `task` in one tab at a time; browsers without locks (http pages have none) run it anyway. */
export async function inOneTab(task: () => Promise<void>): Promise<void> {
  if (navigator.locks) await navigator.locks.request('agent-chat-outbox', task);
  else await task();
}

/**
 * Tells whether the page's policy has refused a URL: the proof that nothing was sent. A policy that only
 * reports fires the same event, and lets the request through. Says once which directive to widen.
 */
export function blockedUrls(
  signal: AbortSignal,
  warn: (message: string) => void,
): (url: string) => Promise<boolean> {
  const refused = new Set<string>();
  document.addEventListener(
    'securitypolicyviolation',
    ({ disposition, effectiveDirective, blockedURI }) => {
      if (disposition !== 'enforce' || effectiveDirective !== 'connect-src') return;
      refused.add(blockedURI);
    },
    { signal },
  );
  return async (url) => {
    // The event comes right after the rejection.
    await new Promise((resolve) => setTimeout(resolve));
    const { origin, pathname } = new URL(url);
    const blocked = [...refused].some(
      (uri) => uri === url || uri === origin || uri === `${origin}${pathname}`,
    );
    if (blocked) warn(`The page’s Content-Security-Policy blocks ${origin}: add it to its connect-src.`);
    return blocked;
  };
}
