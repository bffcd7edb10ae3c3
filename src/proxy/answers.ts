// What of the Agent Server's answers a visitor gets to see: what the element reads. The rest (a run's
// configuration, metadata, other tasks' errors) is the owner's.

import { isRecord } from '../is-record.js';

/** A thread. */
export function threadAnswer(raw: unknown): Record<string, unknown> {
  return pick(raw, ['thread_id', 'created_at', 'updated_at', 'status']);
}

/** A run. */
export function runAnswer(raw: unknown): Record<string, unknown> {
  return pick(raw, ['run_id', 'thread_id', 'assistant_id', 'created_at', 'updated_at', 'status']);
}

/** A thread's state: values, what comes next, and what waits for a person. */
export function stateAnswer(raw: unknown): Record<string, unknown> {
  const tasks = isRecord(raw) && Array.isArray(raw['tasks']) ? raw['tasks'] : [];
  return {
    ...pick(raw, ['values', 'next', 'created_at']),
    tasks: tasks.map((task) => pick(task, ['id', 'name', 'interrupts'])),
  };
}

function pick(raw: unknown, keys: readonly string[]): Record<string, unknown> {
  if (!isRecord(raw)) return {};
  return Object.fromEntries(keys.filter((key) => Object.hasOwn(raw, key)).map((key) => [key, raw[key]]));
}
