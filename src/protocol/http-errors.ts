// Reads a refused HTTP answer as an AgentError: by status, by our proxy's short JSON, and by the two
// Agent Servers' own words where a status alone says too little.

import { AgentError, type ErrorCode } from './errors.js';

const textLimit = 2_000;

/** Turns a response that is not ok into the error it stands for. Reads (part of) the body. */
export async function errorFromResponse(response: Response): Promise<AgentError> {
  const text = (await response.text().catch(() => '')).slice(0, textLimit);
  const said = saidBy(text);
  const code = said.code ?? codeFor(response.status, said.message, isHtml(response));
  return new AgentError(code, {
    status: response.status,
    message: said.message || `HTTP ${response.status}`,
    ...retryAfter(response),
  });
}

/** Whether the answer is a web page, which no Agent Server sends. */
export function isHtml(response: Response): boolean {
  return /^text\/html\b/i.test(response.headers.get('content-type') ?? '');
}

function codeFor(status: number, message: string, html: boolean): ErrorCode {
  const says = (pattern: RegExp) => pattern.test(message);
  switch (status) {
    case 401:
    case 403:
      return 'unauthorized';
    case 404:
      if (html) return 'endpoint-wrong';
      if (says(/assistant|graph/i)) return 'assistant-unknown';
      return says(/thread|run/i) ? 'thread-gone' : 'endpoint-wrong';
    case 405:
      return 'endpoint-wrong';
    case 409:
      return 'busy';
    case 413:
      return 'too-large';
    case 429:
      return 'rate-limited';
  }
  if (status >= 500) return 'server';
  // 422: both servers use it for a busy thread, an unknown assistant and a field they do not know.
  if (says(/already running|busy|multitask/i)) return 'busy';
  if (says(/feedback_keys/i)) return 'feedback-keys-refused';
  if (says(/assistant|graph/i)) return 'assistant-unknown';
  return html ? 'endpoint-wrong' : 'refused';
}

interface Said {
  readonly message: string;
  readonly code?: ErrorCode;
}

/** The words in an error body: `{error: {kind, code, message}}` (our proxy), `{detail}`, `{message}`, or text. */
function saidBy(text: string): Said {
  try {
    const body: unknown = JSON.parse(text);
    const error = field(body, 'error') ?? body;
    const code = field(error, 'code');
    const message = field(error, 'message') ?? field(body, 'detail') ?? error;
    return {
      message: typeof message === 'string' ? message : JSON.stringify(message),
      ...(isProxyCode(code) && { code }),
    };
  } catch {
    return { message: text.startsWith('<') ? '' : text };
  }
}

const proxyCodes = ['feedback-keys-refused', 'assistant-unknown', 'thread-gone'] as const;

function isProxyCode(code: unknown): code is (typeof proxyCodes)[number] {
  return proxyCodes.some((known) => known === code);
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** `Retry-After` as seconds; it may be a number or an HTTP date (RFC 9110, 10.2.3). */
function retryAfter(response: Response): { retryAfter?: number } {
  const header = response.headers.get('retry-after');
  if (header === null) return {};
  const seconds = /^\s*\d+\s*$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? { retryAfter: Math.max(0, Math.ceil(seconds)) } : {};
}
