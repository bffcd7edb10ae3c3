// Runs the browser tests (test/**/*.browser.ts) in the Chrome or Chromium that the machine has.

import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { tsImport } from 'tsx/esm/api';
import { replacement } from './build/aliases.mjs';

const { launchOptions } = await tsImport('./test/support/browser.ts', import.meta.url);

/** Serves the shared test data below /corpora/. */
async function corpora(context, next) {
  if (!context.path.startsWith('/corpora/')) return next();
  const file = new URL(`../shared${context.path}`, import.meta.url);
  if (!existsSync(file)) {
    context.status = 500;
    context.body = `${context.path} is missing: the shared test data must lie in ../shared/corpora.`;
    return;
  }
  context.type = 'application/json';
  context.body = readFileSync(file, 'utf8');
}

/** A file's path as the test server serves it. */
function served(file) {
  return file === null ? undefined : `/${relative(process.cwd(), file)}`;
}

export default {
  files: 'test/**/*.browser.ts',
  nodeResolve: { browser: true, exportConditions: ['production', 'browser', 'default'] },
  concurrency: 1,
  browsers: [chromeLauncher({ launchOptions: launchOptions() })],
  middleware: [corpora],
  plugins: [
    { name: 'aliases', resolveImport: ({ source }) => served(replacement(source)) },
    esbuildPlugin({ ts: true, tsconfig: 'tsconfig.json', target: 'es2022' }),
  ],
  testFramework: { config: { timeout: 10_000 } },
};
