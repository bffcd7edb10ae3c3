// What a visitor may say when starting a run: the fields that the element sends, each of the right shape.
// Everything else (`webhook`, `config`, `metadata`, …) is dropped: it would let a visitor steer the server.

import { z } from 'zod';
import { isRecord } from '../is-record.js';
import { ProxyError, unknownAssistant } from './errors.js';
import type { ProxySettings, RunSettings } from './options.js';

/** LangSmith's keys are free text; a visitor's are short words. */
const feedbackKey = /^[\w.-]{1,64}$/;
const mostFeedbackKeys = 16;

/** Deeper than this nobody writes; what is deeper is made to overflow a stack. */
const deepest = 32;

/** The visitor speaks as the visitor: not as the system, the assistant or a tool. */
const ownMessage = z
  .object({
    id: z.string().max(200).optional(),
    type: z.enum(['human', 'user']).optional(),
    role: z.enum(['human', 'user']).optional(),
    content: z.union([z.string(), z.array(z.looseObject({ type: z.string() })).max(100)]),
  })
  .refine(({ type, role }) => type !== undefined || role !== undefined);

const runRequest = z.object({
  assistant_id: z.string(),
  input: z.record(z.string(), z.unknown()).nullish(),
  command: z.object({ resume: z.unknown() }).nullish(),
  context: z.record(z.string(), z.unknown()).nullish(),
  stream_mode: z.union([z.string(), z.array(z.string())]).default(['values', 'messages-tuple']),
  stream_resumable: z.boolean().nullish(),
  on_disconnect: z.enum(['cancel', 'continue']).nullish(),
  feedback_keys: z.array(z.string()).nullish(),
});

const streamModes: ReadonlySet<string> = new Set(['values', 'messages-tuple', 'updates']);

type Allowed = Pick<ProxySettings, 'assistants' | 'inputKeys' | 'contextKeys' | 'feedbackKeys'>;

/** The run that is really asked for. Throws a {@link ProxyError} for what makes no sense. */
export function readRunRequest(body: unknown, allowed: Allowed, owner: RunSettings): Record<string, unknown> {
  if (isTooDeep(body)) throw refused('The body is nested too deeply.');
  const read = runRequest.safeParse(body);
  if (!read.success)
    throw refused(`The run cannot be read: ${read.error.issues[0]?.path.join('.') || 'body'}.`);
  const { assistant_id, input, command, context, stream_mode, feedback_keys } = read.data;
  if (!allowed.assistants.includes(assistant_id)) throw unknownAssistant();
  const ownContext = { ...only(context ?? {}, allowed.contextKeys), ...owner.context };
  return {
    assistant_id,
    ...(input && { input: readInput(input, allowed.inputKeys) }),
    ...(command && { command: { resume: command.resume } }),
    ...(Object.keys(ownContext).length > 0 && { context: ownContext }),
    ...(owner.config && { config: owner.config }),
    ...(owner.metadata && { metadata: owner.metadata }),
    stream_mode: [stream_mode].flat().filter((mode) => streamModes.has(mode)),
    stream_resumable: read.data.stream_resumable === true,
    on_disconnect: read.data.on_disconnect ?? 'continue',
    ...(feedback_keys && { feedback_keys: readFeedbackKeys(feedback_keys, allowed.feedbackKeys) }),
  };
}

/** Feedback keys of the right form and on the owner's list, capped. */
export function readFeedbackKeys(
  raw: readonly string[],
  configured: readonly string[] | null,
): readonly string[] {
  const keys = raw.filter((key) => feedbackKey.test(key) && (configured?.includes(key) ?? true));
  return [...new Set(keys)].slice(0, mostFeedbackKeys);
}

function readInput(input: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  const kept = only(input, keys);
  if (!Object.hasOwn(kept, 'messages')) return kept;
  const messages = z.array(ownMessage).max(20).safeParse(kept['messages']);
  if (!messages.success) throw refused('A visitor sends messages of type human, with an id and content.');
  return { ...kept, messages: messages.data };
}

function only(values: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    keys.filter((key) => Object.hasOwn(values, key)).map((key) => [key, values[key]]),
  );
}

/** Level by level, for a body may be deeper than the stack. */
function isTooDeep(body: unknown): boolean {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((value) => (Array.isArray(value) || isRecord(value) ? Object.values(value) : []));
  }
  return false;
}

function refused(message: string): ProxyError {
  return new ProxyError(422, 'config', message);
}
