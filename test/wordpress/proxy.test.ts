// The plugin's proxy as browsers use it, behind a real nginx and PHP: it streams, keeps a visitor's threads, counts,
// and says what is wrong.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Deployment, deploy } from '../deploy/deployment.js';
import { doctor, isStreamed } from '../support/endpoint.js';
import { startSilentAgent } from './silent-agent.js';
import { type Site, startSite } from './site.js';
import { Visitor } from './visitor.js';

let deployment: Deployment;
let site: Site;
const key = 'the-owners-key';

/** Limits that the owner may set, by a header that only this test knows. */
const owner = `
add_filter( 'agent_chat_limits', static function ( $limits ) {
	return isset( $_SERVER['HTTP_X_TEST_LIMITS'] ) ? array_merge( $limits, json_decode( wp_unslash( $_SERVER['HTTP_X_TEST_LIMITS'] ), true ) ) : $limits;
} );
add_filter( 'agent_chat_visitor', static function ( $id ) {
	return isset( $_SERVER['HTTP_X_TEST_VISITOR'] ) ? ( $_SERVER['HTTP_X_TEST_VISITOR'] ?: false ) : $id;
} );
add_filter( 'agent_chat_allowed_origins', static function ( $origins ) { return array( 'https://shop.example' ); } );
`;

before(async () => {
  deployment = await deploy();
  site = await startSite({
    plugin: true,
    code: owner,
    constants: { AGENT_CHAT_API_KEY: key },
    options: {
      agent_chat: {
        upstream: deployment.agentUrl,
        langsmith_url: deployment.langsmithUrl,
        assistants: ['agent', 'slow'],
      },
    },
  });
});
after(async () => {
  const complaints = site.complaints();
  site.stop();
  await deployment.stop();
  assert.equal(complaints, '', 'PHP has nothing to complain of');
});

const endpoint = () => `${site.url}/wp-json/agent-chat/v1`;

const runOf = (answer: Response) =>
  /runs\/([^/]+)/.exec(answer.headers.get('content-location') ?? '')?.[1] ?? '';

test('answers stream, and runs end when their reader has left', async () => {
  await isStreamed(endpoint(), deployment.agentUrl);
});

test('the doctor finds nothing to mend', async () => {
  const said = await doctor(endpoint(), '--origin', site.url, '--page', `${site.url}/`);
  assert.match(said, /All is well\./, said);
});

test('a visitor is a cookie that no script reads, on our routes alone', async () => {
  const made = await new Visitor(site).ask('/threads', { body: {} });
  const cookie = made.headers.get('set-cookie') ?? '';
  assert.match(
    cookie,
    /^agent_chat_visitor=[\w.-]+;.*path=\/wp-json\/agent-chat\/v1; HttpOnly; SameSite=Lax$/i,
  );
  assert.equal(made.headers.get('agent-chat-visitor'), null);
});

