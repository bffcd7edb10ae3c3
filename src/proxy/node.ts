#!/usr/bin/env node
// The command `agent-chat-proxy`: the proxy as a Node server, configured by its environment alone, and
// `agent-chat-proxy doctor`, which looks at a deployment from outside.

import { serve } from '@hono/node-server';
import { createAgentProxy } from './create-agent-proxy.js';
import { runDoctor } from './doctor.js';
import { readEnvironment } from './environment.js';
import { connectRedis } from './redis-store.js';

async function start(): Promise<void> {
  const { options, port, redisUrl } = readEnvironment(process.env);
  const store = redisUrl ? await connectRedis(redisUrl) : undefined;
  const proxy = createAgentProxy({
    ...options,
    store,
    onRequest: (record) => console.log(JSON.stringify(record)),
  });
  if (!options.secret && !options.jwt)
    console.error(
      'agent-chat-proxy: AGENT_CHAT_SECRET is not set, so visitors lose their conversations at a restart. Make one with `openssl rand -base64 32`.',
    );
  const server = serve({ fetch: proxy.fetch, port }, ({ port: taken }) => {
    console.log(`agent-chat-proxy: http://localhost:${taken}`);
  });
  server.once('error', (error: NodeJS.ErrnoException) => {
    console.error(
      error.code === 'EADDRINUSE' ? `Port ${port} is taken: choose another with PORT.` : error.message,
    );
    process.exit(1);
  });
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      server.close();
      void store?.close();
    });
}

const [command, ...rest] = process.argv.slice(2);
const work = command === 'doctor' ? runDoctor(rest, console.log) : start().then(() => true);
work
  .then((well) => {
    if (!well) process.exitCode = 1;
  })
  .catch((error: unknown) => {
    console.error(`agent-chat-proxy: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
