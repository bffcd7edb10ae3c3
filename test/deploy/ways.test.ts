// Every documented way to run the proxy, with the text of the docs: the command, behind nginx and Caddy, as a
// Worker in its local runtime, and as a Next.js route. The doctor is the judge.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { debianProgram } from '../support/debian.js';
import { command, doctor, isStreamed } from '../support/endpoint.js';
import { serveHostPages } from '../support/host-page.js';
import { freePort, startProgram } from '../support/programs.js';
import { type Deployment, deploy, documented } from './deployment.js';

let deployment: Deployment;
const stops: (() => void)[] = [];
before(async () => {
  deployment = await deploy();
});
after(async () => {
  for (const stop of stops) stop();
  await deployment.stop();
});

test('the command, with its environment alone', async () => {
  const endpoint = `http://127.0.0.1:${deployment.port}/api/agent`;
  await isStreamed(endpoint, deployment.agentUrl);
  const said = await doctor(endpoint, '--origin', `http://127.0.0.1:${deployment.port}`);
  assert.match(said, /All is well\./, said);
  const lines = deployment
    .words()
    .split('\n')
    .filter((line) => line.startsWith('{'));
  const routes = new Set(lines.map((line) => (JSON.parse(line) as { route: string }).route));
  assert.ok(routes.has('/threads/:thread/runs/stream'), [...routes].join());
  assert.ok(
    !/[0-9a-f]{8}-[0-9a-f]{4}|Talk|agent_chat|secret/.test(lines.join()),
    'the log holds no id, text or token',
  );
});

test('the command says what is missing', async () => {
  const start = (env: Record<string, string>) =>
    promisify(execFile)(process.execPath, [command], { env: { PATH: process.env['PATH'], ...env } }).then(
      () => '',
      (failed: { stderr: string }) => failed.stderr,
    );
  assert.match(await start({}), /`upstream` must be a web address/);
  assert.match(
    await start({ AGENT_CHAT_UPSTREAM: 'http://a.example', NODE_ENV: 'production' }),
    /openssl rand -base64 32/,
  );
  assert.match(
    await start({ AGENT_CHAT_UPSTREAM: 'http://a.example', AGENT_CHAT_LIMITS: 'x' }),
    /AGENT_CHAT_LIMITS must be a JSON object/,
  );
  assert.match(await start({ AGENT_CHAT_UPSTREAM: 'http://a.example', PORT: 'x' }), /PORT/);
});

test('behind nginx', async () => {
  const port = await freePort();
  const folder = join(deployment.folder, 'nginx');
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const location = documented('nginx').replace('127.0.0.1:8787', `127.0.0.1:${deployment.port}`);
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/nginx.pid; error_log stderr; events {} http { access_log off; client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b; fastcgi_temp_path ${folder}/c; uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e; server { listen 127.0.0.1:${port}; ${location} } }`,
  );
  const server = await startProgram(
    debianProgram('nginx', 'nginx-light'),
    ['-p', folder, '-c', join(folder, 'nginx.conf')],
    {},
    `http://127.0.0.1:${port}/`,
  );
  stops.push(() => server.child.kill('SIGTERM'));
  const endpoint = `http://127.0.0.1:${port}/api/agent`;
  await isStreamed(endpoint, deployment.agentUrl);
  const said = await doctor(endpoint);
  assert.match(said, /All is well\./, said);
});

test('behind Caddy', async () => {
  const port = await freePort();
  const file = join(deployment.folder, 'Caddyfile');
  const block = documented('caddy').replace('127.0.0.1:8787', `127.0.0.1:${deployment.port}`);
  writeFileSync(file, `{\n  admin off\n  auto_https off\n}\nhttp://127.0.0.1:${port} {\n${block}\n}\n`);
  const server = await startProgram(
    debianProgram('caddy'),
    ['run', '--config', file, '--adapter', 'caddyfile'],
    {},
    `http://127.0.0.1:${port}/`,
  );
  stops.push(server.stop);
  const endpoint = `http://127.0.0.1:${port}/api/agent`;
  await isStreamed(endpoint, deployment.agentUrl);
  const said = await doctor(endpoint);
  assert.match(said, /All is well\./, said);
});

const alias = { 'agent-chat/proxy': fileURLToPath(new URL('../../dist/proxy.js', import.meta.url)) };

