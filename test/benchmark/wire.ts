// A local server that speaks the Agent Server's wire as fast as it can, or at a pace: mixed Markdown in
// tokens, each with about 1 kB of metadata, as the real server sends it. Also serves the pages.

import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { hostile } from '../support/hostile.js';

const sample = `## Where the time goes

A stream of **tokens** becomes *text*, and text becomes \`blocks\`. Three things matter:

- what is parsed again when a token comes,
- what is drawn again, and
- how often: once a frame is enough.

| Part | Cost | Share |
|---|---:|---:|
| parse | 12 ms | 40% |
| draw | 18 ms | 60% |

\`\`\`js
for (const token of stream) text += token;
render(parse(text));
\`\`\`

> A [link](https://example.com/a/long/path?with=query) and a quote, with some longer prose after it, so that lines wrap as they do in answers that people read.

1. First, measure.
2. Then change one thing.
3. Measure again.

`;

/** About one token in four characters, as models cut them. */
export function tokensOf(count: number): readonly string[] {
  const pieces = sample.match(/\s*\S{1,5}|\s+$/g) ?? [];
  return Array.from({ length: count }, (_, index) => pieces[index % pieces.length] ?? '');
}

/** The hostile text of this number, in tokens of eight characters. */
function hostileTokens(number: number, size: number): readonly string[] {
  return (
    Object.values(hostile)
      [number]?.(size)
      .match(/[\s\S]{1,8}/g) ?? []
  );
}

const metadata = {
  langgraph_node: 'answer',
  langgraph_step: 1,
  langgraph_path: ['__pregel_pull', 'answer'],
  langgraph_checkpoint_ns: 'answer:0d1f2c3b-4a59-6877-9685-a4b3c2d1e0f1',
  tags: [],
  padding: 'x'.repeat(700),
};

function event(name: string, data: unknown, id: number): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\nid: ${id}\n\n`;
}

async function stream(
  response: ServerResponse,
  tokens: readonly string[],
  perSecond: number,
  before: number,
): Promise<void> {
  const count = tokens.length;
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'content-location': '/threads/t/runs/r',
    'cache-control': 'no-store',
  });
  response.write(event('metadata', { run_id: 'r', attempt: 1 }, 0));
  const start = performance.now();
  for (let index = 0; index < count; ) {
    const due =
      perSecond === 0 ? index + 50 : Math.floor(((performance.now() - start) / 1_000) * perSecond) + 1;
    let text = '';
    for (; index < Math.min(due, count); index += 1) {
      const chunk = { id: 'a', type: 'ai', content: tokens[index] };
      text += event('messages', [chunk, metadata], index + 1);
    }
    const flushed = text === '' || response.write(text);
    if (!flushed) await new Promise((resolve) => response.once('drain', resolve));
    else if (perSecond > 0) await new Promise((resolve) => setTimeout(resolve, 4));
  }
  response.end(event('values', answered(tokens, before).values, count + 1));
}

/** The state of the thread whose last answer is `tokens`, after `before` other messages. */
function answered(tokens: readonly string[], before = 0) {
  const messages = [
    ...thread(before).values.messages,
    { id: 'u', type: 'human', content: 'go' },
    { id: 'a', type: 'ai', content: tokens.join('') },
  ];
  return { values: { messages }, next: [], tasks: [] };
}

/** The state of a thread of `count` messages, every other one an answer of about 600 characters. */
function thread(count: number) {
  const answer = sample.slice(0, 600);
  const messages = Array.from({ length: count }, (_, index) => ({
    id: `m${index}`,
    type: index % 2 === 0 ? 'human' : 'ai',
    content: index % 2 === 0 ? `Question ${index}` : answer,
  }));
  return { values: { messages }, next: [], tasks: [] };
}

const file = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)));

/** Starts the server on a free port. */
export async function startWire(): Promise<{ url: string; stop(): void }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const json = (body: unknown) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const asset = (type: string, path: string) => {
      response.writeHead(200, { 'content-type': type });
      response.end(file(path));
    };
    if (pathname.endsWith('.html')) return asset('text/html; charset=utf-8', `./pages${pathname}`);
    if (pathname === '/agent-chat.js') return asset('text/javascript', '../../dist/agent-chat.js');
    if (pathname === '/deep-chat.js')
      return asset('text/javascript', '../../node_modules/deep-chat/dist/deepChat.bundle.js');
    const [, kind = '', count = 0, pace = 0] = (
      /^\/(wire|hostile|long)-(\d+)-(\d+)\//.exec(pathname) ?? []
    ).map((part, index) => (index < 2 ? part : Number(part))) as [string, string, number, number] | [];
    // For hostile text the numbers are which, and how long; for a long thread, tokens and messages.
    const tokens = () => (kind === 'hostile' ? hostileTokens(count, pace) : tokensOf(count));
    if (pathname.endsWith('/threads')) return json({ thread_id: 't' });
    if (pathname.endsWith('/runs/stream')) {
      const before = kind === 'long' ? pace : 0;
      return void stream(response, tokens(), kind === 'wire' ? pace : 0, before);
    }
    const [, messages] = /^\/(?:thread|long-\d+)-(\d+)\//.exec(pathname) ?? [];
    if (pathname.endsWith('/state')) return json(messages ? thread(Number(messages)) : answered(tokens()));
    if (/\/runs\/[^/]+$/.test(pathname)) return json({ run_id: 'r', status: 'success' });
    response.writeHead(404);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
