// A visitor of a WordPress with the plugin, without a browser.

import assert from 'node:assert/strict';
import type { Site } from './site.js';

/** Asks as a page of the site does, with what the browser would keep. */
export class Visitor {
  cookie = '';
  readonly #site: Site;

  constructor(site: Site) {
    this.#site = site;
  }

  /** A GET, or with a body a POST. */
  async ask(
    path: string,
    init: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const answer = await fetch(`${this.#site.url}/wp-json/agent-chat/v1${path}`, {
      method: init.body === undefined ? 'GET' : 'POST',
      headers: {
        origin: this.#site.url,
        ...(init.body !== undefined && { 'content-type': 'application/json' }),
        ...(this.cookie && { cookie: this.cookie }),
        ...init.headers,
      },
      ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
    });
    this.cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? this.cookie;
    return answer;
  }

  /** Makes a thread; its id. */
  async thread(headers: Record<string, string> = {}): Promise<string> {
    const made = await this.ask('/threads', { body: {}, headers });
    assert.equal(made.status, 200);
    return String(((await made.json()) as { thread_id: string }).thread_id);
  }

  /** Starts a run. `more` is put over its usual body. */
  run(thread: string, more: object = {}, headers: Record<string, string> = {}): Promise<Response> {
    const body = {
      assistant_id: 'agent',
      input: { messages: [{ type: 'human', id: 'm1', content: 'Hi' }] },
      stream_mode: ['values', 'messages-tuple'],
      stream_resumable: true,
      feedback_keys: ['user_score'],
      ...more,
    };
    return this.ask(`/threads/${thread}/runs/stream`, { body, headers });
  }
}
