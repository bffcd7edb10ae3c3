// Parts of dependencies that the chat does without, by what stands in their place. Together they would be
// half of the script's budget; the reasons stand in each file.

import { fileURLToPath } from 'node:url';

const source = (file) => fileURLToPath(new URL(`../src/${file}`, import.meta.url));

/** Module name to the file that replaces it. */
export const aliases = {
  entities: source('markdown/trimmed/entities.ts'),
  'uc.micro': source('markdown/trimmed/uc.micro.ts'),
  mdurl: source('markdown/trimmed/mdurl.ts'),
  'linkify-it': source('markdown/trimmed/nothing.ts'),
  'punycode.js': source('markdown/trimmed/nothing.ts'),
  'p-queue': source('protocol/trimmed/p-queue.ts'),
  'p-retry': source('protocol/trimmed/p-retry.ts'),
};

/** The file that replaces the module `id`, a bare name or, as the SDK has it, a path into a package. */
export function replacement(id) {
  const name = Object.keys(aliases).find((key) => id === key || id.includes(`/node_modules/${key}/`));
  return name === undefined ? null : aliases[name];
}
