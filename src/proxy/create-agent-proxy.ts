// Puts the proxy together: a web-standard fetch handler that stands between visitors and an Agent Server.

import { Hono } from 'hono';
import { crossOrigin, ownPagesOnly } from './cors.js';
import { errorResponse, notFound } from './errors.js';
import { type AgentProxyOptions, readProxyOptions } from './options.js';
import { agentRoutes } from './routes.js';

/** A proxy: give it requests, for instance with `export default` in a Worker. */
export interface AgentProxy {
  fetch(request: Request): Promise<Response>;
}

/** Makes a proxy. Throws a TypeError that says what to mend when the options are not usable. */
export function createAgentProxy(options: AgentProxyOptions): AgentProxy {
  const settings = readProxyOptions(options);
  const app = new Hono();
  app.onError((error) => errorResponse(error));
  app.use('*', crossOrigin(settings), ownPagesOnly(settings));
  app.route(settings.basePath || '/', agentRoutes(settings));
  app.notFound(() => errorResponse(notFound()));
  return { fetch: async (request) => app.fetch(request) };
}
