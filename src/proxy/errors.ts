// What the browser is told when something fails: a short JSON with a kind, and never a key, an address of
// ours or a stack.

import type { ErrorKind } from '../protocol/errors.js';

/** A failure that is answered to the browser. */
export class ProxyError extends Error {
  readonly status: number;
  readonly kind: ErrorKind;
  readonly code: string | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    kind: ErrorKind,
    message: string,
    more: { readonly code?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.kind = kind;
    this.code = more.code ?? null;
    this.headers = more.headers ?? {};
  }
}

/** The one answer for whatever the proxy does not serve, is not allowed to, or does not have. */
export function notFound(): ProxyError {
  return new ProxyError(404, 'config', 'Not found.');
}

/** `error` as the browser may see it. Anything unforeseen is a 500 without words. */
export function errorResponse(error: unknown): Response {
  const known = error instanceof ProxyError ? error : new ProxyError(500, 'server', 'The proxy failed.');
  const { kind, message, code, status, headers } = known;
  return Response.json(
    { error: { kind, message, ...(code && { code }) } },
    { status, headers: { 'cache-control': 'no-store', ...headers } },
  );
}

/** The upstream's refusal in our words. Reads its body for the two things that its status does not say. */
export async function upstreamError(response: Response): Promise<ProxyError> {
  const { status } = response;
  const text = (await response.text().catch(() => '')).slice(0, 2_000);
  const wait = response.headers.get('retry-after');
  switch (status) {
    case 401:
    case 403:
      // The key is the proxy's: the visitor can do nothing about it.
      return new ProxyError(502, 'server', 'The agent refuses the proxy’s key.');
    case 404:
      if (/assistant|graph/i.test(text)) return unknownAssistant();
      return noSuchThread();
    case 409:
      return busy(409);
    case 413:
      return new ProxyError(413, 'config', 'The message is too long.');
    case 429:
      return new ProxyError(429, 'rate-limited', 'The agent has too many requests.', {
        headers: wait === null ? {} : { 'retry-after': wait },
      });
  }
  if (status < 400) return new ProxyError(502, 'server', 'The agent’s address leads elsewhere.');
  if (status >= 500)
    return new ProxyError(status === 501 ? 502 : status, 'server', 'The agent has a problem.');
  if (/already running|multitask/i.test(text)) return busy(status);
  if (/feedback_keys/i.test(text)) {
    return new ProxyError(422, 'config', 'The agent does not know feedback_keys.', {
      code: 'feedback-keys-refused',
    });
  }
  if (/assistant|graph/i.test(text)) return unknownAssistant();
  return new ProxyError(status, 'config', 'The agent refuses the request.');
}

/** The thread or run is not there, or not this visitor's: nobody can tell which. */
export function noSuchThread(): ProxyError {
  return new ProxyError(404, 'config', 'There is no such thread or run.', { code: 'thread-gone' });
}

/** The assistant is not on the proxy's list, or not on the server. */
export function unknownAssistant(): ProxyError {
  return new ProxyError(404, 'config', 'There is no such assistant.', { code: 'assistant-unknown' });
}

function busy(status: number): ProxyError {
  return new ProxyError(status, 'busy', 'The thread is busy with a run.');
}
