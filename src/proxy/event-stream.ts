// Rewrites the token URLs in a run's event stream, so that ratings come back through the proxy. All other
// bytes pass as they are, whole events at a time.

import { isRecord } from '../is-record.js';

const LF = 10;
const CR = 13;

/** `…/feedback/tokens/<uuid>`, whatever stands before it. */
const tokenPath = /\/(feedback\/tokens\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** A token URL as the browser gets it: relative to the endpoint, whose public address we cannot know. */
export function relativeTokenUrl(url: string): string | null {
  return tokenPath.exec(url)?.[1] ?? null;
}

/** A stream that rewrites `feedback` events. Holds back the event that is not whole yet, and nothing more. */
export function rewriteFeedback(): TransformStream<Uint8Array, Uint8Array> {
  let held: Uint8Array = new Uint8Array(0);
  return new TransformStream({
    transform(chunk, controller) {
      const bytes = held.length === 0 ? chunk : concat(held, chunk);
      // The last three bytes of before may be the beginning of a blank line.
      const searchFrom = Math.max(0, held.length - 3);
      const end = lastEventEnd(bytes, searchFrom);
      if (end > 0) controller.enqueue(rewriteEvents(bytes.subarray(0, end)));
      held = bytes.subarray(end);
    },
    flush(controller) {
      if (held.length > 0) controller.enqueue(held);
    },
  });
}

/** The index after the last blank line of `bytes`; 0 when there is none from `from` on. */
function lastEventEnd(bytes: Uint8Array, from: number): number {
  for (let index = bytes.length - 1; index > from; index--) {
    const byte = bytes[index];
    if (byte !== LF && byte !== CR) continue;
    const before = bytes[index - 1];
    // LF LF, CR CR, and LF after CR LF: a line end right after a line end.
    if (byte === LF && before === LF) return index + 1;
    if (byte === CR && before === CR) return index + 1;
    if (byte === LF && before === CR && (bytes[index - 2] === LF || bytes[index - 2] === CR))
      return index + 1;
  }
  return 0;
}

function rewriteEvents(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (!/^\uFEFF?event: ?feedback\b/m.test(text)) return bytes;
  const rewritten = text
    .split(/(\r?\n\r?\n|\r\r)/)
    .map((event) => (/^\uFEFF?event: ?feedback[ \t]*$/m.test(event) ? rewriteEvent(event) : event))
    .join('');
  return new TextEncoder().encode(rewritten);
}

/** One `feedback` event with its data on one line. URLs that are no token URLs are taken out. */
function rewriteEvent(event: string): string {
  const data = [...event.matchAll(/^data: ?(.*)$/gm)].map(([, line]) => line).join('\n');
  let tokens: unknown;
  try {
    tokens = JSON.parse(data);
  } catch {
    tokens = {};
  }
  const relative = Object.entries(isRecord(tokens) ? tokens : {}).flatMap(([key, url]) => {
    const reference = typeof url === 'string' ? relativeTokenUrl(url) : null;
    return reference === null ? [] : [[key, reference]];
  });
  let written = false;
  return event.replace(/^data:.*(\r\n|\r|\n)?/gm, (_line, end: string = '') => {
    if (written) return '';
    written = true;
    return `data: ${JSON.stringify(Object.fromEntries(relative))}${end}`;
  });
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
