// Puts an outbox together with the browser's edges: storage, clock, tabs, and the page's policy. A chat has
// its own; stand-alone controls of a page share one for each endpoint and storage.

import type { OptionValues } from '../config.js';
import { Outbox, type OutboxOptions } from '../feedback/outbox.js';
import type { RatingEntry } from '../feedback/rating-entry.js';
import { warn } from '../warn.js';
import { blockedUrls, callLater, createUuid, inOneTab, storageFor } from './agent-feedback.browser.js';

/** What tells one outbox from another. */
export interface OutboxSettings extends Pick<OutboxOptions, 'fetch' | 'endpoint' | 'onChange'> {
  readonly persist: OptionValues['persist'];
  /** Ends its listening to the page. */
  readonly signal: AbortSignal;
  readonly warn: (message: string) => void;
}

/** An outbox of this browser. */
export function createOutbox({ persist, signal, warn: tell, ...given }: OutboxSettings): Outbox {
  return new Outbox({
    ...given,
    storage: storageFor(persist),
    storageKey: `agent-chat:ratings:${given.endpoint}`,
    now: Date.now,
    createId: createUuid,
    random: Math.random,
    later: callLater,
    exclusively: inOneTab,
    isOnline: () => navigator.onLine,
    isBlocked: blockedUrls(signal, tell),
  });
}

/** Outboxes of stand-alone controls, for the life of the page. */
const shared = new Map<string, { readonly outbox: Outbox; readonly listeners: Set<Listener> }>();

type Listener = (entry: RatingEntry) => void;

/** The page's outbox for `endpoint`. `listener` is told of all its ratings until `signal` aborts. */
export function sharedOutbox(
  endpoint: string,
  persist: OptionValues['persist'],
  listener: Listener,
  signal: AbortSignal,
): Outbox {
  const key = `${persist} ${endpoint}`;
  let entry = shared.get(key);
  if (!entry) {
    const listeners = new Set<Listener>();
    const outbox = createOutbox({
      fetch: (input, init) => fetch(input, init),
      endpoint,
      persist,
      signal: new AbortController().signal,
      onChange: (rating) => {
        for (const listen of listeners) listen(rating);
      },
      warn,
    });
    entry = { outbox, listeners };
    shared.set(key, entry);
  }
  const { outbox, listeners } = entry;
  listeners.add(listener);
  signal.addEventListener('abort', () => listeners.delete(listener));
  return outbox;
}