test('the conversation, joined again, rated, and read', async () => {
  const visitor = new Visitor(site);
  const thread = await visitor.thread();
  const answer = await visitor.run(thread);
  const text = await answer.text();
  assert.match(text, /A brief answer\./);
  assert.ok(!text.includes(new URL(deployment.langsmithUrl).host), 'token URLs are ours');
  const token = /feedback\/tokens\/[0-9a-f-]{36}/.exec(text)?.[0] ?? '';
  const rating = `/${token}?score=1&submission_id=11111111-1111-4111-8111-111111111111`;
  for (let tries = 0; tries < 3; tries += 1)
    assert.deepEqual(await (await visitor.ask(rating)).json(), { recorded: true });
  const listed = await fetch(`${deployment.langsmithUrl}/feedback?run=${runOf(answer)}&key=user_score`, {
    headers: { 'x-api-key': key },
  });
  assert.equal(((await listed.json()) as unknown[]).length, 1, 'one opinion, one record');
  assert.equal((await visitor.ask(`/${token}`)).status, 422, 'an empty rating is nobody’s opinion');

  const path = `/threads/${thread}/runs/${runOf(answer)}`;
  const joined = await visitor.ask(`${path}/stream`, { headers: { 'last-event-id': '-1' } });
  assert.match(await joined.text(), /A brief answer\./);
  const status = (await (await visitor.ask(path)).json()) as Record<string, unknown>;
  assert.deepEqual(Object.keys(status).sort(), [
    'assistant_id',
    'created_at',
    'run_id',
    'status',
    'thread_id',
    'updated_at',
  ]);
  const tokens = await (await visitor.ask(`${path}/feedback?keys=user_score,another`)).json();
  assert.deepEqual(Object.keys(tokens as object).sort(), ['another', 'user_score']);
  const state = (await (await visitor.ask(`/threads/${thread}/state`)).json()) as Record<string, unknown>;
  assert.deepEqual(Object.keys(state).sort(), ['created_at', 'next', 'tasks', 'values']);
  assert.match(JSON.stringify(state), /A brief answer/);
  assert.equal((await visitor.ask(`${path}/cancel`, { body: {} })).status, 202);
  assert.equal((await new Visitor(site).ask(`/threads/${thread}/state`)).status, 404, 'nobody else reads it');
});

test('limits hold, for what counts at the same time', async () => {
  const visitor = new Visitor(site);
  const thread = await visitor.thread();
  const few = { 'x-test-limits': JSON.stringify({ visitor_runs: 5 }) };
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => visitor.ask('/threads', { body: {}, headers: few })),
  );
  // The first thread counts too, if the minute has not just ended.
  const served = answers.filter(({ status }) => status === 200).length;
  assert.ok(served === 4 || served === 5, `${served} were served`);
  const refused = answers.find(({ status }) => status === 429);
  assert.ok(Number(refused?.headers.get('retry-after')) > 0);

  const leave = new AbortController();
  const slow = { assistant_id: 'slow', on_disconnect: 'cancel' };
  const open = await fetch(`${endpoint()}/threads/${thread}/runs/stream`, {
    method: 'POST',
    signal: leave.signal,
    headers: { origin: site.url, 'content-type': 'application/json', cookie: visitor.cookie },
    body: JSON.stringify({ ...slow, input: { messages: [{ type: 'human', content: 'Talk' }] } }),
  });
  assert.equal(open.status, 200);
  const one = { 'x-test-limits': JSON.stringify({ visitor_streams: 1 }) };
  const other = await visitor.thread();
  assert.equal((await visitor.run(other, {}, one)).status, 429, 'the place is taken');
  const whole = { 'x-test-limits': JSON.stringify({ site_streams: 1 }) };
  const somebody = new Visitor(site);
  const theirs = await somebody.thread();
  assert.equal((await somebody.run(theirs, {}, whole)).status, 429, 'the site’s one place is taken');
  leave.abort();
  for (let tries = 0; ; tries += 1) {
    const answer = await visitor.run(other, {}, one);
    if (answer.status === 200) break;
    assert.ok(tries < 100, 'the place is free when its reader has left');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
});

test('the site may say who is asking', async () => {
  const signedIn = { 'x-test-visitor': 'customer-7' };
  const visitor = new Visitor(site);
  const thread = await visitor.thread(signedIn);
  assert.equal(visitor.cookie, '', 'no token of ours is needed');
  assert.equal((await visitor.ask(`/threads/${thread}`, { headers: signedIn })).status, 200);
  assert.equal(
    (await visitor.ask(`/threads/${thread}`, { headers: { 'x-test-visitor': 'customer-8' } })).status,
    404,
  );
  assert.equal((await visitor.ask('/threads', { body: {}, headers: { 'x-test-visitor': '' } })).status, 401);
});

