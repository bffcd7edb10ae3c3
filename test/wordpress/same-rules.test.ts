// The plugin's rules are our proxy's: the same bodies are taken, changed and refused alike, and streams come out
// alike, however they are cut.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ProxyError, upstreamError } from '../../src/proxy/errors.js';
import { rewriteFeedback } from '../../src/proxy/event-stream.js';
import { readRunRequest } from '../../src/proxy/run-request.js';
import { debianProgram } from '../support/debian.js';

const owner = {
  context_keys: ['language', 'page'],
  input_keys: ['messages', 'draft'],
  feedback_keys: null,
  context: { page: 'the owner’s' },
  config: { recursion_limit: 5 },
  metadata: { site: 'shop' },
};

/** What the rules are applied to. */
type Thing =
  | readonly ['run', string]
  | readonly ['events', readonly string[]]
  | readonly ['failure', readonly [status: number, text: string]];

/** What PHP makes of things. */
function inPhp(things: readonly Thing[]): unknown[] {
  const script = fileURLToPath(new URL('./rules.php', import.meta.url));
  const input = JSON.stringify(things);
  const told = execFileSync(debianProgram('php', 'php-cli'), [script, JSON.stringify(owner)], {
    input,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return JSON.parse(told) as unknown[];
}

/** What our proxy makes of a body. */
function inNode(text: string): { run: string } | { status: number } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { status: 400 };
  }
  const allowed = {
    assistants: ['agent'],
    inputKeys: owner.input_keys,
    contextKeys: owner.context_keys,
    feedbackKeys: null,
  };
  try {
    return { run: JSON.stringify(readRunRequest(body, allowed, owner)) };
  } catch (error) {
    if (error instanceof ProxyError) return { status: error.status };
    throw error;
  }
}

const human = { type: 'human', id: 'm1', content: 'Hi' };
const run = (more: object) =>
  JSON.stringify({ assistant_id: 'agent', input: { messages: [human] }, ...more });
const said = (...messages: unknown[]) => run({ input: { messages } });
const nested = (depth: number) =>
  `{"assistant_id":"agent","input":{"draft":${'['.repeat(depth)}1${']'.repeat(depth)}}}`;

const bodies = [
  run({}),
  '',
  '{',
  'null',
  '1',
  '"x"',
  '[]',
  '{}',
  '\u{feff}{}',
  run({ assistant_id: 'other' }),
  run({ assistant_id: 7 }),
  run({ assistant_id: null }),
  run({ assistant_id: ['agent'] }),
  run({ input: null }),
  run({ input: {} }),
  run({ input: [] }),
  run({ input: 'x' }),
  run({ input: 0 }),
  run({ input: { draft: { a: {}, b: [], c: 1.0, d: 1e21, e: -0.5, f: true, g: null } } }),
  run({ input: { messages: {} } }),
  run({ input: { messages: null } }),
  run({ input: { messages: [], other: 1 } }),
  run({ command: null }),
  run({ command: {} }),
  run({ command: [] }),
  run({ command: 'x' }),
  run({ command: { resume: 'yes' } }),
  run({ command: { resume: null } }),
  run({ command: { resume: { a: [] }, goto: 'x', update: {} } }),
  run({ context: null }),
  run({ context: {} }),
  run({ context: [] }),
  run({ context: { language: 'ar', page: 'mine', is_admin: true } }),
  run({ stream_mode: 'values' }),
  run({ stream_mode: 'debug' }),
  run({ stream_mode: [] }),
  run({ stream_mode: ['values', 'debug', 'updates', 'messages-tuple'] }),
  run({ stream_mode: ['values', 1] }),
  run({ stream_mode: null }),
  run({ stream_mode: {} }),
  run({ stream_resumable: true }),
  run({ stream_resumable: false }),
  run({ stream_resumable: null }),
  run({ stream_resumable: 'true' }),
  run({ on_disconnect: 'cancel' }),
  run({ on_disconnect: 'other' }),
  run({ on_disconnect: null }),
  run({ on_disconnect: '' }),
  run({ feedback_keys: null }),
  run({ feedback_keys: [] }),
  run({ feedback_keys: {} }),
  run({ feedback_keys: 'user_score' }),
  run({ feedback_keys: ['user_score', 'user_score', 'a b', '', 'x'.repeat(65), 'x'.repeat(64), 'ü', 'a\n'] }),
  run({ feedback_keys: ['user_score', 1] }),
  run({ feedback_keys: Array.from({ length: 30 }, (_, index) => `key${index}`) }),
  run({
    webhook: 'http://x',
    config: { a: 1 },
    metadata: {},
    checkpoint: {},
    multitask_strategy: 'rollback',
  }),
  '{"assistant_id":"agent","__proto__":{"webhook":"x"},"constructor":1}',
  '{"assistant_id":"agent","":1,"input":{"":2,"messages":[]}}',
  said(human, human),
  said(...Array.from({ length: 20 }, () => human)),
  said(...Array.from({ length: 21 }, () => human)),
  said({ ...human, type: 'user' }),
  said({ role: 'user', content: 'Hi' }),
  said({ role: 'human', content: 'Hi', more: 1 }),
  said({ content: 'Hi' }),
  said({ ...human, role: 'system' }),
  said({ ...human, role: null }),
  said({ ...human, type: null, role: 'user' }),
  said({ ...human, type: 'ai' }),
  said({ ...human, id: 7 }),
  said({ ...human, id: null }),
  said({ ...human, id: 'x'.repeat(200) }),
  said({ ...human, id: 'x'.repeat(201) }),
  said({ type: 'human' }),
  said({ ...human, content: null }),
  said({ ...human, content: 7 }),
  said({ ...human, content: {} }),
  said({ ...human, content: [] }),
  said({ ...human, content: [{ type: 'text', text: 'Hi', more: { deep: [] } }] }),
  said({ ...human, content: [{ type: 7 }] }),
  said({ ...human, content: [{}] }),
  said({ ...human, content: ['Hi'] }),
  said({ ...human, content: Array.from({ length: 100 }, () => ({ type: 'text', text: '' })) }),
  said({ ...human, content: Array.from({ length: 101 }, () => ({ type: 'text', text: '' })) }),
  said('Hi'),
  said(null),
  said([human]),
  said({ ...human, content: 'ümläut 日本 👩‍👩‍👧 \u2028 </script> \\ "' }),
  nested(20),
  nested(30),
  nested(31),
  nested(200),
  nested(100_000),
];

