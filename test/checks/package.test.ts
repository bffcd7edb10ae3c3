// What is published: the built files and nothing of the demo; and that a server can import it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

test('the package holds the built files, the licence and the README alone', () => {
  const [pack] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as {
    files: { path: string }[];
  }[];
  const paths = (pack?.files ?? []).map(({ path }) => path);
  const strange = paths.filter(
    (path) => !/^(dist\/|custom-elements\.json$|package\.json$|README\.md$|LICENSE$)/.test(path),
  );
  assert.deepEqual(strange, []);
  for (const needed of [
    'dist/agent-chat.js',
    'dist/index.js',
    'dist/index.d.ts',
    'dist/proxy.js',
    'dist/proxy.d.ts',
    'dist/integrity.json',
    'custom-elements.json',
  ]) {
    assert.ok(paths.includes(needed), `${needed} is missing from the package`);
  }
});

test('importing the package on a server neither throws nor touches globals', () => {
  const code = `
    const before = Object.getOwnPropertyNames(globalThis).sort().join();
    const { AgentChat, defineAgentChat } = await import('./dist/index.js');
    defineAgentChat();
    const after = Object.getOwnPropertyNames(globalThis).sort().join();
    console.log(typeof AgentChat, before === after);
  `;
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
    encoding: 'utf8',
  });
  assert.equal(printed.trim(), 'function true');
});

test('the SDK is pinned, and only what the published files import is a dependency', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  assert.equal(devDependencies?.['@langchain/langgraph-sdk'], '1.15.0');
  assert.deepEqual(Object.keys(dependencies ?? {}).sort(), [
    '@hono/node-server',
    '@redis/client',
    'hono',
    'lit',
    'zod',
  ]);
});
