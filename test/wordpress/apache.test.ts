// The plugin behind Apache and PHP-FPM, which hold small pieces back: what is said gets through all the same, and a
// host that compresses everything is named by the check.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Deployment, deploy } from '../deploy/deployment.js';
import { isStreamed } from '../support/endpoint.js';
import { startSilentAgent } from './silent-agent.js';
import { type Site, startSite } from './site.js';
import { Visitor } from './visitor.js';

let deployment: Deployment;
let silent: Awaited<ReturnType<typeof startSilentAgent>>;
before(async () => {
  deployment = await deploy();
  // It says a little, and then thinks for longer than anybody waits.
  silent = await startSilentAgent(() => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('event: metadata\ndata: {}\n\n')),
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  });
});
after(async () => {
  silent.stop();
  await deployment.stop();
});

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

test('answers stream, the first words of one that thinks too, and the check says so', {
  timeout: 60_000,
}, async () => {
  const site = await start('');
  try {
    await isStreamed(`${site.url}/wp-json/agent-chat/v1`, deployment.agentUrl);
    assert.equal(check(site), 'Answers stream.');

    site.set({ upstream: `http://127.0.0.1:${silent.port}` });
    const visitor = new Visitor(site);
    const run = await visitor.run(await visitor.thread());
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
