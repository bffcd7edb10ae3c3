// <agent-feedback> in a browser test, its requests answered by the test: everything but LangSmith is real.

import { fixture, html } from '@open-wc/testing';
import type { AgentChatEvents } from '../../src/events.js';
import type { AgentFeedback } from '../../src/index.js';
import { deepQueryAll } from './element.js';

/** A rating that arrived: the parameters of its GET. */
export type Sent = Readonly<Record<string, string>>;

/** How the token API answers. */
export type TokenApi = () => Response | Promise<Response>;

export const recorded: TokenApi = () => Response.json({});

let runs = 0;

/** A rating URL on LangSmith's own host. */
export function tokenUrl(index: number): string {
  return `https://api.smith.langchain.com/api/v1/feedback/tokens/00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

/** Controls for a run that nobody has rated, and what they send. The page's `fetch` is the test's until `restore`. */
export async function startFeedback(
  feedback: unknown,
  keys: readonly string[],
  given: { readonly api?: TokenApi; readonly undo?: number; readonly properties?: object } = {},
) {
  runs += 1;
  const tokens = Object.fromEntries(keys.map((key, index) => [key, tokenUrl(runs * 10 + index)]));
  const own = Object.values(tokens);
  const sent: Sent[] = [];
  const requests: { readonly url: URL; readonly init: RequestInit | undefined }[] = [];
  const realFetch = window.fetch;
  window.fetch = async (input, init) => {
    const url = new URL(String(input), location.href);
    if (!url.pathname.includes('/feedback/tokens/')) return realFetch(input, init);
    // Ratings of earlier tests may still be waiting in the page's outbox.
    if (!own.includes(`${url.origin}${url.pathname}`)) return recorded();
    requests.push({ url, init });
    sent.push(Object.fromEntries(url.searchParams));
    return (given.api ?? recorded)();
  };
  const element = document.createElement('agent-feedback') as AgentFeedback;
  const phases: AgentChatEvents['agent-chat-feedback'][] = [];
  element.addEventListener('agent-chat-feedback', (event) => {
    phases.push((event as CustomEvent<AgentChatEvents['agent-chat-feedback']>).detail);
  });
  Object.assign(element, {
    feedback,
    runId: `run-${runs}`,
    tokens,
    feedbackUndo: given.undo ?? 0,
    persist: 'none',
    answer: 'The **answer**.',
    ...given.properties,
  });
  await fixture(html`${element}`);
  const restore = () => {
    window.fetch = realFetch;
  };
  return { element, sent, requests, phases, restore };
}

/** Waits until what was asked for is drawn, and has come to rest. */
export async function drawn(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1)
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const moving = deepQueryAll(document, 'form').flatMap((form) => form.getAnimations());
  await Promise.allSettled(moving.map(({ finished }) => finished));
}

/** The one field or button with this accessible name. Throws when there is none. */
export function named(root: Element, name: string): HTMLElement {
  const all = deepQueryAll(root.shadowRoot ?? root, 'input, button, textarea, summary');
  const found = all.find((field) => nameOf(field) === name);
  if (!found) throw new Error(`Nothing is named "${name}", but: ${all.map(nameOf).join(', ')}`);
  return found;
}

/** Whether a field or button of that name is there. */
export function hasNamed(root: Element, name: string): boolean {
  const all = deepQueryAll(root.shadowRoot ?? root, 'input, button, textarea, summary');
  return all.some((field) => nameOf(field) === name);
}

function nameOf(field: HTMLElement): string {
  const label = field instanceof HTMLInputElement ? field.closest('label')?.textContent : field.textContent;
  return (field.getAttribute('aria-label') ?? label ?? '').trim();
}

/** Writes into a text field, as a person would. */
export function write(field: HTMLElement, text: string): void {
  (field as HTMLTextAreaElement).value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
