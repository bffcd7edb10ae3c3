// Reads a body as server-sent events (WHATWG HTML, 9.2.6), as plainly as can be: the SDK's pipeline costs
// five times as much for each token (docs/decisions/0007). What the events mean is read-event.ts.

import { AgentError } from './errors.js';

/** One event, its data as JSON. */
export interface WireEvent {
  readonly event: string;
  readonly data: unknown;
  /** The `id:` that the server gave it. */
  readonly id?: string;
}

/** So long (ms) events are read in one go: then the page gets a turn, to draw and to hear its visitor. */
const turn = 8;

/** Nothing for so long (ms), and the socket is given up as dead: with heartbeats seen, and without. */
const silence = { beating: 35_000, still: 60_000 };

/** How often (ms) the silence is measured, by the clock on the wall: after a sleep the first look tells. */
const look = 5_000;

/**
 * Tells each event of `body` until it ends. Events whose data is no JSON are passed over, as is one that the
 * end of the stream has cut off. Rejects when the body breaks, or when nothing comes any more, not even a
 * comment: a phone that changes its network, or a laptop that slept, leaves sockets that never say so.
 * With `patient`, the first bytes may take as long as they like: a proxy that buffers keeps all to the end.
 */
export async function readEventStream(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: WireEvent) => void,
  patient = false,
): Promise<void> {
  const reader = body.getReader();
  // Decodes characters that are cut by a chunk's end, and drops a byte-order mark.
  const decoder = new TextDecoder();
  const lines = new LineReader();
  const events = new EventReader(onEvent);
  let since = performance.now();
  let heardAt = patient ? Number.POSITIVE_INFINITY : Date.now();
  let silent = false;
  const watch = setInterval(() => {
    if (Date.now() - heardAt < (events.beating ? silence.beating : silence.still)) return;
    silent = true;
    reader.cancel().catch(() => {});
  }, look);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (silent) throw new AgentError('stream-silent', { message: 'Nothing came for too long.' });
      if (done) return;
      heardAt = Date.now();
      lines.read(decoder.decode(value, { stream: true }), (line) => events.read(line));
      if (performance.now() - since < turn) continue;
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
  } finally {
    clearInterval(watch);
    // On an error of ours the server must not go on sending.
    reader.cancel().catch(() => {});
  }
}

/** Cuts text into lines that end in LF, CRLF or CR. */
class LineReader {
  #rest = '';
  /** The text so far ended in CR: an LF that follows belongs to it. */
  #afterReturn = false;

  read(chunk: string, onLine: (line: string) => void): void {
    let text = chunk;
    if (this.#afterReturn && text !== '') {
      if (text.startsWith('\n')) text = text.slice(1);
      this.#afterReturn = false;
    }
    let from = 0;
    const plain = !text.includes('\r');
    for (;;) {
      const end = plain ? text.indexOf('\n', from) : lineEnd(text, from);
      if (end < 0) break;
      onLine(this.#rest + text.slice(from, end));
      this.#rest = '';
      from = end + 1;
      if (text[end] !== '\r') continue;
      if (from === text.length) this.#afterReturn = true;
      else if (text[from] === '\n') from += 1;
    }
    this.#rest += text.slice(from);
  }
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  const end = text.indexOf('\r', from);
  return end < 0 || (feed >= 0 && feed < end) ? feed : end;
}

/** Puts lines together to events. */
class EventReader {
  /** The server sends comments, so that silence means something. */
  beating = false;
  readonly #onEvent: (event: WireEvent) => void;
  #event = '';
  #data: string | null = null;
  #id: string | undefined;

  constructor(onEvent: (event: WireEvent) => void) {
    this.#onEvent = onEvent;
  }

  read(line: string): void {
    if (line === '') {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (name === 'data') this.#data = this.#data === null ? value : `${this.#data}\n${value}`;
    else if (name === 'event') this.#event = value;
    else if (name === 'id') this.#id = value;
    else if (name === '') this.beating = true;
    // `retry` and unknown fields mean nothing here.
  }

  #dispatch(): void {
    const [event, text, id] = [this.#event, this.#data, this.#id];
    this.#event = '';
    this.#data = null;
    this.#id = undefined;
    if (text === null) return;
    let data: unknown;
    try {
      data = JSON.parse(text);
    } catch {
      return; // the run's state at its end says what was lost
    }
    this.#onEvent({ event, data, ...(id !== undefined && { id }) });
  }
}
