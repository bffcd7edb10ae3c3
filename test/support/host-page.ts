// Pages of hosts other than the demo: any HTML under any policy, with the chat's script and, behind a
// reverse proxy as sites have it, the demo's endpoint.

import { readFile } from 'node:fs/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** A host's page. */
export interface HostPage {
  readonly html: string;
  /** `Content-Security-Policy`; none when absent. */
  readonly policy?: string;
  /** `Content-Security-Policy-Report-Only`. */
  readonly reportOnly?: string;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Serves `pages` by path. `endpoint` is the origin that `/api/agent` is passed on to. */
export async function serveHostPages(
  pages: Readonly<Record<string, HostPage>>,
  endpoint: string,
  wanted = 0,
) {
  const app = new Hono();
  for (const [path, { html, policy, reportOnly, headers = {} }] of Object.entries(pages)) {
    app.get(path, (context) => {
      if (policy) context.header('content-security-policy', policy);
      if (reportOnly) context.header('content-security-policy-report-only', reportOnly);
      for (const [name, value] of Object.entries(headers)) context.header(name, value);
      return context.html(html);
    });
  }
  app.get('/agent-chat.js', async (context) =>
    context.body(await readFile('dist/agent-chat.js', 'utf8'), 200, { 'content-type': 'text/javascript' }),
  );
  app.get('/lit.js', async (context) =>
    context.body(await readFile('node_modules/lit-html/lit-html.js', 'utf8'), 200, {
      'content-type': 'text/javascript',
    }),
  );
  app.all('/api/agent/*', ({ req }) => passOn(req.raw, endpoint));
  return new Promise<{ url: string; stop(): void }>((resolve) => {
    const server = serve({ fetch: app.fetch, port: wanted }, ({ port }) =>
      resolve({ url: `http://localhost:${port}`, stop: () => server.close() }),
    );
  });
}

/** A reverse proxy, as sites have it: the endpoint under the page's own origin. */
export async function passOn(request: Request, endpoint: string): Promise<Response> {
  const { pathname, search, host } = new URL(request.url);
  const headers = new Headers(request.headers);
  headers.set('x-forwarded-host', host);
  const body = request.method === 'POST' ? await request.text() : null;
  return fetch(`${endpoint}${pathname}${search}`, { method: request.method, headers, body });
}
