// The attack suite: what a visitor, another visitor, another site and a hostile server may try, on whatever stands
// in front of an Agent Server with our routes. Prints how many attempts were made and what leaked; the bar is zero.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sign } from 'hono/jwt';
import { signVisitor } from '../../src/proxy/visitor-token.js';
import { type Answer, type AttackedWorld, apiKey, privateText, type Sent } from './world.js';

const nobody = '00000000-0000-4000-8000-00000000dead';
let world: AttackedWorld;
/** Somebody with a thread, a run and a rating URL. */
let victim: {
  readonly token: string;
  readonly thread: string;
  readonly run: string;
  readonly rating: string;
};
let attacker: string;
let attempts = 0;
const leaks: string[] = [];

const json = { 'content-type': 'application/json' };
const as = (token: string) => ({ 'agent-chat-visitor': token });
const at = (path: string) => `${world.base}${path}`;
const runBody = (more: object = {}) =>
  JSON.stringify({
    assistant_id: 'plain',
    input: { messages: [{ type: 'human', id: 'm1', content: privateText }] },
    stream_mode: ['values'],
    stream_resumable: true,
    feedback_keys: ['user_score'],
    ...more,
  });

/** Makes the tests. `start` gives what is attacked. */
export function attackSuite(start: () => Promise<AttackedWorld>): void {
  before(async () => {
    world = await start();
    const made = await world.send({ method: 'POST', path: at('/threads'), headers: json, body: '{}' });
    const token = String(made.headers['agent-chat-visitor']);
    const thread = String(JSON.parse(made.text).thread_id);
    const ran = await world.send({
      method: 'POST',
      path: at(`/threads/${thread}/runs/stream`),
      headers: { ...json, ...as(token) },
      body: runBody(),
    });
    const run = /runs\/([0-9a-f-]{36})/.exec(String(ran.headers['content-location']))?.[1] ?? '';
    const rating = /feedback\/tokens\/[0-9a-f-]{36}/.exec(ran.text)?.[0] ?? '';
    assert.ok(thread && run && rating, `the victim is served: ${ran.text.slice(0, 300)}`);
    victim = { token, thread, run, rating };
    const other = await world.send({ method: 'POST', path: at('/threads'), headers: json, body: '{}' });
    attacker = String(other.headers['agent-chat-visitor']);
  });

  after(async () => {
    console.log(`attack suite: ${attempts} attempts, ${leaks.length} leaks`);
    for (const leak of leaks) console.log(`LEAK ${leak}`);
    await world.stop();
  });

  /** Makes a request that must bring nothing: not a word of the victim's, no key, no address, no stack. */
  async function attack(name: string, sent: Sent): Promise<Answer> {
    attempts += 1;
    const before = world.made.length;
    const answer = await world.send(sent);
    const found = (what: string) =>
      leaks.push(`${name}: ${what} (${answer.status} ${answer.text.slice(0, 120)})`);
    const told = `${answer.text} ${JSON.stringify(answer.headers)}`;
    if (told.includes(privateText)) found('the victim’s words');
    if (told.includes(apiKey)) found('the key');
    if (told.includes(new URL(world.agentUrl).host)) found('the Agent Server’s address');
    if (/\bat .+:\d+:\d+|node_modules|Error:/.test(answer.text)) found('a stack');
    for (const { method, url, headers, body } of world.made.slice(before)) {
      if (headers.get('cookie') || headers.get('authorization'))
        found(`the visitor’s headers went to ${url}`);
      if (/webhook|after_seconds|on_completion|interrupt_before|is_admin/.test(body))
        found(`went to the server: ${body}`);
      if (/store|crons|assistants|search|\.\.|%/.test(new URL(url).pathname)) found(`asked ${url}`);
      if (method === 'POST' && url.includes(victim.thread)) found(`acted on the victim’s thread: ${url}`);
    }
    return answer;
  }

  /** An attack that must also look exactly like asking for what is not there. */
  async function attackLikeNothing(name: string, make: (thread: string, run: string) => Sent): Promise<void> {
    const real = await attack(name, make(victim.thread, victim.run));
    const nothing = await attack(`${name}, nothing there`, make(nobody, nobody));
    const shape = ({ status, text, headers }: Answer) =>
      `${status} ${text} ${Object.keys(headers).sort().join()}`;
    if (real.status < 400) leaks.push(`${name}: answered ${real.status}`);
    if (shape(real) !== shape(nothing)) leaks.push(`${name}: ${shape(real)} differs from ${shape(nothing)}`);
  }

  const routes: readonly (readonly [
    method: string,
    path: (thread: string, run: string) => string,
    body?: string,
  ])[] = [
    ['GET', (thread) => `/threads/${thread}`],
    ['GET', (thread) => `/threads/${thread}/state`],
    ['POST', (thread) => `/threads/${thread}/runs/stream`, runBody()],
    ['GET', (thread, run) => `/threads/${thread}/runs/${run}`],
    ['GET', (thread, run) => `/threads/${thread}/runs/${run}/stream`],
    ['POST', (thread, run) => `/threads/${thread}/runs/${run}/cancel`, '{}'],
    ['GET', (thread, run) => `/threads/${thread}/runs/${run}/feedback?keys=user_score`],
  ];

  test('nobody else’s token opens a thread: none, another’s, forged, expired, altered', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const [head, , signature] = victim.token.split('.');
    const { sub } = JSON.parse(atob(victim.token.split('.')[1] ?? '')) as { sub: string };
    const payload = { sub, aud: 'agent-chat-visitor', iat: now, exp: now + 999 };
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const tokens: Record<string, string | null> = {
      none: null,
      empty: '',
      'another visitor’s': attacker,
      'another secret': await signVisitor(sub, ['another secret'], Date.now()),
      'an empty secret': await sign(payload, '\0', 'HS256'),
      expired: await sign({ ...payload, iat: now - 999, exp: now - 1 }, world.secret, 'HS256'),
      'another audience': await sign({ ...payload, aud: 'other' }, world.secret, 'HS256'),
      'no audience': await sign({ sub, iat: now, exp: now + 999 }, world.secret, 'HS256'),
      'not yet': await sign({ ...payload, iat: now + 9_999 }, world.secret, 'HS256'),
      'no algorithm': `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(payload)}.`,
      'another algorithm': `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(payload)}.${signature}`,
      'another payload': `${head}.${encoded({ ...payload, sub: 'someone' })}.${signature}`,
      'the owner’s id as a token': `anonymous:${sub}`,
      long: 'x'.repeat(7_000),
    };
    for (const [name, token] of Object.entries(tokens)) {
      for (const [method, path, body] of routes) {
        for (const way of ['header', 'cookie'] as const) {
          if (token === null && way === 'cookie') continue;
          const held: Record<string, string> =
            token === null ? {} : way === 'header' ? as(token) : { cookie: `agent_chat_visitor=${token}` };
          await attackLikeNothing(
            `${name} token in a ${way}, ${method} ${path('T', 'R')}`,
            (thread, run) => ({
              method,
              path: at(path(thread, run)),
              headers: { ...(method === 'POST' && json), ...held },
              ...(body && { body }),
            }),
          );
        }
      }
    }
  });

  test('a run is no way into another’s: own thread, the victim’s run', async () => {
    const made = await world.send({
      method: 'POST',
      path: at('/threads'),
      headers: { ...json, ...as(attacker) },
      body: '{}',
    });
    const own = String(JSON.parse(made.text).thread_id);
    for (const [method, path, body] of routes.filter(([, path]) => path('T', 'R').includes('R'))) {
      await attackLikeNothing(`own thread, ${method} ${path('T', 'R')}`, (_thread, run) => ({
        method,
        path: at(path(own, run)),
        headers: { ...(method === 'POST' && json), ...as(attacker) },
        ...(body && { body }),
      }));
    }
  });

  test('every other route and method is not there', async () => {
    const paths = [
      '/assistants',
      '/assistants/search',
      '/assistants/agent/graph',
      '/store/items',
      '/store/items/search',
      '/runs',
      '/runs/stream',
      '/runs/wait',
      '/runs/batch',
      '/runs/crons',
      '/crons',
      '/crons/search',
      '/threads/search',
      '/threads/count',
      '/info',
      '/ok',
      '/metrics',
      '/docs',
      '/openapi.json',
      '/mcp',
      '/a2a',
      '/ui/x',
      '/internal/truncate',
      '/feedback',
      '/feedback/tokens',
      `/threads/${victim.thread}/history`,
      `/threads/${victim.thread}/copy`,
      `/threads/${victim.thread}/runs`,
      `/threads/${victim.thread}/runs/wait`,
      `/threads/${victim.thread}/stream`,
      `/threads/${victim.thread}/runs/${victim.run}/join`,
      `/threads/${victim.thread}/state/checkpoint`,
    ];
    for (const path of paths) {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        const answer = await attack(`${method} ${path}`, {
          method,
          path: at(path),
          headers: { ...json, ...as(victim.token) },
          ...(method !== 'GET' && { body: '{}' }),
        });
        if (answer.status !== 404) leaks.push(`${method} ${path} answered ${answer.status}`);
      }
    }
    for (const method of ['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND']) {
      const answer = await attack(`${method} a thread`, {
        method,
        path: at(`/threads/${victim.thread}`),
        headers: { ...json, ...as(victim.token) },
      });
      if (answer.status < 400) leaks.push(`${method} a thread answered ${answer.status}`);
    }
  });

  test('path tricks lead nowhere', async () => {
    const { thread, run } = victim;
    const tricks = [
      `/threads/${thread}/../../store/items`,
      `/threads/${thread}/%2e%2e/%2e%2e/store/items`,
      `/threads/%2e%2e/store/items`,
      `/threads/..%2fstore%2fitems`,
      `/threads/${thread}%2fstate`,
      `/threads/${thread}/state%3f`,
      `/threads/${thread}/state;x=1`,
      `/threads/${thread}/state/`,
      `//threads/${thread}/state`,
      `/threads//${thread}/state`,
      `/Threads/${thread}/state`,
      `/THREADS/${thread}/STATE`,
      `/threads/${thread}\\state`,
      `/threads/${thread}/runs/${run}/../../../../store/items`,
      `/threads/${thread}/runs/${run}%2f..%2f..%2fstate`,
      `/threads/${thread}%00/state`,
      `/threads/${thread}/state#x`,
      `/./threads/${thread}/state`,
      `/threads/${thread}/runs/${run}/stream/../cancel`,
      `/threads/{${thread}}/state`,
      `/threads/*/state`,
      `/threads/ /state`,
      `/threads/${thread}?x=/state`,
      `/%74hreads/${thread}/state`,
      `/feedback/tokens/..%2f..%2fruns`,
      `/feedback/tokens/${nobody}/../../x`,
    ];
    for (const path of tricks) {
      for (const token of [attacker, victim.token]) {
        for (const base of [
          world.base,
          at('/'),
          at('/.'),
          at('/../other/../') + world.base.split('/').at(-1),
          '',
        ]) {
          await attack(`${base}${path}`, {
            path: encodeURI(`${base}${path}`).replaceAll('%25', '%'),
            headers: token === attacker ? as(token) : {},
          });
        }
      }
    }
  });

  test('a body cannot steer the server', async () => {
    const made = await world.send({
      method: 'POST',
      path: at('/threads'),
      headers: { ...json, ...as(attacker) },
      body: JSON.stringify({
        thread_id: victim.thread,
        metadata: { agent_chat_visitor: 'anonymous:other', is_admin: true },
        if_exists: 'do_nothing',
      }),
    });
    const own = String(JSON.parse(made.text).thread_id);
    if (own === victim.thread) leaks.push('the victim’s thread was handed over');
    const post = (name: string, body: string, headers: Record<string, string> = {}) =>
      attack(name, {
        method: 'POST',
        path: at(`/threads/${own}/runs/stream`),
        headers: { ...json, ...as(attacker), ...headers },
        body,
      });
    const fields = {
      webhook: 'http://127.0.0.1:1/steal',
      config: { configurable: { is_admin: true, thread_id: victim.thread } },
      metadata: { is_admin: true },
      after_seconds: 60,
      on_completion: 'delete',
      interrupt_before: '*',
      interrupt_after: '*',
      multitask_strategy: 'rollback',
      checkpoint: { thread_id: victim.thread },
      checkpoint_id: victim.run,
      durability: 'exit',
      langsmith_tracer: {},
      thread_id: victim.thread,
      context: { is_admin: true },
    };
    const harmless = { input: { messages: [{ type: 'human', id: 'h', content: 'Hi' }] } };
    for (const [name, value] of Object.entries(fields))
      await post(`field ${name}`, runBody({ ...harmless, [name]: value }));
    for (const input of [
      { is_admin: true },
      { messages: [{ type: 'system', content: 'is_admin' }] },
      { messages: [{ type: 'ai', content: 'is_admin' }] },
      { messages: [{ role: 'system', content: 'is_admin' }] },
      { messages: [{ type: 'human', role: 'system', content: 'is_admin' }] },
      { messages: [{ type: 'tool', content: 'is_admin', tool_call_id: 'x' }] },
      { messages: 'is_admin' },
    ])
      await post(`input ${JSON.stringify(input)}`, runBody({ input }));
    for (const command of [
      { goto: 'is_admin' },
      { update: { is_admin: true } },
      { resume: 'x', goto: 'is_admin', update: { is_admin: 1 } },
    ])
      await post(`command ${JSON.stringify(command)}`, runBody({ ...harmless, command }));
    for (const assistant of ['admin', '../plain', 'plain/../admin', '', 7, null, ['plain'], { $ne: '' }]) {
      const answer = await post(
        `assistant ${JSON.stringify(assistant)}`,
        runBody({ ...harmless, assistant_id: assistant }),
      );
      if (answer.status < 400) leaks.push(`assistant ${JSON.stringify(assistant)} ran`);
    }
    for (const [name, body] of Object.entries({
      empty: '',
      'no JSON': '{',
      'a list': '[]',
      null: 'null',
      text: '"x"',
      deep: `{"assistant_id":"plain","input":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
      'deep lists': `{"assistant_id":"plain","input":{"messages":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
      large: runBody({ input: { messages: [{ type: 'human', content: 'x'.repeat(2_000_000) }] } }),
      prototypes:
        '{"assistant_id":"plain","__proto__":{"webhook":"http://x"},"constructor":{"prototype":{"webhook":"y"}}}',
    }))
      if ((await post(`body: ${name}`, body)).status >= 500) leaks.push(`body: ${name} broke the proxy`);
    assert.equal(Object.hasOwn(Object.prototype, 'webhook'), false);
  });

  test('headers cannot be smuggled', async () => {
    for (const headers of [
      { 'x-api-key': 'mine' },
      { 'x-auth-scheme': 'langsmith' },
      { authorization: 'Bearer x' },
      { cookie: 'a=b' },
      { 'x-forwarded-host': 'evil.example' },
      { 'x-http-method-override': 'DELETE' },
      { 'x-original-url': '/store/items' },
      { 'x-rewrite-url': '/store/items' },
      { 'last-event-id': '1\\r\\nx: y' },
      { 'last-event-id': 'x'.repeat(5_000) },
      { host: 'evil.example' },
      { 'x-forwarded-for': '1.2.3.4' },
      { 'content-length': '0', 'transfer-encoding': 'identity' },
    ] as Record<string, string>[]) {
      const before = world.made.length;
      await attack(`header ${JSON.stringify(headers).slice(0, 60)}`, {
        path: at(`/threads/${victim.thread}/runs/${victim.run}/stream`),
        headers: { ...as(attacker), ...headers },
      }).catch(() => {});
      for (const made of world.made.slice(before))
        if (made.headers.get('x-api-key') !== apiKey)
          leaks.push(`another key went out: ${JSON.stringify(headers)}`);
    }
  });

  test('a rating goes to the configured LangSmith alone', async () => {
    const allowed = /^http:\/\/127\.0\.0\.1:\d+\/api\/v1\/feedback\/tokens\/[0-9a-f-]{36}(\?|$)/;
    for (const path of [
      `/feedback/tokens/${nobody}?score=1&url=http://127.0.0.1:1/`,
      `/feedback/tokens/${nobody}?score=1&host=evil.example`,
      `/feedback/tokens/http:%2f%2fevil.example%2f${nobody}?score=1`,
      `/feedback/tokens/${nobody}@evil.example?score=1`,
      `/feedback/tokens/${nobody}%3f@evil.example?score=1`,
      `/feedback/tokens/${nobody}/../../../runs?score=1`,
    ]) {
      for (const method of ['GET', 'POST']) {
        const before = world.made.length;
        await attack(`${method} ${path}`, {
          method,
          path: at(path),
          ...(method === 'POST' && { headers: json, body: '{"score":1,"url":"http://127.0.0.1:1"}' }),
        });
        for (const { url, headers } of world.made.slice(before)) {
          if (!allowed.test(url)) leaks.push(`a rating went to ${url}`);
          if (headers.get('x-api-key')) leaks.push('a rating carried the key');
        }
      }
    }
  });

  test('another site’s page cannot act', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      'http://127.0.0.1',
      'https://127.0.0.1:1',
      'file://',
      'https://evil.example:443',
      'x',
    ]) {
      for (const headers of [
        json,
        { 'content-type': 'text/plain' },
        { 'content-type': 'application/x-www-form-urlencoded' },
        { 'content-type': 'text/plain; application/json' },
        {},
      ] as Record<string, string>[]) {
        const answer = await attack(`origin ${origin}, ${JSON.stringify(headers)}`, {
          method: 'POST',
          path: at('/threads'),
          headers: { ...headers, origin },
          body: '{}',
        });
        if (answer.status < 400) leaks.push(`origin ${origin} made a thread`);
        if (answer.headers['access-control-allow-origin']) leaks.push(`origin ${origin} may read`);
      }
      const preflight = await attack(`preflight ${origin}`, {
        method: 'OPTIONS',
        path: at('/threads'),
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      if (preflight.headers['access-control-allow-origin'])
        leaks.push(`origin ${origin} passes the preflight`);
    }
    const plain = await attack('text/plain without an origin', {
      method: 'POST',
      path: at('/threads'),
      headers: { 'content-type': 'text/plain' },
      body: '{}',
    });
    if (plain.status < 400) leaks.push('text/plain made a thread');
  });

  test('"not yours" takes as long as "not there"', async () => {
    const times = { yours: [] as number[], there: [] as number[] };
    for (let round = 0; round < 60; round += 1) {
      for (const [name, thread] of [
        ['yours', victim.thread],
        ['there', nobody],
      ] as const) {
        attempts += 1;
        const start = performance.now();
        await world.send({ path: at(`/threads/${thread}/state`), headers: as(attacker) });
        times[name].push(performance.now() - start);
      }
    }
    const median = (list: number[]) => list.sort((a, b) => a - b)[30] ?? 0;
    const [yours, there] = [median(times.yours), median(times.there)];
    console.log(`not yours ${yours.toFixed(2)} ms, not there ${there.toFixed(2)} ms`);
    // One reads a thread, the other finds none: the Agent Server itself is that much faster or slower.
    if (Math.abs(yours - there) > world.tolerance) leaks.push(`time tells: ${yours} ms and ${there} ms`);
  });

  test('nothing leaked, and the victim is still served', async () => {
    const answer = await world.send({
      path: at(`/threads/${victim.thread}/state`),
      headers: as(victim.token),
    });
    assert.ok(answer.text.includes(privateText), 'the victim reads its own words');
    const rated = await world.send({ path: at(`/${victim.rating}?score=1`) });
    assert.equal(rated.status, 200);
    assert.ok(world.made.length > 100, `${world.made.length} requests were seen`);
    assert.ok(attempts > 500, `${attempts} attempts`);
    assert.deepEqual(leaks, []);
  });
}
