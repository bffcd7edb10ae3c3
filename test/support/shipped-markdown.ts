// The Markdown parser as it ships: with the stand-ins for markdown-it's dependencies.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { aliases } from '../../build/aliases.mjs';
import type { parseMarkdown } from '../../src/markdown/parse.js';

/** Bundles and loads it. */
export async function shippedParser(): Promise<typeof parseMarkdown> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'agent-chat-markdown-')), 'parse.mjs');
  await build({
    entryPoints: ['src/markdown/parse.ts'],
    bundle: true,
    format: 'esm',
    alias: aliases,
    outfile,
  });
  return ((await import(pathToFileURL(outfile).href)) as { parseMarkdown: typeof parseMarkdown })
    .parseMarkdown;
}
