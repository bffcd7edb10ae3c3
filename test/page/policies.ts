// Policies that owners have, each with the page that lives under it.

import { readFileSync } from 'node:fs';
import { formsFor } from '../support/forms.js';

const form2 = formsFor('/agent-chat.js', '/api/agent').element;

/** What is the same in most of them. */
export const strict =
  "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script';";

/** A host's page. */
export const page = (head: string, body = ''): string =>
  `<!doctype html><html lang="en"><head><title>Host</title>${head}</head><body><h1>Host</h1>${body}</body></html>`;

const integrity = (JSON.parse(readFileSync('dist/integrity.json', 'utf8')) as { integrity: string })
  .integrity;
const nonced = form2.replace('<script ', '<script nonce="r4nd0m" ');
const hashed = form2.replace('<script ', `<script integrity="${integrity}" `);
const types = "require-trusted-types-for 'script'; trusted-types";

/** Policies that owners have, each with what it takes. */
export const policies = {
  '/agent-chat': { html: page('', form2), policy: `${strict} trusted-types agent-chat` },
  '/beside-lit': {
    html: page('<script type="module" src="/lit.js"></script>', form2),
    policy: `${strict} trusted-types agent-chat lit-html`,
  },
  // Where no policy may be made, the browser reports the one attempt.
  '/no-policies': { html: page('', form2), policy: `${strict} trusted-types 'none'` },
  '/nonce': {
    html: page('', nonced),
    policy: `default-src 'none'; script-src 'nonce-r4nd0m'; connect-src 'self'; ${types} agent-chat`,
  },
  '/hash-and-integrity': {
    html: page('', hashed),
    policy: `default-src 'none'; script-src '${integrity}'; connect-src 'self'; ${types} agent-chat`,
  },
  '/strict-dynamic': {
    html: page('', nonced),
    policy: `default-src 'none'; script-src 'nonce-r4nd0m' 'strict-dynamic'; connect-src 'self'; ${types} agent-chat`,
  },
  '/default-policy': {
    html: page(
      '<script nonce="r4nd0m">trustedTypes.createPolicy("default", { createHTML: () => { throw new Error("the host’s own"); } })</script>',
      nonced,
    ),
    policy: `default-src 'none'; script-src 'nonce-r4nd0m'; connect-src 'self'; ${types} agent-chat default`,
  },
  '/sandboxed': {
    html: page('', form2),
    policy: `${strict} trusted-types agent-chat; sandbox allow-scripts allow-same-origin`,
  },
  '/isolated': {
    html: page('', form2),
    policy: `${strict} trusted-types agent-chat`,
    headers: { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-opener-policy': 'same-origin' },
  },
};
