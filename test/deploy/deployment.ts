// A deployment for tests: a real Agent Server, the local feedback store, and the built command in front of them,
// with nothing but its environment.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { feedbackApi } from '../../demo/feedback-store/api.js';
import { FeedbackStore } from '../../demo/feedback-store/store.js';
import { startAgentServer } from '../../demo/start-agent-server.js';

/** What the documentation says: the code block below the marker `name`. */
export function documented(name: string): string {
  const docs = readFileSync(fileURLToPath(new URL('../../docs/proxy.md', import.meta.url)), 'utf8');
  const [, block] = new RegExp(`<!-- ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(docs) ?? [];
  if (block === undefined) throw new Error(`docs/proxy.md has no block ${name}.`);
  return block;
}

/** A port that nobody uses. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Starts a program; resolves when it has said `ready`, or answers at `url`. */
export async function startProgram(
  path: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  url: string,
): Promise<{ readonly child: ChildProcess; readonly words: () => string; stop(): void }> {
  const child = spawn(path, args, { env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), ...env } });
  let words = '';
  for (const output of [child.stdout, child.stderr])
    output.on('data', (text: Buffer) => {
      words += text.toString();
    });
  const deadline = Date.now() + 15_000;
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    await answer?.body?.cancel();
    if (answer) return { child, words: () => words, stop: () => void child.kill('SIGKILL') };
    if (Date.now() > deadline || child.exitCode !== null) throw new Error(`${path} does not start: ${words}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
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
