// Ports and programs that tests start.

import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';

/** A port that nobody uses. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** A program that runs. */
export interface Program {
  readonly child: ChildProcess;
  /** What it has said so far. */
  words(): string;
  stop(): void;
}

/** Starts a program; resolves when `ready` says so. Rejects with its words when it ends before, or takes too long. */
export async function startProgram(
  path: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  ready: string | (() => Promise<boolean>),
): Promise<Program> {
  const child = spawn(path, args, { env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), ...env } });
  let words = '';
  for (const output of [child.stdout, child.stderr])
    output.on('data', (text: Buffer) => {
      words += text.toString();
    });
  const isReady = typeof ready === 'string' ? () => answers(ready) : ready;
  const deadline = Date.now() + 30_000;
  while (!(await isReady())) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error(`${path} does not start: ${words}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { child, words: () => words, stop: () => void child.kill('SIGKILL') };
}

async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url, { redirect: 'manual' }).catch(() => null);
  await answer?.body?.cancel();
  return answer !== null;
}
