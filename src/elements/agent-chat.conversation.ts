// Puts a conversation together: client, memory, session and outbox with the browser's edges handed in. The
// only place that knows all of them; who draws them is agent-chat.ts.

import type { OptionValues } from '../config.js';
import type { Outbox, OutboxOptions } from '../feedback/outbox.js';
import { AgentClient } from '../protocol/agent-client.js';
import type { HeadersSource } from '../protocol/agent-fetch.js';
import { AgentError } from '../protocol/errors.js';
import { ChatSession } from '../session/chat-session.js';
import type { ChatSessionOptions, SessionEvent } from '../session/session-options.js';
import type { ChatMessage } from '../session/state.js';
import { ThreadMemory } from '../session/thread-memory.js';
import { visitorToken } from './agent-chat.visitor.js';
import { blockedUrls, createUuid, storageFor, waitOnline } from './agent-feedback.browser.js';
import { createOutbox } from './agent-feedback.outbox.js';

/** Input, context and the like of a run, as the host gave them. */
export interface HostSettings {
  readonly headers?: HeadersSource | undefined;
  readonly credentials?: RequestCredentials | undefined;
  readonly fetch?: typeof fetch | undefined;
  readonly context?: unknown;
  readonly config?: unknown;
  readonly metadata?: unknown;
  readonly transformInput?: ((input: unknown, message: ChatMessage) => unknown) | undefined;
}

/** What a conversation is built from. Functions are asked anew for every run. */
export interface ConversationOptions {
  readonly endpoint: string;
  readonly options: Readonly<OptionValues>;
  readonly host: () => HostSettings;
  readonly feedbackKeys: () => readonly string[];
  readonly onSessionEvent: (event: SessionEvent) => void;
  readonly onRating: OutboxOptions['onChange'];
  readonly warn: ChatSessionOptions['warn'];
}

/** One conversation and what belongs to it. */
export interface Conversation {
  readonly endpoint: string;
  readonly session: ChatSession;
  readonly outbox: Outbox;
  readonly memory: ThreadMemory;
  dispose(): void;
}

/** Builds a conversation with one assistant at one endpoint. */
export function createConversation(given: ConversationOptions): Conversation {
  const { endpoint, options, host } = given;
  const life = new AbortController();
  const isBlocked = blockedUrls(life.signal, given.warn);
  const send: typeof fetch = async (input, init) => {
    try {
      return await (host().fetch ?? fetch)(input, init);
    } catch (error) {
      // Browsers only say "Failed to fetch"; the page's owner must hear which line to widen.
      if (init?.signal?.aborted || !(await isBlocked(String(input)))) throw error;
      const { origin } = new URL(endpoint);
      throw new AgentError('endpoint-wrong', {
        message: `Blocked: add ${origin} to the policy’s connect-src.`,
      });
    }
  };
  const storage = storageFor(options.persist);
  const visitor = visitorToken(storage, endpoint);
  const client = new AgentClient({
    endpoint,
    assistantId: options.assistantId,
    messagesKey: options.messagesKey,
    fetch: send,
    headers: async () => ({ ...visitor.headers(), ...(await currentHeaders(host().headers)) }),
    onResponse: visitor.keep,
    credentials: host().credentials,
    isOnline: () => navigator.onLine,
    signal: life.signal,
  });
  const memory = new ThreadMemory(storage, `agent-chat:${endpoint}:${options.assistantId}`);
  const session = new ChatSession({
    client,
    memory,
    settings: () => ({
      feedbackKeys: given.feedbackKeys(),
      input: (message) => runInput(message, options.messagesKey, host()),
      context: host().context,
      config: host().config,
      metadata: host().metadata,
    }),
    onEvent: given.onSessionEvent,
    now: Date.now,
    createId: createUuid,
    wait: waitOnline,
    warn: given.warn,
  });
  const outbox = createOutbox({
    fetch: send,
    endpoint,
    persist: options.persist,
    signal: life.signal,
    onChange: given.onRating,
    warn: given.warn,
  });
  return {
    endpoint,
    session,
    memory,
    outbox,
    dispose() {
      session.dispose();
      outbox.flush();
      outbox.dispose();
      life.abort();
    },
  };
}

async function currentHeaders(source: HeadersSource | undefined): Promise<Readonly<Record<string, string>>> {
  return (typeof source === 'function' ? await source() : source) ?? {};
}

function runInput(message: ChatMessage, messagesKey: string, { transformInput }: HostSettings): unknown {
  const input = { [messagesKey]: [{ type: 'human', id: message.id, content: message.text }] };
  return transformInput ? transformInput(input, message) : input;
}
