// Serves the demo's page under the strict policy that the chat promises to live with, the script, the
// proxy, and the recorded ratings.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { AgentProxy } from '../src/proxy/index.js';
import type { FeedbackStore } from './feedback-store/store.js';

/** The whole policy: no styles, images, fonts or scripts but the page's own, and no HTML strings. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types agent-chat',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What the page is served with. */
export interface PageServerOptions {
  readonly proxy: AgentProxy;
  readonly store: FeedbackStore;
  /** Ratings go to the local store, and can be shown. */
  readonly local: boolean;
}

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The page server. */
export function pageServer({ proxy, store, local }: PageServerOptions): Hono {
  const app = new Hono();
  app.all('/api/agent/*', (context) => proxy.fetch(context.req.raw, context.env));

  app.get('/', async (context) => {
    context.header('content-security-policy', contentSecurityPolicy);
    context.header('referrer-policy', 'no-referrer');
    return context.html(await readFile(root('demo/page/index.html'), 'utf8'));
  });
  app.get('/agent-chat.js', (context) => script(context, readFile(root('dist/agent-chat.js'), 'utf8')));
  app.get('/demo.js', (context) => script(context, bundlePage()));
  app.get('/favicon.ico', (context) => context.body(null, 204));

  app.get('/demo/feedback', (context) => context.json(store.records, 200, { 'cache-control': 'no-store' }));
  app.get('/demo/feedback/events', (context) => {
    context.header('x-accel-buffering', 'no');
    return streamSSE(context, async (stream) => {
      const tell = (event: string, data: unknown) =>
        void stream.writeSSE({ event, data: JSON.stringify(data) });
      tell('start', { local, records: store.records });
      const unsubscribe = store.subscribe((record) => tell('record', record));
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      unsubscribe();
    });
  });
  return app;
}

async function script(context: Context, text: Promise<string>): Promise<Response> {
  return context.body(await text, 200, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'no-cache',
  });
}

let bundled: Promise<string> | null = null;

/** The page's own script, bundled once. */
function bundlePage(): Promise<string> {
  bundled ??= build({
    entryPoints: [root('demo/page/demo.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? '');
  return bundled;
}
