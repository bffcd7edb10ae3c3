// Reads one LangChain message, in either server's dialect, from untrusted JSON. Anything it cannot
// make sense of is null: what has no face in the chat is left out, it never breaks it.

import { isRecord } from '../is-record.js';
import type { Role, ToolCall, WireMessage } from './run-events.js';

/** Roles by the wire's `type`; chunk types are the Python server's (`AIMessageChunk`). */
const roles: ReadonlyMap<string, Role> = new Map([
  ['human', 'user'],
  ['user', 'user'],
  ['HumanMessage', 'user'],
  ['HumanMessageChunk', 'user'],
  ['ai', 'assistant'],
  ['assistant', 'assistant'],
  ['AIMessage', 'assistant'],
  ['AIMessageChunk', 'assistant'],
  ['tool', 'tool'],
  ['ToolMessage', 'tool'],
  ['ToolMessageChunk', 'tool'],
]);

/** The message in `raw`, or null when it is none that the chat shows. A missing id is made by `fallbackId`. */
export function readMessage(raw: unknown, fallbackId: () => string): WireMessage | null {
  if (!isRecord(raw)) return null;
  const role = roles.get(String(raw['type'] ?? raw['role']));
  if (!role) return null;
  return {
    id: typeof raw['id'] === 'string' && raw['id'] !== '' ? raw['id'] : fallbackId(),
    role,
    text: readText(raw['content']),
    toolCalls: readToolCalls(raw['tool_calls']),
    name: typeof raw['name'] === 'string' ? raw['name'] : null,
  };
}

/** Messages of a state value, in order. Null when `raw` is no list. */
export function readMessages(raw: unknown): readonly WireMessage[] | null {
  if (!Array.isArray(raw)) return null;
  return raw.flatMap((item: unknown, index) => readMessage(item, () => `message-${index}`) ?? []);
}

/** Content is a string or a list of blocks; only text blocks have a face. */
function readText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  let text = '';
  for (const block of content as unknown[]) {
    if (typeof block === 'string') text += block;
    else if (isRecord(block) && typeof block['text'] === 'string') text += block['text'];
  }
  return text;
}

function readToolCalls(raw: unknown): readonly ToolCall[] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((call: unknown, index) => {
    if (!isRecord(call) || typeof call['name'] !== 'string' || call['name'] === '') return [];
    const id = typeof call['id'] === 'string' ? call['id'] : `call-${index}`;
    return [{ id, name: call['name'], args: call['args'] }];
  });
}
