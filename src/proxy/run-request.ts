// What a visitor may say when starting a run: the fields that the element sends, each of the right shape.
// Everything else (`webhook`, `config`, `metadata`, …) is dropped: it would let a visitor steer the server.

import { isRecord } from '../is-record.js';
import { ProxyError, unknownAssistant } from './errors.js';

const streamModes: ReadonlySet<unknown> = new Set(['values', 'messages-tuple', 'updates']);

/** LangSmith's keys are free text; a visitor's are short words. */
const feedbackKey = /^[\w.-]{1,64}$/;

const mostFeedbackKeys = 16;

/** The run that is really asked for. Throws a {@link ProxyError} for an assistant that is not on the list. */
export function readRunRequest(body: unknown, assistants: readonly string[]): Record<string, unknown> {
  if (!isRecord(body)) throw new ProxyError(422, 'config', 'The body must be a JSON object.');
  const { assistant_id: assistant } = body;
  if (typeof assistant !== 'string' || !assistants.includes(assistant)) throw unknownAssistant();
  const { command, context } = body;
  return {
    assistant_id: assistant,
    ...(isRecord(body['input']) && { input: body['input'] }),
    ...(isRecord(command) && Object.hasOwn(command, 'resume') && { command: { resume: command['resume'] } }),
    ...(isRecord(context) && { context }),
    stream_mode: readList(body['stream_mode']).filter((mode) => streamModes.has(mode)),
    stream_resumable: body['stream_resumable'] === true,
    on_disconnect: body['on_disconnect'] === 'cancel' ? 'cancel' : 'continue',
    ...(Object.hasOwn(body, 'feedback_keys') && { feedback_keys: readFeedbackKeys(body['feedback_keys']) }),
  };
}

/** Feedback keys of the right form, capped. */
export function readFeedbackKeys(raw: unknown): readonly string[] {
  const keys = readList(raw).filter((key): key is string => typeof key === 'string' && feedbackKey.test(key));
  return [...new Set(keys)].slice(0, mostFeedbackKeys);
}

function readList(raw: unknown): readonly unknown[] {
  return Array.isArray(raw) ? raw : [raw];
}