test('bodies are taken, changed and refused alike', () => {
  const told = inPhp(bodies.map((body) => ['run', Buffer.from(body).toString('base64')] as const));
  let taken = 0;
  for (const [index, body] of bodies.entries()) {
    const [ours, theirs] = [inNode(body), told[index] as { run?: string; status?: number }];
    const parsed = (made: { run?: string; status?: number }) =>
      made.run === undefined ? made : { run: JSON.parse(made.run) as unknown };
    assert.deepEqual(parsed(theirs), parsed(ours), body.slice(0, 200));
    if ('run' in ours) taken += 1;
  }
  assert.ok(taken > 30 && bodies.length - taken > 30, `${taken} of ${bodies.length} were taken`);
});

const token = '00000000-0000-4000-8000-00000000abcd';
const good = `https://api.smith.langchain.com/api/v1/feedback/tokens/${token}`;
const streams = [
  'event: values\ndata: {"a":1}\n\n',
  `event: feedback\ndata: {"user_score":"${good}"}\n\nevent: end\ndata: null\n\n`,
  `event: feedback\r\ndata: {"a":"${good}",\r\ndata: "b":"${good}"}\r\nid: 7\r\n\r\nevent: values\r\ndata: 1\r\n\r\n`,
  `event: feedback\rdata: {"a":"${good}"}\r\revent: values\rdata: 1\r\r`,
  `event:feedback\ndata:{"a":"https://evil.example/steal","b":7,"c":"${good}"}\n\n`,
  `event: feedback \t\ndata: nonsense\n\n`,
  `\u{feff}event: feedback\ndata: {"a":"${good}"}\n\n`,
  `: a comment\n\nid: 1\nevent: feedback\ndata: {"a":"${good}/more"}\n\n`,
  `event: feedback-more\ndata: {"a":"${good}"}\n\n`,
  `event: values\ndata: "event: feedback"\n\nevent: feedback\ndata: {"ü":"${good}"}\n\n`,
  `event: values\ndata: {"text":"日本 👩‍👩‍👧"}\n\nevent: feedback\ndata: {"a":"${good}"}`,
  'data: without an end',
  '\n\n\n\r\n\r\r\n',
  `event: feedback\ndata: {}\n\nevent: feedback\ndata: []\n\nevent: feedback\ndata: null\n\nevent: feedback\n\n`,
];

function cut(bytes: Buffer, length: number): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += length) pieces.push(bytes.subarray(at, at + length));
  return pieces;
}

async function throughNode(pieces: readonly Buffer[]): Promise<string> {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new Uint8Array(piece));
      controller.close();
    },
  });
  return Buffer.from(await new Response(stream.pipeThrough(rewriteFeedback())).arrayBuffer()).toString(
    'base64',
  );
}

test('streams come out alike, however they are cut', async () => {
  const cuts = streams.flatMap((text) =>
    [1, 2, 3, 7, 64, 100_000].map((length) => cut(Buffer.from(text), length)),
  );
  const told = inPhp(
    cuts.map((pieces) => ['events', pieces.map((piece) => piece.toString('base64'))] as const),
  );
  for (const [index, pieces] of cuts.entries()) {
    const theirs = Buffer.from(String(told[index]), 'base64').toString();
    const ours = Buffer.from(await throughNode(pieces), 'base64').toString();
    assert.equal(theirs, ours, `in ${pieces.length} pieces`);
  }
});

test('a server’s refusals are told alike', async () => {
  const texts = [
    '',
    'no such assistant',
    'graph',
    'already running',
    'multitask',
    'feedback_keys',
    'secret at /srv',
  ];
  const refusals = [
    300, 302, 400, 401, 403, 404, 405, 409, 413, 418, 422, 429, 500, 501, 502, 503, 504,
  ].flatMap((status) => texts.map((text) => [status, text] as const));
  const told = inPhp(refusals.map((refusal) => ['failure', refusal] as const));
  for (const [index, [status, text]] of refusals.entries()) {
    const { kind, message, code, headers, ...error } = await upstreamError(
      new Response(text, { status, headers: { 'retry-after': '7' } }),
    );
    assert.deepEqual(told[index], [error.status, kind, message, code, headers], `${status} ${text}`);
  }
});
