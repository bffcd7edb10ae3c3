// `agent-chat-proxy doctor <endpoint>`: uses a deployed proxy as a page would, and says in plain words what is
// wrong and how to mend it. Starts one short run.

import { isRecord } from '../is-record.js';

/** One thing that was looked at. */
interface Finding {
  readonly ok: boolean;
  readonly text: string;
}

const usage = `Usage: agent-chat-proxy doctor <endpoint> [--assistant agent] [--origin https://www.example.com] [--page https://www.example.com/]`;

/** Looks at the endpoint that `args` name, tells each finding to `say`, and whether all is well. */
export async function runDoctor(args: readonly string[], say: (line: string) => void): Promise<boolean> {
  const [endpoint = '', ...rest] = args;
  if (!URL.canParse(endpoint)) {
    say(usage);
    return false;
  }
  const named = (name: string) =>
    rest.includes(`--${name}`) ? (rest[rest.indexOf(`--${name}`) + 1] ?? null) : null;
  let well = true;
  for await (const { ok, text } of examine(endpoint.replace(/\/$/, ''), {
    assistant: named('assistant') ?? 'agent',
    origin: named('origin'),
    page: named('page'),
  })) {
    well &&= ok;
    say(`${ok ? 'ok  ' : 'BAD '} ${text}`);
  }
  say(well ? 'All is well.' : 'Mend what is marked BAD, and run this again.');
  return well;
}

interface Wanted {
  readonly assistant: string;
  readonly origin: string | null;
  readonly page: string | null;
}

async function* examine(endpoint: string, { assistant, origin, page }: Wanted): AsyncGenerator<Finding> {
  const health = await ask(`${endpoint}/healthz`);
  if (!health) {
    yield bad(`Nothing answers at ${endpoint}: check the address, the port, and that the proxy runs.`);
    return;
  }
  const healthy = health.status === 200 && (await health.json().catch(() => null))?.ok === true;
  yield healthy
    ? good('The proxy answers.')
    : bad(
        `${endpoint}/healthz answers ${health.status}: this is not the proxy, or its basePath is another one.`,
      );
  if (!healthy) return;
  if (origin) yield* examineOrigin(endpoint, origin);
  if (page) yield await examinePolicy(endpoint, page);
  yield* examineRun(endpoint, assistant, origin);
}

async function* examineOrigin(endpoint: string, origin: string): AsyncGenerator<Finding> {
  if (new URL(endpoint).origin === origin) {
    yield good('The page and the endpoint have one origin: no CORS is needed.');
    return;
  }
  const preflight = await ask(`${endpoint}/threads`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,agent-chat-visitor',
    },
  });
  const allowed = preflight?.headers.get('access-control-allow-origin');
  yield allowed === origin
    ? good(`Pages of ${origin} may use the endpoint.`)
    : bad(`Pages of ${origin} may not use the endpoint: add the origin to AGENT_CHAT_ORIGINS.`);
  const headers = preflight?.headers.get('access-control-allow-headers') ?? '';
  if (allowed === origin && !/agent-chat-visitor/i.test(headers))
    yield bad('Something on the way changes the CORS headers: let the proxy answer OPTIONS itself.');
}

async function examinePolicy(endpoint: string, page: string): Promise<Finding> {
  const answer = await ask(page);
  if (!answer) return bad(`${page} cannot be read.`);
  const policy = answer.headers.get('content-security-policy');
  await answer.body?.cancel();
  if (!policy) return good('The page has no Content-Security-Policy header.');
  const directives = new Map(
    policy.split(';').map((part) => {
      const [name = '', ...sources] = part.trim().split(/\s+/);
      return [name.toLowerCase(), sources] as const;
    }),
  );
  const sources = directives.get('connect-src') ?? directives.get('default-src') ?? ['*'];
  const target = new URL(endpoint);
  const reached = sources.some(
    (source) =>
      source === '*' ||
      (source === "'self'" && new URL(page).origin === target.origin) ||
      source === target.origin ||
      target.href.startsWith(source),
  );
  if (!reached) return bad(`The page’s policy blocks the endpoint: add ${target.origin} to its connect-src.`);
  const types = directives.get('trusted-types');
  if (types && !types.some((name) => name === 'agent-chat' || name === '*'))
    return bad('The page’s policy names trusted-types: add agent-chat to them.');
  return good('The page’s Content-Security-Policy is sufficient.');
}