test('other origins: those on the list, with a header instead of a cookie; preflights too', async () => {
  const origin = 'https://shop.example';
  const preflight = await fetch(`${endpoint()}/threads`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), origin);
  assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /Agent-Chat-Visitor/);
  const made = await new Visitor(site).ask('/threads', { body: {}, headers: { origin } });
  assert.equal(made.headers.get('access-control-allow-origin'), origin);
  assert.equal(made.headers.get('access-control-allow-credentials'), null);
  assert.equal(made.headers.get('set-cookie'), null);
  assert.match(made.headers.get('agent-chat-visitor') ?? '', /^[\w-]+\.[\w-]+\.[\w-]+$/);
});

test('WordPress’s own query tricks change nothing', async () => {
  for (const query of ['_method=POST', '_envelope=1', '_jsonp=steal', '_fields=x']) {
    const answer = await new Visitor(site).ask(`/healthz?${query}`);
    assert.equal(await answer.text(), '{"ok":true}', query);
  }
  const made = await fetch(`${endpoint()}/threads?_method=POST`);
  assert.equal(made.status, 404, 'a link makes no thread');
});

test('plain permalinks have an endpoint too', async () => {
  site.php(`update_option( 'permalink_structure', '' );`);
  const page = await (await fetch(`${site.url}/`)).text();
  const path = /data-endpoint="([^"]+)"/.exec(page)?.[1] ?? '';
  assert.equal(path, '/index.php/wp-json/agent-chat/v1');
  assert.deepEqual(await (await fetch(`${site.url}${path}/healthz`)).json(), { ok: true });
  assert.match(await doctor(`${site.url}${path}`), /All is well\./);
  site.php(`update_option( 'permalink_structure', '/%postname%/' ); flush_rewrite_rules();`);
});

test('what is wrong is said: no address, nobody there, no Agent Server', async () => {
  const say = async (upstream: string) => {
    site.set({ upstream });
    const answer = await new Visitor(site).ask('/threads', { body: {} });
    return `${answer.status} ${await answer.text()}`;
  };
  assert.match(await say(''), /^503 .*Settings, Agent Chat/);
  assert.match(await say('http://127.0.0.1:9'), /^502 .*cannot be reached/);
  assert.match(await say(`${site.url}/nothing`), /^404|^502/);
  assert.match(await say(deployment.agentUrl), /^200/);
});

test('a silent agent: a heartbeat while it thinks, and an error when it never begins', async () => {
  const agent = await startSilentAgent((run) => {
    if (run.includes('Never')) return new Promise<Response>(() => {});
    const body = new ReadableStream({
      start(controller) {
        setTimeout(() => {
          controller.enqueue(new TextEncoder().encode('event: end\ndata: null\n\n'));
          controller.close();
        }, 18_000);
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  });
  site.set({ upstream: `http://127.0.0.1:${agent.port}` });
  const thinks = new Visitor(site);
  const never = new Visitor(site);
  const [thinking, nothing] = await Promise.all([
    thinks.run(await thinks.thread()).then((answer) => answer.text()),
    never.run(await never.thread(), { input: { messages: [{ type: 'human', content: 'Never' }] } }),
  ]);
  assert.equal(thinking, ': heartbeat\n\n: heartbeat\n\nevent: end\ndata: null\n\n');
  assert.equal(nothing.status, 504);
  agent.stop();
  site.set({ upstream: deployment.agentUrl });
});

test('the plugin leaves nothing behind', () => {
  const left = site.php(`
    require_once ABSPATH . 'wp-admin/includes/plugin.php';
    define( 'WP_UNINSTALL_PLUGIN', 'agent-chat/agent-chat.php' );
    include WP_PLUGIN_DIR . '/agent-chat/uninstall.php';
    global $wpdb;
    echo $wpdb->get_var( "SELECT COUNT(*) FROM $wpdb->options WHERE option_name LIKE '%agent\\_chat%'" );
  `);
  assert.equal(left, '0');
});
