// An Agent Server that makes threads and says what a test wants of its runs: mostly nothing, for a while.

import { listen } from '../attacks/world.js';

/** Starts it. `stream` answers a run, by the body it was asked with. */
export function startSilentAgent(stream: (run: string) => Response | Promise<Response>) {
  const owners = new Map<string, unknown>();
  return listen(async (request) => {
    const { pathname } = new URL(request.url);
    const [, , id = ''] = pathname.split('/');
    if (pathname === '/threads') {
      const made = crypto.randomUUID();
      owners.set(made, ((await request.json()) as { metadata: unknown }).metadata);
      return Response.json({ thread_id: made });
    }
    if (pathname.endsWith('/stream')) return stream(await request.text());
    return Response.json({ thread_id: id, metadata: owners.get(id) });
  });
}
