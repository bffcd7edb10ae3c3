// <agent-chat> in a browser test, on a scripted Agent Server: everything but the server is real.

import { fixture, html } from '@open-wc/testing';
import type { AgentChat } from '../../src/elements/agent-chat.js';
import '../../src/index.js';
import { ScriptedAgent } from './scripted-agent.js';

/** A chat that nobody has used, and its server. `attributes` are set before it starts. */
export async function startChat(
  attributes: Readonly<Record<string, string>> = {},
  agent = new ScriptedAgent(),
) {
  const chat = document.createElement('agent-chat') as AgentChat;
  chat.fetch = agent.fetch;
  for (const [name, value] of Object.entries({ endpoint: '/api/agent', persist: 'none', ...attributes })) {
    chat.setAttribute(name, value);
  }
  await fixture(html`${chat}`);
  await settled(chat);
  return { chat, agent };
}

/** Waits until the chat and its inner elements are drawn. */
export async function settled(chat: AgentChat): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  await chat.updateComplete;
  const moving = chat.shadowRoot?.getAnimations() ?? [];
  const ending = moving.filter(
    (animation) => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY,
  );
  await Promise.all(ending.map((animation) => animation.finished));
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** All text that can be read in `node`, in any shadow root. */
export function readText(node: Node): string {
  if (node instanceof Element && node.shadowRoot) return `${readText(node.shadowRoot)}${insideText(node)}`;
  if (node instanceof HTMLStyleElement) return '';
  return node instanceof Text ? node.data : insideText(node);
}

function insideText(node: Node): string {
  return [...node.childNodes].map(readText).join('');
}

/** The first element that matches `selector`, in any shadow root. */
export function deepQuery(root: ParentNode, selector: string): HTMLElement | null {
  return deepQueryAll(root, selector)[0] ?? null;
}

/** All elements that match `selector`, in any shadow root. */
export function deepQueryAll(root: ParentNode, selector: string): HTMLElement[] {
  const found = [...root.querySelectorAll<HTMLElement>(selector)];
  for (const element of root.querySelectorAll('*')) {
    if (element.shadowRoot) found.push(...deepQueryAll(element.shadowRoot, selector));
  }
  return found;
}
