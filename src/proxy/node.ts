#!/usr/bin/env node
// The command `agent-chat-proxy`: the proxy as a Node server, configured by its environment alone.

import { serve } from '@hono/node-server';
import { createAgentProxy } from './create-agent-proxy.js';

const { env } = process;

/** A comma-separated list. */
function list(text: string | undefined): readonly string[] {
  return (text ?? '').split(',').flatMap((word) => word.trim() || []);
}

try {
  const proxy = createAgentProxy({
    upstream: env['AGENT_CHAT_UPSTREAM'] ?? '',
    apiKey: env['AGENT_CHAT_API_KEY'] ?? env['LANGSMITH_API_KEY'],
    assistants: list(env['AGENT_CHAT_ASSISTANTS'] ?? 'agent'),
    allowedOrigins: list(env['AGENT_CHAT_ORIGINS']),
    secret: env['AGENT_CHAT_SECRET'],
    basePath: env['AGENT_CHAT_BASE_PATH'],
    langsmithUrl: env['AGENT_CHAT_LANGSMITH_URL'],
    langsmithApiKey: env['LANGSMITH_API_KEY'],
  });
  const server = serve({ fetch: proxy.fetch, port: Number(env['PORT'] ?? 8787) }, ({ port }) => {
    console.log(`agent-chat-proxy: http://localhost:${port}`);
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close());
} catch (error) {
  console.error(
    error instanceof TypeError ? `${error.message} (environment: AGENT_CHAT_UPSTREAM, …)` : error,
  );
  process.exitCode = 1;
}
