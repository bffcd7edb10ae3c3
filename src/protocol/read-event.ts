// Turns one server-sent event of a run's stream (already JSON) into RunEvents. Unknown events mean
// nothing; a known event of the wrong shape means nothing either, for the state at the end is the truth.

import { isRecord } from '../is-record.js';
import { AgentError } from './errors.js';
import { readMessage, readMessages } from './read-message.js';
import type { WireEvent } from './read-stream.js';
import type { Interrupt, RunEvent } from './run-events.js';

/** What `wire` says, in order. `messagesKey` names the state key that holds the messages. */
export function readEvent(wire: WireEvent, messagesKey: string): readonly RunEvent[] {
  // A namespace after `|` says which subgraph spoke: its tokens are shown, its state is not the thread's.
  const [name, namespace] = split(wire.event);
  switch (name) {
    case 'metadata':
      return readMetadata(wire.data);
    case 'messages':
      return readPiece(wire.data);
    case 'messages/partial':
    case 'messages/complete':
      return (readMessages(wire.data) ?? []).map((message) => ({ type: 'partial', message }));
    case 'values':
      return namespace ? [] : readValues(wire.data, messagesKey);
    case 'updates':
      return readInterrupts(wire.data);
    case 'feedback':
      return readFeedback(wire.data);
    case 'error':
      return [{ type: 'error', error: new AgentError('run-failed', { message: errorText(wire.data) }) }];
    default:
      return [];
  }
}

function split(event: string): [name: string, namespace: string] {
  const bar = event.indexOf('|');
  return bar < 0 ? [event, ''] : [event.slice(0, bar), event.slice(bar + 1)];
}

function readMetadata(data: unknown): readonly RunEvent[] {
  if (!isRecord(data) || typeof data['run_id'] !== 'string') return [];
  const attempt = data['attempt'];
  return [{ type: 'run', runId: data['run_id'], ...(typeof attempt === 'number' && { attempt }) }];
}

/** `[chunk, metadata]`: the metadata (about 1 kB a token) is not read. */
function readPiece(data: unknown): readonly RunEvent[] {
  if (!Array.isArray(data)) return [];
  // A piece without an id belongs to no message that `values` could confirm.
  const message = readMessage(data[0], () => '');
  if (!message || message.id === '' || message.role === 'user') return [];
  return [{ type: 'delta', message }];
}

function readValues(data: unknown, messagesKey: string): readonly RunEvent[] {
  if (!isRecord(data)) return [];
  const messages = Object.hasOwn(data, messagesKey) ? readMessages(data[messagesKey]) : null;
  return [{ type: 'values', messages }, ...readInterrupts(data)];
}

function readInterrupts(data: unknown): readonly RunEvent[] {
  if (!isRecord(data) || !Array.isArray(data['__interrupt__'])) return [];
  const interrupts = readInterruptList(data['__interrupt__']);
  return interrupts.length > 0 ? [{ type: 'interrupt', interrupts }] : [];
}

/** Interrupts of a stream event or a thread's state. */
export function readInterruptList(raw: unknown): readonly Interrupt[] {
  if (!Array.isArray(raw)) return [];
  return raw.filter(isRecord).map((item) => {
    const id = item['id'] ?? item['interrupt_id'];
    return { id: typeof id === 'string' ? id : null, value: item['value'] };
  });
}

function readFeedback(data: unknown): readonly RunEvent[] {
  const tokens = readTokens(data);
  return Object.keys(tokens).length > 0 ? [{ type: 'feedback', tokens }] : [];
}

/** Own string properties only. Whether each URL may be used is the feedback layer's to judge. */
export function readTokens(data: unknown): Record<string, string> {
  if (!isRecord(data)) return {};
  const own = Object.entries(data).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(own);
}

function errorText(data: unknown): string {
  if (typeof data === 'string') return data;
  if (!isRecord(data)) return 'The run failed.';
  return (
    [data['error'], data['message']].filter((part) => typeof part === 'string').join(': ') ||
    'The run failed.'
  );
}
