// `window.agentChatQueue`: how tag managers and consent tools, which strip attributes, ask for a chat; and the
// one mark by which a second copy of the script knows that the page is served.

import { warn } from '../warn.js';

/** Options and properties of a chat, by property name. */
export type ChatOptions = Readonly<Record<string, unknown>>;

/** What was asked for through the queue. */
export interface Queue {
  /** The options of `init`; null when nobody has asked. */
  readonly used: ChatOptions | null;
  /** `target` of `init`: a CSS selector. */
  readonly target: string | null;
  /** Reads what was put in since. */
  drain(): void;
}

interface QueueArray extends Array<unknown> {
  /** A copy of the script reads it. */
  served?: boolean;
}

/** Takes the queue over, or is null when another copy of the script has done so. `onPush`: more was put in. */
export function openQueue(onPush: () => void): Queue | null {
  const page = globalThis as { agentChatQueue?: unknown };
  // An element with that id would stand there instead.
  let calls: QueueArray = Array.isArray(page.agentChatQueue) ? page.agentChatQueue : [];
  if (calls.served) return null;
  // What the page has frozen is read all the same.
  if (!Object.isExtensible(calls)) calls = [...calls];
  calls.served = true;
  page.agentChatQueue = calls;
  let used: ChatOptions | null = null;
  const read = (call: unknown): void => {
    const [name, options] = Array.isArray(call) ? (call as readonly unknown[]) : [];
    if (name === 'init' && typeof options === 'object' && options !== null) used ??= options as ChatOptions;
    else warn(`agentChatQueue holds ${JSON.stringify(call)}: push ['init', {endpoint: '/api/agent'}].`);
  };
  const queue = {
    get used() {
      return used;
    },
    get target() {
      const target = used?.['target'];
      return typeof target === 'string' ? target : null;
    },
    drain() {
      for (const call of calls.splice(0)) read(call);
    },
  };
  calls.push = (...more: unknown[]) => {
    calls.splice(calls.length, 0, ...more);
    onPush();
    return calls.length;
  };
  return queue;
}
