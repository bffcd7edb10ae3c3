// The whole demo in one call: feedback store, Agent Server, proxy and page. `npm start` and the page tests
// use the same.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { createAgentProxy } from '../src/proxy/index.js';
import { feedbackApi } from './feedback-store/api.js';
import { FeedbackStore } from './feedback-store/store.js';
import { pageServer } from './page-server.js';
import { startAgentServer } from './start-agent-server.js';

/** What to start. */
export interface StackOptions {
  /** 0 takes a free port. */
  readonly port?: number;
  /** Graphs besides the demo's, by name: `/path/to/file.ts:export`. */
  readonly graphs?: Readonly<Record<string, string>>;
  /** Print nothing. */
  readonly quiet?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/** The running demo. */
export interface Stack {
  /** The page. */
  readonly url: string;
  /** The Agent Server. */
  readonly agentUrl: string;
  readonly store: FeedbackStore;
  /** The local feedback store's token API. */
  readonly feedbackUrl: string;
  stop(): Promise<void>;
}

/** Starts everything. Rejects with a sentence when the port is taken or the Agent Server cannot start. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { port = 0, quiet = false, env = process.env } = options;
  const folder = mkdtempSync(join(tmpdir(), 'agent-chat-demo-'));
  const store = new FeedbackStore({ file: join(folder, 'feedback.jsonl') });
  const storeServer = await listen(feedbackApi(store), 0, '127.0.0.1');
  const localFeedback = env['LANGSMITH_API_KEY'] ? null : `${storeServer.url}/api/v1`;

  const graphs = {
    agent: `${fileURLToPath(new URL('./agent/graph.ts', import.meta.url))}:graph`,
    ...options.graphs,
  };
  const upstream = env['AGENT_CHAT_UPSTREAM'];
  const agent = upstream
    ? { url: upstream, stop: async () => {} }
    : await startAgentServer({ dataDir: join(folder, 'agent'), graphs, langsmithUrl: localFeedback, quiet });

  const proxy = createAgentProxy({
    upstream: agent.url,
    apiKey: env['AGENT_CHAT_API_KEY'] ?? env['LANGSMITH_API_KEY'],
    assistants: env['AGENT_CHAT_ASSISTANTS']?.split(',') ?? Object.keys(graphs),
    allowedOrigins: env['AGENT_CHAT_ORIGINS']?.split(','),
    basePath: '/api/agent',
    langsmithUrl: localFeedback ?? env['LANGSMITH_ENDPOINT'],
    langsmithApiKey: localFeedback === null ? undefined : 'local',
    secret: env['AGENT_CHAT_SECRET'],
  });
  const page = await listen(pageServer({ proxy, store, local: localFeedback !== null }), port);
  return {
    url: page.url,
    agentUrl: agent.url,
    store,
    feedbackUrl: `${storeServer.url}/api/v1`,
    async stop() {
      await Promise.all([page.stop(), storeServer.stop(), agent.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function listen(app: Hono, port: number, hostname?: string): Promise<{ url: string; stop(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, ...(hostname && { hostname }) }, (address) => {
      resolve({ url: `http://${hostname ?? 'localhost'}:${address.port}`, stop: close });
    });
    const close = () =>
      new Promise<void>((done) => {
        server.close(() => done());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new Error(`Port ${port} is taken: choose another with PORT=8081 npm start.`) : error);
    });
  });
}
