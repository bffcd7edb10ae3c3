// The bad line with our proxy in front of it: the visitor's `fetch` goes through the proxy, the proxy's to the
// server.

import { createAgentProxy } from '../../src/proxy/index.js';
import { json } from '../support/scripted-agent.js';
import type { Line } from './line.js';

/** A `fetch` that reaches `line` through a proxy of its own. */
export function throughProxy(line: Line): typeof fetch {
  const owners = new Map<string, unknown>();
  const proxy = createAgentProxy({
    upstream: 'https://agent.internal',
    assistants: ['agent'],
    basePath: '/api/agent',
    secret: 'of this line',
    fetch: async (input, init) => {
      const { pathname } = new URL(String(input));
      const [, thread = ''] = /^\/threads\/([^/]+)$/.exec(pathname) ?? [];
      if (thread) return json({ thread_id: thread, metadata: owners.get(thread) });
      const answer = await line.fetch(input, init);
      if (pathname !== '/threads') return answer;
      const made = (await answer.json()) as { thread_id: string };
      owners.set(made.thread_id, (JSON.parse(String(init?.body)) as { metadata: unknown }).metadata);
      return json(made);
    },
  });
  let token: string | null = null;
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    if (token !== null) headers.set('agent-chat-visitor', token);
    const answer = await proxy.fetch(new Request(input, { ...init, headers, cache: 'default' }));
    token ??= answer.headers.get('agent-chat-visitor');
    return answer;
  };
}
