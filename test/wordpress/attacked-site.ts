// A WordPress with the plugin, attacked: in front of a real Agent Server and the local feedback store, each behind
// a recorder, for PHP's requests are not ours to see otherwise.

import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { feedbackApi } from '../../demo/feedback-store/api.js';
import { FeedbackStore } from '../../demo/feedback-store/store.js';
import { startAgentServer } from '../../demo/start-agent-server.js';
import { type AttackedWorld, apiKey, listen, type Made, sendRaw } from '../attacks/world.js';
import { startSite } from './site.js';

/** The owner lets everybody do as much as they like. */
const noLimits = `
add_filter( 'agent_chat_limits', static function ( $limits ) { return array_fill_keys( array_keys( $limits ), 0 ); } );
`;

/** Starts it. */
export async function startAttackedSite(): Promise<AttackedWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'agent-chat-attacks-'));
  const store = await listen(feedbackApi(new FeedbackStore({ file: join(folder, 'feedback.jsonl') })).fetch);
  const made: Made[] = [];
  const langsmith = await record(`http://127.0.0.1:${store.port}`, made);
  const agents = fileURLToPath(new URL('../support/agents/agents.ts', import.meta.url));
  const agent = await startAgentServer({
    dataDir: join(folder, 'agent'),
    graphs: { plain: `${agents}:plain`, slow: `${agents}:slow` },
    langsmithUrl: `http://127.0.0.1:${store.port}/api/v1`,
    quiet: true,
  });
  const upstream = await record(agent.url, made);
  const agentUrl = `http://127.0.0.1:${upstream.port}`;
  const site = await startSite({
    plugin: true,
    code: noLimits,
    constants: {
      AGENT_CHAT_UPSTREAM: agentUrl,
      AGENT_CHAT_API_KEY: apiKey,
      AGENT_CHAT_LANGSMITH_URL: `http://127.0.0.1:${langsmith.port}/api/v1`,
    },
    options: { agent_chat: { assistants: ['plain', 'slow'] } },
  });
  return {
    base: '/wp-json/agent-chat/v1',
    secret: createHmac('sha256', 'AUTH_KEY of a testAUTH_SALT of a test')
      .update('agent-chat-visitor')
      .digest('hex'),
    // PHP starts anew for each request, and WordPress with it.
    tolerance: 8,
    made,
    agentUrl,
    send: (sent) => sendRaw(Number(new URL(site.url).port), sent),
    async stop() {
      site.stop();
      langsmith.stop();
      upstream.stop();
      store.stop();
      await agent.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Passes requests on to `origin`, and writes them down. */
function record(origin: string, made: Made[]) {
  return listen(async (request) => {
    const { pathname, search } = new URL(request.url);
    const body = request.method === 'GET' ? '' : await request.text();
    made.push({ method: request.method, url: request.url, headers: request.headers, body });
    const headers = new Headers(request.headers);
    headers.delete('host');
    headers.delete('content-length');
    const answer = await fetch(`${origin}${pathname}${search}`, {
      method: request.method,
      headers,
      redirect: 'manual',
      ...(request.method !== 'GET' && { body }),
    });
    const told = new Headers(answer.headers);
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) told.delete(name);
    return new Response(answer.body, { status: answer.status, headers: told });
  });
}