test('as a Cloudflare Worker, in its local runtime', async () => {
  const { outputFiles } = await build({
    stdin: { contents: documented('worker'), resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    conditions: ['workerd', 'worker'],
    alias,
  });
  const worker = new Miniflare({
    modules: true,
    script: outputFiles[0]?.text ?? '',
    compatibilityDate: '2026-01-01',
    bindings: {
      AGENT_CHAT_UPSTREAM: deployment.agentUrl,
      LANGSMITH_API_KEY: 'local',
      AGENT_CHAT_SECRET: 'the worker’s secret',
    },
  });
  stops.push(() => void worker.dispose());
  const endpoint = new URL(await worker.ready).origin;
  const said = await doctor(endpoint, '--origin', 'https://www.example.com');
  assert.match(said, /All is well\./, said);
  assert.match(said, /Pages of https:\/\/www\.example\.com may use the endpoint/);
});

test('as a Next.js route', async () => {
  const { outputFiles } = await build({
    stdin: { contents: documented('next'), resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    alias,
  });
  const file = join(deployment.folder, 'route.mjs');
  writeFileSync(file, outputFiles[0]?.text ?? '');
  Object.assign(process.env, {
    AGENT_CHAT_UPSTREAM: deployment.agentUrl,
    LANGSMITH_API_KEY: 'local',
    AGENT_CHAT_SECRET: 's',
  });
  const route = (await import(file)) as {
    POST(request: Request): Promise<Response>;
    GET(request: Request): Promise<Response>;
  };
  const post = (path: string, body: object, headers = {}) =>
    route.POST(
      new Request(`https://www.example.com/api/agent${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: 'https://www.example.com',
          host: 'www.example.com',
          ...headers,
        },
        body: JSON.stringify(body),
      }),
    );
  const made = await post('/threads', {});
  const { thread_id: thread } = (await made.json()) as { thread_id: string };
  const cookie = made.headers.get('set-cookie')?.split(';')[0] ?? '';
  const run = await post(
    `/threads/${thread}/runs/stream`,
    {
      assistant_id: 'agent',
      input: { messages: [{ type: 'human', content: 'Hi' }] },
      stream_mode: ['values'],
    },
    { cookie },
  );
  assert.match(await run.text(), /A brief answer\./);
});

test('the doctor looks at the policy of a page', async () => {
  const endpoint = `http://127.0.0.1:${deployment.port}/api/agent`;
  const policies: Readonly<Record<string, readonly [policy: string, says: RegExp]>> = {
    '/good': [
      `default-src 'none'; connect-src http://127.0.0.1:${deployment.port}; trusted-types agent-chat`,
      /ok {3}The page’s Content-Security-Policy is sufficient/,
    ],
    '/blocked': [
      "default-src 'none'; connect-src 'self'",
      /BAD {2}.*add http:\/\/127\.0\.0\.1:\d+ to its connect-src/,
    ],
    '/types': ['connect-src *; trusted-types default', /BAD {2}.*add agent-chat to them/],
  };
  const pages = Object.fromEntries(
    Object.entries(policies).map(([path, [policy]]) => [path, { html: '', policy }]),
  );
  const host = await serveHostPages(pages, endpoint);
  stops.push(host.stop);
  for (const [path, [, says]] of Object.entries(policies))
    assert.match(await doctor(endpoint, '--page', `${host.url}${path}`), says);
});

test('the doctor says in plain words what is wrong', async () => {
  const endpoint = `http://127.0.0.1:${deployment.port}`;
  assert.match(await doctor('http://127.0.0.1:9/api/agent'), /BAD {2}Nothing answers/);
  assert.match(await doctor(endpoint), /BAD {2}.*basePath is another one/);
  assert.match(await doctor('nonsense'), /^Usage:/);
  const said = await doctor(
    `${endpoint}/api/agent`,
    '--origin',
    'https://other.example',
    '--assistant',
    'nobody',
  );
  assert.match(
    said,
    /BAD {2}Pages of https:\/\/other\.example may not use the endpoint: add the origin to AGENT_CHAT_ORIGINS/,
  );
  const unknown = await doctor(`${endpoint}/api/agent`, '--assistant', 'nobody');
  assert.match(
    unknown,
    /BAD {2}The run does not start \(404\): the assistant "nobody" is not on AGENT_CHAT_ASSISTANTS/,
  );
});