async function* examineRun(
  endpoint: string,
  assistant: string,
  origin: string | null,
): AsyncGenerator<Finding> {
  const from: Record<string, string> = origin ? { origin } : {};
  const json = { ...from, 'content-type': 'application/json' };
  const made = await ask(`${endpoint}/threads`, { method: 'POST', headers: json, body: '{}' });
  const thread: unknown = await made?.json().catch(() => null);
  if (!made?.ok || !isRecord(thread) || typeof thread['thread_id'] !== 'string') {
    yield bad(`No thread can be made (${made?.status ?? 'no answer'}): ${upstreamAdvice(made?.status)}`);
    return;
  }
  yield good('The Agent Server takes the proxy’s key, and makes a thread.');
  const visitor = made.headers.get('agent-chat-visitor');
  const cookie = made.headers.get('set-cookie')?.split(';')[0];
  const headers = { ...json, ...(visitor && { 'agent-chat-visitor': visitor }), ...(cookie && { cookie }) };
  const started = Date.now();
  const path = `${endpoint}/threads/${thread['thread_id']}/runs/stream`;
  const body = JSON.stringify({
    assistant_id: assistant,
    input: { messages: [{ type: 'human', content: 'Hello! This is a test of the connection.' }] },
    stream_mode: ['values', 'messages-tuple'],
    stream_resumable: true,
    feedback_keys: ['user_score'],
  });
  const run = await ask(path, { method: 'POST', headers, body });
  if (!run?.ok || !run.body) {
    const reason =
      run?.status === 404
        ? `the assistant "${assistant}" is not on AGENT_CHAT_ASSISTANTS, or not on the server`
        : upstreamAdvice(run?.status);
    yield bad(`The run does not start (${run?.status ?? 'no answer'}): ${reason}`);
    return;
  }
  yield good(`The assistant "${assistant}" takes a run.`);
  yield run.headers.get('content-location')
    ? good('A broken stream can be joined: Content-Location is there.')
    : bad(
        'Content-Location is missing: something on the way takes it out, and broken streams cannot be joined.',
      );
  if (run.headers.get('content-encoding'))
    yield bad('Something on the way compresses the stream: leave text/event-stream alone.');
  const arrivals: number[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of run.body as unknown as AsyncIterable<Uint8Array>) {
    arrivals.push(Date.now() - started);
    text += decoder.decode(chunk, { stream: true });
  }
  const [first = 0, last = 0] = [arrivals[0], arrivals.at(-1)];
  yield arrivals.length > 2 || last - first > 100 || last < 1_000
    ? good(
        `The stream comes in pieces (${arrivals.length}, the first after ${first} ms, the last after ${last} ms).`,
      )
    : bad('The whole answer came at once: something on the way buffers it. In nginx: proxy_buffering off.');
  if (/^event: ?error/m.test(text)) yield bad('The run failed: see the Agent Server’s log.');
  yield /^event: ?feedback/m.test(text)
    ? good('The run brought a rating URL: feedback_keys work.')
    : bad(
        'The run brought no rating URL: the Agent Server is too old for feedback_keys, or its LANGSMITH_API_KEY is missing.',
      );
}

function upstreamAdvice(status: number | undefined): string {
  if (status === 502)
    return 'the proxy cannot reach the Agent Server, or its key is refused. Check AGENT_CHAT_UPSTREAM and the key.';
  if (status === 504) return 'the Agent Server does not answer in time.';
  if (status === 401)
    return 'the proxy wants identified visitors: run the doctor where you can sign in, or look at the log.';
  if (status === 429) return 'a limit is reached: wait a minute.';
  if (status === 403) return 'the origin may not use the proxy: add it to AGENT_CHAT_ORIGINS.';
  return 'see the proxy’s log.';
}

async function ask(url: string, init: RequestInit = {}): Promise<Response | null> {
  return fetch(url, { ...init, signal: AbortSignal.timeout(60_000) }).catch(() => null);
}

function good(text: string): Finding {
  return { ok: true, text };
}

function bad(text: string): Finding {
  return { ok: false, text };
}
