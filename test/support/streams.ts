// Named streams that a scripted Agent Server replays: what a run says from its first event to its last.

import type { ScriptedEvent } from './scripted-agent.js';

/** The pieces of an answer, as `messages` events with the metadata that real servers send. */
export function pieces(id: string, texts: readonly string[], type = 'ai'): ScriptedEvent[] {
  return texts.map((content, index) => ({
    event: 'messages',
    data: [
      { id, type, content },
      { langgraph_node: 'answer', langgraph_step: 1 },
    ],
    id: String(index + 1),
  }));
}

/** The thread's messages as they stand. */
export function values(
  ...messages: readonly (readonly [id: string, type: string, content: string])[]
): ScriptedEvent {
  return {
    event: 'values',
    data: { messages: messages.map(([id, type, content]) => ({ id, type, content })) },
  };
}

/** Where the run's ratings go. */
export function feedback(...keys: readonly string[]): ScriptedEvent {
  const token = '00000000-0000-4000-8000-000000000001';
  return {
    event: 'feedback',
    data: Object.fromEntries(keys.map((key) => [key, `feedback/tokens/${token}`])),
  };
}
