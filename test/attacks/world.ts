// The proxy on a real port, in front of a real Agent Server and the local feedback store, with every request it
// makes written down: what attacks are made on.

import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { feedbackApi } from '../../demo/feedback-store/api.js';
import { FeedbackStore } from '../../demo/feedback-store/store.js';
import { startAgentServer } from '../../demo/start-agent-server.js';
import { type AgentProxyOptions, createAgentProxy } from '../../src/proxy/index.js';

/** Signs the visitors of this world. */
export const secret = 'the secret of the attacked proxy, 32 characters long';
export const apiKey = 'the-owners-key';
/** What only its visitor may read. */
export const privateText = 'my-private-words';

/** A request that the proxy made. */
export interface Made {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** How a request is made, byte for byte: `path` is sent as it is written. */
export interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The attacked world. */
export interface AttackedWorld {
  /** Path below which the routes are. */
  readonly base: string;
  /** Signs its visitors' tokens. */
  readonly secret: string;
  /** By how much (ms) its answers to the same question differ anyway. */
  readonly tolerance: number;
  /** Requests that it has made. */
  readonly made: Made[];
  readonly agentUrl: string;
  send(sent: Sent): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts it. `options` are the proxy's, over its defaults. */
export async function startAttackedWorld(options: Partial<AgentProxyOptions> = {}): Promise<AttackedWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'agent-chat-attacks-'));
  const store = await listen(feedbackApi(new FeedbackStore({ file: join(folder, 'feedback.jsonl') })).fetch);
  const langsmithUrl = `http://127.0.0.1:${store.port}/api/v1`;
  const agents = fileURLToPath(new URL('../support/agents/agents.ts', import.meta.url));
  const agent = await startAgentServer({
    dataDir: join(folder, 'agent'),
    graphs: { plain: `${agents}:plain`, slow: `${agents}:slow` },
    langsmithUrl,
    quiet: true,
  });
  const made: Made[] = [];
  const proxy = createAgentProxy({
    upstream: agent.url,
    apiKey,
    assistants: ['plain', 'slow'],
    secret,
    langsmithUrl,
    basePath: '/api/agent',
    limits: { visitorRuns: 0, addressRuns: 0, addressRequests: 0, visitorStreams: 0, addressStreams: 0 },
    fetch: (input, init) => {
      const { method = 'GET', headers, body } = init ?? {};
      made.push({ method, url: String(input), headers: new Headers(headers), body: String(body ?? '') });
      return fetch(input, init);
    },
    ...options,
  });
  const server = await listen(proxy.fetch);
  return {
    base: '/api/agent',
    secret,
    tolerance: 3,
    made,
    agentUrl: agent.url,
    send: (sent) => sendRaw(server.port, sent),
    async stop() {
      server.stop();
      store.stop();
      await agent.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function listen(handler: (request: Request, env?: unknown) => Response | Promise<Response>) {
  return new Promise<{ port: number; stop(): void }>((resolve) => {
    const server = serve({ fetch: handler, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({
        port,
        stop: () => {
          server.close();
          if ('closeAllConnections' in server) server.closeAllConnections();
        },
      }),
    );
  });
}

/** Node's own client changes no path, as browsers and `fetch` do. */
export function sendRaw(port: number, { method = 'GET', path, headers = {}, body }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request(
      { port, host: '127.0.0.1', agent: false, method, path, headers: { ...length, ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
        response.on('error', reject);
      },
    );
    // A server that does not want to hear the rest of a body may hang up.
    outgoing.on('error', () => resolve({ status: 0, headers: {}, text: '' }));
    outgoing.end(body);
  });
}
