// Decides whether a URL that a stream named may be called with a person's opinion. A stream is not to be
// trusted with where requests go: only LangSmith's own hosts and the endpoint's may be named.

import { isRecord } from '../is-record.js';

/** `…/feedback/tokens/<uuid>`: the only stable part of a token URL, on LangSmith, self-hosted or a proxy. */
const path = /\/feedback\/tokens\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const langsmithHosts: readonly string[] = [
  'api.smith.langchain.com',
  'eu.api.smith.langchain.com',
  'apac.api.smith.langchain.com',
  'aws.api.smith.langchain.com',
];

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The URL when ratings may go there, else null. `endpoint` is absolute; `hosts` are the owner's own. */
export function trustedTokenUrl(raw: string, endpoint: string, hosts: readonly string[] = []): string | null {
  if (!URL.canParse(raw) || !URL.canParse(endpoint)) return null;
  const url = new URL(raw);
  const home = new URL(endpoint);
  const known = [home.host, ...langsmithHosts, ...hosts];
  const hostKnown = known.includes(url.host) || loopback.test(url.hostname);
  const secure = url.protocol === 'https:' || url.origin === home.origin || loopback.test(url.hostname);
  const bare = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return hostKnown && secure && bare && path.test(url.pathname) ? url.href : null;
}

/** Rating URLs by key that ratings may go to, and the keys whose URLs they may not. */
export interface TrustedTokens {
  readonly tokens: Readonly<Record<string, string>>;
  readonly refused: readonly string[];
}

/** Sorts `given`, an object of URLs by key or its JSON text; relative ones count from the endpoint. */
export function trustedTokens(
  given: unknown,
  endpoint: string,
  hosts: readonly string[] = [],
): TrustedTokens {
  const raw = typeof given === 'string' ? parseJson(given) : given;
  const tokens: Record<string, string> = Object.create(null);
  const refused: string[] = [];
  for (const [key, url] of Object.entries(isRecord(raw) ? raw : {})) {
    const base = `${endpoint}/`;
    const absolute = typeof url === 'string' && URL.canParse(url, base) ? new URL(url, base).href : '';
    const trusted = trustedTokenUrl(absolute, endpoint, hosts);
    if (trusted) tokens[key] = trusted;
    else refused.push(key);
  }
  return { tokens, refused };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
