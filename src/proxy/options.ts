// The options of the proxy: what an owner may say, what is assumed, and what is refused with the way to
// mend it. One table serves code, environment and docs.

import { MemorySubmissions, type SubmissionStore } from './submissions.js';

/** What {@link createAgentProxy} takes. */
export interface AgentProxyOptions {
  /** Base URL of the Agent Server. */
  readonly upstream: string;
  /** Key for the Agent Server and LangSmith. Never reaches the browser. */
  readonly apiKey?: string | undefined;
  /** Assistants that visitors may run. */
  readonly assistants: readonly string[];
  /** Origins of pages that may use the proxy from another origin. The proxy's own origin always may. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Signs visitors' tokens. */
  readonly secret?: string | undefined;
  /** Path below which the routes live, such as `/api/agent`. */
  readonly basePath?: string | undefined;
  /** Base URL of LangSmith's API, where ratings go. */
  readonly langsmithUrl?: string | undefined;
  /** Key for LangSmith, when it is another than the Agent Server's. */
  readonly langsmithApiKey?: string | undefined;
  /** How long LangSmith may take to answer, in ms. */
  readonly timeout?: number | undefined;
  /** Remembers which ratings were relayed; in memory when absent, which serves one instance. */
  readonly submissions?: SubmissionStore | undefined;
  /** Used instead of the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
}

/** Options with nothing left open. */
export interface ProxySettings {
  readonly upstream: string;
  readonly apiKey: string | null;
  readonly assistants: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly basePath: string;
  readonly langsmithUrl: string;
  readonly langsmithApiKey: string | null;
  readonly timeout: number;
  readonly submissions: SubmissionStore;
  readonly fetch: typeof fetch;
}

/** LangSmith's API for accounts in the US. */
export const defaultLangsmithUrl = 'https://api.smith.langchain.com/api/v1';

/** Reads the options. Throws a TypeError that says what to mend. */
export function readProxyOptions(options: AgentProxyOptions): ProxySettings {
  const { apiKey, assistants, allowedOrigins = [], basePath = '' } = options;
  if (!Array.isArray(assistants) || assistants.length === 0 || !assistants.every(isText)) {
    throw new TypeError(
      'createAgentProxy: `assistants` must name at least one assistant, such as ["agent"].',
    );
  }
  const own = apiKey || null;
  return {
    upstream: webAddress('upstream', options.upstream),
    apiKey: own,
    assistants,
    allowedOrigins: allowedOrigins.map(readOrigin),
    basePath: `/${basePath}`.replace(/\/{2,}/g, '/').replace(/\/$/, ''),
    langsmithUrl: webAddress('langsmithUrl', options.langsmithUrl || defaultLangsmithUrl),
    langsmithApiKey: options.langsmithApiKey || own,
    timeout: options.timeout ?? 15_000,
    submissions: options.submissions ?? new MemorySubmissions(),
    // Read at each call, so that a page of tests or a tracer may replace the global one.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function webAddress(name: string, value: unknown): string {
  if (isText(value) && URL.canParse(value)) {
    const url = new URL(value);
    if (/^https?:$/.test(url.protocol)) return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  }
  throw new TypeError(
    `createAgentProxy: \`${name}\` must be a web address such as https://agent.example.com.`,
  );
}

function readOrigin(value: unknown): string {
  if (isText(value) && URL.canParse(value) && new URL(value).origin === value.replace(/\/$/, '')) {
    return new URL(value).origin;
  }
  throw new TypeError(
    `createAgentProxy: \`allowedOrigins\` holds ${JSON.stringify(value)}; give origins such as https://www.example.com.`,
  );
}
