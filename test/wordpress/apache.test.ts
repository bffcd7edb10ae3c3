// The plugin behind Apache and PHP-FPM, which hold small pieces back: what is said gets through all the same, and a
// host that compresses everything is named by the check.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listen } from '../attacks/world.js';
import { type Deployment, deploy } from '../deploy/deployment.js';
import { isStreamed } from '../support/endpoint.js';
import { type Site, startSite } from './site.js';

let deployment: Deployment;
let silent: Awaited<ReturnType<typeof listen>>;
before(async () => {
  deployment = await deploy();
  silent = await listen(thinking);
});
after(async () => {
  silent.stop();
  await deployment.stop();
});

/** An agent that says a little and then thinks for longer than anybody waits. */
const owners = new Map<string, unknown>();
async function thinking(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/threads') {
    const id = crypto.randomUUID();
    owners.set(id, ((await request.json()) as { metadata: unknown }).metadata);
    return Response.json({ thread_id: id });
  }
  const [, , id = ''] = pathname.split('/');
  if (!pathname.endsWith('/stream')) return Response.json({ thread_id: id, metadata: owners.get(id) });
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('event: metadata\ndata: {}\n\n')),
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

const start = (apache: string): Promise<Site> =>
  startSite({
    plugin: true,
    apache,
    constants: { AGENT_CHAT_API_KEY: 'the-owners-key' },
    options: {
      agent_chat: {
        upstream: deployment.agentUrl,
        langsmith_url: deployment.langsmithUrl,
        assistants: ['agent', 'slow'],
      },
    },
  });

/** What the settings page's check says of streams. */
const check = (site: Site) =>
  site.php(`echo implode( "\\n", array_column( AgentChat\\stream_findings(), 'text' ) );`);

test('answers stream, the first words of one that thinks too, and the check says so', async () => {
  const site = await start('');
  try {
    await isStreamed(`${site.url}/wp-json/agent-chat/v1`, deployment.agentUrl);
    assert.equal(check(site), 'Answers stream.');

    site.php(
      `update_option( 'agent_chat', array_merge( get_option( 'agent_chat' ), array( 'upstream' => 'http://127.0.0.1:${silent.port}' ) ) );`,
    );
    const base = `${site.url}/wp-json/agent-chat/v1/threads`;
    const headers = { 'content-type': 'application/json', origin: site.url };
    const made = await fetch(base, { method: 'POST', headers, body: '{}' });
    const { thread_id: thread } = (await made.json()) as { thread_id: string };
    const cookie = made.headers.get('set-cookie')?.split(';')[0] ?? '';
    const body = JSON.stringify({
      assistant_id: 'agent',
      input: { messages: [{ type: 'human', content: 'Think' }] },
    });
    const init = {
      method: 'POST',
      headers: { ...headers, cookie },
      body,
      signal: AbortSignal.timeout(8_000),
    };
    const run = await fetch(`${base}/${thread}/runs/stream`, init);
    let text = '';
    for await (const chunk of run.body as unknown as AsyncIterable<Uint8Array>) {
      text += new TextDecoder().decode(chunk);
      if (text.includes('event: metadata')) break;
    }
    assert.match(text, /^: heartbeat *\n\nevent: metadata\ndata: \{\}\n\n/);
    assert.equal(site.complaints(), '');
  } finally {
    site.stop();
  }
});

test('a host that compresses everything is named, and the line that mends it does', async () => {
  const compressed = await start('SetOutputFilter DEFLATE');
  assert.match(check(compressed), /all at once: .* to compress .* for \/wp-json\/agent-chat\/v1/);
  compressed.stop();

  const mended = await start(
    'SetOutputFilter DEFLATE\nSetEnvIfExpr "%{THE_REQUEST} =~ m#/agent-chat/v1/#" no-gzip',
  );
  assert.equal(check(mended), 'Answers stream.');
  mended.stop();
});
