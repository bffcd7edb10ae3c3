// A ChatSession on a scripted Agent Server, with every edge in the test's hand.

import { AgentClient } from '../../src/protocol/agent-client.js';
import { ChatSession } from '../../src/session/chat-session.js';
import type { SessionEvent } from '../../src/session/session-options.js';
import { ThreadMemory } from '../../src/session/thread-memory.js';
import type { KeyValueStorage } from '../../src/storage.js';
import { ScriptedAgent } from './scripted-agent.js';

/** A storage in memory. */
export function fakeStorage(): KeyValueStorage & { readonly items: Map<string, string> } {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

/** A session and what it talks to. */
export function startSession(
  given: {
    agent?: ScriptedAgent;
    storage?: KeyValueStorage;
    feedbackKeys?: string[];
    fetch?: typeof fetch;
  } = {},
) {
  const agent = given.agent ?? new ScriptedAgent();
  const events: SessionEvent[] = [];
  const warnings: string[] = [];
  let ids = 0;
  const client = new AgentClient({
    endpoint: 'https://site.example/api/agent',
    assistantId: 'agent',
    messagesKey: 'messages',
    fetch: given.fetch ?? agent.fetch,
    signal: new AbortController().signal,
  });
  const session = new ChatSession({
    client,
    memory: new ThreadMemory(given.storage ?? fakeStorage(), 'conversation'),
    settings: () => ({
      feedbackKeys: given.feedbackKeys ?? ['user_score'],
      input: ({ id, text }) => ({ messages: [{ type: 'human', id, content: text }] }),
    }),
    onEvent: (event) => events.push(event),
    now: () => 1_700_000_000_000,
    createId: () => {
      ids += 1;
      return `u${ids}`;
    },
    // Waiting costs a test no time, but gives way to what was due before.
    wait: async (_ms, signal) => {
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
    },
    warn: (message) => warnings.push(message),
  });
  const texts = () =>
    session.store.get().messages.map(({ role, text, status }) => `${role} ${status}: ${text}`);
  return { agent, session, events, warnings, texts, client };
}
