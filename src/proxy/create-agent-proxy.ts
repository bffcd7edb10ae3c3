// Puts the proxy together: a web-standard fetch handler that stands between visitors and an Agent Server.

import { Hono } from 'hono';
import type { ProxyEnv } from './context.js';
import { crossOrigin, ownPagesOnly } from './cors.js';
import { errorResponse, notFound, ProxyError } from './errors.js';
import { type AgentProxyOptions, readProxyOptions } from './options.js';
import { agentRoutes } from './routes.js';

/** A proxy: give it requests, for instance with `export default` in a Worker. */
export interface AgentProxy {
  /** `env` may carry Node's own request (`{ incoming }`), for the visitor's address. */
  fetch(request: Request, env?: unknown): Promise<Response>;
}

/** Makes a proxy. Throws a TypeError that says what to mend when the options are not usable. */
export function createAgentProxy(options: AgentProxyOptions): AgentProxy {
  const settings = readProxyOptions(options);
  const app = new Hono<ProxyEnv>();
  app.onError((error) => errorResponse(error));
  app.use('*', async (context, next) => {
    const start = performance.now();
    await next();
    const { error, res } = context;
    // No more than answers of ours need: HSTS, framing and the like are the site's to decide.
    res.headers.set('x-content-type-options', 'nosniff');
    res.headers.set('referrer-policy', 'no-referrer');
    settings.onRequest({
      time: new Date().toISOString(),
      method: context.req.method,
      route: context.get('route') ?? 'unknown',
      status: res.status,
      duration: Math.round(performance.now() - start),
      error: error ? (error instanceof ProxyError ? error.kind : 'server') : null,
    });
  });
  app.use('*', crossOrigin(settings), ownPagesOnly(settings));
  app.route(settings.basePath || '/', agentRoutes(settings));
  app.notFound(() => errorResponse(notFound()));
  return { fetch: async (request, env) => app.fetch(request, isBindings(env) ? env : {}) };
}

function isBindings(env: unknown): env is ProxyEnv['Bindings'] {
  return typeof env === 'object' && env !== null;
}
