// Starts the Agent Server's process and waits until it answers.

import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/** What to start. */
export interface AgentServerOptions {
  /** Folder for what the server writes down; it is made. */
  readonly dataDir: string;
  /** Graphs by name: `/path/to/file.ts:export`. */
  readonly graphs: Readonly<Record<string, string>>;
  /** Base URL of the API that mints feedback tokens, with its key; null leaves the environment's. */
  readonly langsmithUrl: string | null;
  readonly quiet: boolean;
}

/** A running server. */
export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts it on a free port. Rejects with its last words when it cannot start. */
export async function startAgentServer(options: AgentServerOptions): Promise<RunningServer> {
  const port = await freePort();
  mkdirSync(options.dataDir, { recursive: true });
  const child = fork(
    fileURLToPath(new URL('./agent-server.ts', import.meta.url)),
    [JSON.stringify({ port, cwd: options.dataDir, graphs: options.graphs })],
    {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        LANGSMITH_TRACING: 'false',
        LANGCHAIN_CALLBACKS_BACKGROUND: 'false',
        LOG_LEVEL: 'error',
        ...(options.langsmithUrl !== null && {
          LANGSMITH_ENDPOINT: options.langsmithUrl,
          LANGSMITH_API_KEY: 'local',
        }),
      },
    },
  );
  let words = '';
  for (const output of [child.stdout, child.stderr]) {
    output?.on('data', (data: Buffer) => {
      words = (words + data.toString()).slice(-4_000);
      if (!options.quiet && output === child.stderr) process.stderr.write(data);
    });
  }
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`The Agent Server ended with code ${code}:\n${words}`)));
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => end(child) };
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No free port.')),
      );
    });
  });
}
