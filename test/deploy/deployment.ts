// A deployment for tests: a real Agent Server, the local feedback store, and the built command in front of them,
// with nothing but its environment.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { feedbackApi } from '../../demo/feedback-store/api.js';
import { FeedbackStore } from '../../demo/feedback-store/store.js';
import { startAgentServer } from '../../demo/start-agent-server.js';
import { freePort, startProgram } from '../support/programs.js';

/** What the documentation says: the code block below the marker `name`. */
export function documented(name: string): string {
  const docs = readFileSync(fileURLToPath(new URL('../../docs/proxy.md', import.meta.url)), 'utf8');
  const [, block] = new RegExp(`<!-- ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(docs) ?? [];
  if (block === undefined) throw new Error(`docs/proxy.md has no block ${name}.`);
  return block;
}

/** A running deployment. */
export interface Deployment {
  /** Where the command listens. */
  readonly port: number;
  readonly agentUrl: string;
  readonly langsmithUrl: string;
  readonly folder: string;
  /** What the command has printed. */
  words(): string;
  stop(): Promise<void>;
}

/** Starts it. */
export async function deploy(env: Readonly<Record<string, string>> = {}): Promise<Deployment> {
  const folder = mkdtempSync(join(tmpdir(), 'agent-chat-deploy-'));
  const store = new FeedbackStore({ file: join(folder, 'feedback.jsonl') });
  const api = await new Promise<{ port: number; close(): void }>((resolve) => {
    const server = serve({ fetch: feedbackApi(store).fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({ port, close: () => server.close() }),
    );
  });
  const langsmithUrl = `http://127.0.0.1:${api.port}/api/v1`;
  const agents = fileURLToPath(new URL('../support/agents/agents.ts', import.meta.url));
  const graphs = { agent: `${agents}:brief`, slow: `${agents}:slow` };
  const agent = await startAgentServer({ dataDir: join(folder, 'agent'), graphs, langsmithUrl, quiet: true });
  const port = await freePort();
  const command = fileURLToPath(new URL('../../dist/agent-chat-proxy.js', import.meta.url));
  const proxy = await startProgram(
    process.execPath,
    [command],
    {
      AGENT_CHAT_UPSTREAM: agent.url,
      LANGSMITH_API_KEY: 'local',
      AGENT_CHAT_LANGSMITH_URL: langsmithUrl,
      AGENT_CHAT_ASSISTANTS: 'agent,slow',
      AGENT_CHAT_BASE_PATH: '/api/agent',
      AGENT_CHAT_SECRET: 'the secret of this deployment',
      NODE_ENV: 'production',
      PORT: String(port),
      ...env,
    },
    `http://127.0.0.1:${port}/`,
  );
  return {
    port,
    agentUrl: agent.url,
    langsmithUrl,
    folder,
    words: proxy.words,
    async stop() {
      proxy.stop();
      api.close();
      await agent.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
