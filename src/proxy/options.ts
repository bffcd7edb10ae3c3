// The options of the proxy: what an owner may say, what is assumed, and what is refused with the way to
// mend it. The environment variables of the command are read in environment.ts.

import { type Limits, readLimits } from './limits.js';
import type { RequestRecord } from './records.js';
import { MemoryStore, type SharedStore } from './shared-store.js';
import { Submissions } from './submissions.js';
import type { SiteToken, Visitor } from './visitors.js';

/** What the owner puts into each run; visitors cannot. */
export interface RunSettings {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

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
  /** Signs anonymous visitors' tokens. Several: the first signs, all are accepted. Required in production. */
  readonly secret?: string | readonly string[] | undefined;
  /** Says who a visitor is by the site's own session; null refuses with 401. Takes the place of anonymous tokens. */
  readonly authenticate?: ((request: Request) => string | null | Promise<string | null>) | undefined;
  /** Verifies a token that the site signs, sent as `Authorization: Bearer …`; its `sub` is the visitor. */
  readonly jwt?: SiteToken | undefined;
  /** What is put into each run, or a function of the visitor that gives it. */
  readonly run?: RunSettings | ((visitor: Visitor) => RunSettings | Promise<RunSettings>) | undefined;
  /** Keys of a run's input that visitors may send; `messages` alone when absent. */
  readonly inputKeys?: readonly string[] | undefined;
  /** Keys of a run's context that visitors may send; none when absent. */
  readonly contextKeys?: readonly string[] | undefined;
  /** Feedback keys that runs may ask tokens for; any when absent. */
  readonly feedbackKeys?: readonly string[] | undefined;
  /** How much is allowed; see {@link Limits}. */
  readonly limits?: Partial<Limits> | undefined;
  /** Path below which the routes live, such as `/api/agent`. */
  readonly basePath?: string | undefined;
  /** Base URL of LangSmith's API, where ratings go. */
  readonly langsmithUrl?: string | undefined;
  /** Key for LangSmith, when it is another than the Agent Server's. */
  readonly langsmithApiKey?: string | undefined;
  /** How long the Agent Server and LangSmith may take to answer, in ms. Streams last as long as they like. */
  readonly timeout?: number | undefined;
  /** Counts limits and remembers submissions; in memory when absent, which serves one instance. */
  readonly store?: SharedStore | undefined;
  /** Told of each request when it has ended, for logs and metrics. Holds no text, token or query. */
  readonly onRequest?: ((record: RequestRecord) => void) | undefined;
  /** Whether this is production: then a secret is required. By default, unless `NODE_ENV` says otherwise. */
  readonly production?: boolean | undefined;
  /** Used instead of the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
}

/** Options with nothing left open. */
export interface ProxySettings {
  readonly upstream: string;
  readonly apiKey: string | null;
  readonly assistants: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly secrets: readonly string[];
  readonly authenticate: AgentProxyOptions['authenticate'];
  readonly jwt: SiteToken | undefined;
  readonly run: (visitor: Visitor) => RunSettings | Promise<RunSettings>;
  readonly inputKeys: readonly string[];
  readonly contextKeys: readonly string[];
  readonly feedbackKeys: readonly string[] | null;
  readonly limits: Limits;
  readonly basePath: string;
  readonly langsmithUrl: string;
  readonly langsmithApiKey: string | null;
  readonly timeout: number;
  readonly store: SharedStore;
  readonly submissions: Submissions;
  readonly onRequest: (record: RequestRecord) => void;
  readonly fetch: typeof fetch;
}

/** LangSmith's API for accounts in the US. */
export const defaultLangsmithUrl = 'https://api.smith.langchain.com/api/v1';

/** Reads the options. Throws a TypeError that says what to mend. */
export function readProxyOptions(options: AgentProxyOptions): ProxySettings {
  const { apiKey, assistants, allowedOrigins = [], basePath = '', run = {} } = options;
  if (!Array.isArray(assistants) || assistants.length === 0 || !assistants.every(isText)) {
    throw new TypeError(
      'createAgentProxy: `assistants` must name at least one assistant, such as ["agent"].',
    );
  }
  const own = apiKey || null;
  const store = options.store ?? new MemoryStore();
  return {
    upstream: webAddress('upstream', options.upstream),
    apiKey: own,
    assistants,
    allowedOrigins: allowedOrigins.map(readOrigin),
    secrets: readSecrets(options),
    authenticate: options.authenticate,
    jwt: options.jwt,
    run: typeof run === 'function' ? run : () => run,
    inputKeys: options.inputKeys ?? ['messages'],
    contextKeys: options.contextKeys ?? [],
    feedbackKeys: options.feedbackKeys ?? null,
    limits: readLimits(options.limits ?? {}),
    basePath: `/${basePath}`.replace(/\/{2,}/g, '/').replace(/\/$/, ''),
    langsmithUrl: webAddress('langsmithUrl', options.langsmithUrl || defaultLangsmithUrl),
    langsmithApiKey: options.langsmithApiKey || own,
    timeout: options.timeout ?? 15_000,
    store,
    submissions: new Submissions(store),
    onRequest: options.onRequest ?? (() => {}),
    // Read at each call, so that a page of tests or a tracer may replace the global one.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
  };
}

/** The secrets; a random one for development, where visitors may lose their threads at a restart. */
function readSecrets({ secret, authenticate, jwt, production }: AgentProxyOptions): readonly string[] {
  const secrets = [secret ?? []].flat().filter(isText);
  if (secrets.length > 0 || authenticate || jwt) return secrets;
  const mode = typeof process === 'undefined' ? 'production' : process.env['NODE_ENV'];
  if (production ?? mode === 'production') {
    throw new TypeError(
      'createAgentProxy: `secret` is missing: it signs visitors’ tokens. Make one with `openssl rand -base64 32` and give it as `secret` or AGENT_CHAT_SECRET.',
    );
  }
  return [crypto.randomUUID() + crypto.randomUUID()];
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
