// The one way a request leaves for the endpoint: adds the host's headers, asks them once more after a
// 401, and turns every refusal and network failure into an AgentError before the SDK sees it.

import { AgentError, isAbort } from './errors.js';
import { errorFromResponse, isHtml } from './http-errors.js';

/** Extra request headers, or a function that gives them (asked before every request). */
export type HeadersSource =
  | Readonly<Record<string, string>>
  | (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>);

/** The edges {@link createAgentFetch} needs. */
export interface AgentFetchOptions {
  readonly fetch: typeof fetch;
  readonly headers?: HeadersSource | undefined;
  readonly credentials?: RequestCredentials | undefined;
  /** Whether the machine believes to have a network; decides between "you are offline" and "not reachable". */
  readonly isOnline?: (() => boolean) | undefined;
  /** Sees the headers of every answer, for what the proxy hands out in them. */
  readonly onResponse?: ((headers: Headers) => void) | undefined;
}

/** A `fetch` for the SDK. Rejects with {@link AgentError}, or with an AbortError when its signal says so. */
export function createAgentFetch(options: AgentFetchOptions): typeof fetch {
  const once = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    const extra = typeof options.headers === 'function' ? await options.headers() : options.headers;
    for (const [name, value] of Object.entries(extra ?? {})) headers.set(name, value);
    // Called as a bare function: `this` must not be our options object (browsers throw "Illegal invocation").
    const { fetch: send } = options;
    return send(input, {
      ...init,
      headers,
      cache: 'no-store',
      ...(options.credentials && { credentials: options.credentials }),
    });
  };

  return async (input, init) => {
    let response: Response;
    try {
      response = await once(input, init);
      const mayRefresh = typeof options.headers === 'function';
      if (response.status === 401 && mayRefresh) response = await once(input, init);
    } catch (error) {
      if (isAbort(error) || init?.signal?.aborted) throw error;
      throw networkError(error, options.isOnline?.() ?? true);
    }
    options.onResponse?.(response.headers);
    if (!response.ok) throw await errorFromResponse(response);
    if (isHtml(response)) {
      throw new AgentError('endpoint-wrong', {
        status: response.status,
        message: 'The endpoint answered with a web page.',
      });
    }
    return response;
  };
}

function networkError(error: unknown, online: boolean): AgentError {
  if (error instanceof AgentError) return error;
  // Browsers' own text, "Failed to fetch", would make the SDK replace our error by its own.
  const message = `The request did not reach the endpoint (${error instanceof Error ? error.name : 'unknown'}).`;
  return new AgentError(online ? 'unreachable' : 'offline', { message });
}
