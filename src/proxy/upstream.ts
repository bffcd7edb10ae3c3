// Sends a request to the Agent Server: puts the key in, lets nothing of the visitor's headers through that
// it has no use for, and gives up when the visitor does, or when no answer begins in time.

import { ProxyError, upstreamError } from './errors.js';
import type { ProxySettings } from './options.js';

/** What is asked of the Agent Server. */
export interface UpstreamRequest {
  readonly method: 'GET' | 'POST';
  /** Path below the upstream's base, with its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The visitor is gone. */
  readonly signal: AbortSignal;
}

/** Asks the Agent Server. Rejects with a {@link ProxyError} when it refuses or cannot be reached. */
export async function askUpstream(settings: ProxySettings, request: UpstreamRequest): Promise<Response> {
  const { method, path, body, signal } = request;
  const late = new AbortController();
  // Until the answer begins: a stream then lasts as long as its run.
  const timer = setTimeout(() => late.abort(), settings.timeout);
  let response: Response;
  try {
    response = await settings.fetch(`${settings.upstream}${path}`, {
      method,
      signal: AbortSignal.any([signal, late.signal]),
      // Never followed, for the key would go along. Workers know no 'error'.
      redirect: 'manual',
      headers: {
        accept: 'application/json, text/event-stream',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(settings.apiKey !== null && { 'x-api-key': settings.apiKey }),
        ...request.headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (signal.aborted) throw error;
    if (late.signal.aborted) throw new ProxyError(504, 'server', 'The agent does not answer.');
    throw new ProxyError(502, 'server', 'The agent cannot be reached.');
  } finally {
    clearTimeout(timer);
  }
  if (!response.ok) throw await upstreamError(response);
  return response;
}
