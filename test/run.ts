// Runs the Node tests below the folders it is given (Node 20 has no globs for its test runner).
// Usage: tsx test/run.ts [--one-by-one] test/protocol test/session …

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const folders = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const concurrency = process.argv.includes('--one-by-one') ? ['--test-concurrency=1'] : [];
const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name)),
);
if (files.length === 0) throw new Error(`No *.test.ts below ${folders.join(', ')}.`);

const runner = ['--import', 'tsx', '--test', '--test-reporter=spec', ...concurrency, ...files.sort()];
process.exit(spawnSync(process.execPath, runner, { stdio: 'inherit' }).status ?? 1);
