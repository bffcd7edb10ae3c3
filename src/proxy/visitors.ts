// Who is asking: the site's own session or token where the owner has one, else an anonymous visitor whose
// signed token the proxy hands out and the browser keeps.

import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { verify, verifyWithJwks } from 'hono/jwt';
import { sameHost } from './cors.js';
import { ProxyError } from './errors.js';
import type { ProxySettings } from './options.js';
import { readVisitor, signVisitor } from './visitor-token.js';

/** Somebody who owns threads. */
export interface Visitor {
  /** Marks the visitor's threads: `anonymous:…` or `site:…`. */
  readonly id: string;
  /** The site says who it is. */
  readonly identified: boolean;
}

/** How the site signs its visitors' tokens. */
export interface SiteToken {
  /** Shared secret or public key (PEM or JWK), for `alg`. */
  readonly key?: string | undefined;
  /** Address of a set of public keys, instead of `key`. */
  readonly jwksUrl?: string | undefined;
  readonly alg?: 'HS256' | 'RS256' | 'ES256' | 'EdDSA' | undefined;
  readonly issuer?: string | undefined;
  readonly audience?: string | undefined;
}

/** Header that carries an anonymous token where cookies of other sites are dead. */
export const visitorHeader = 'Agent-Chat-Visitor';
const cookie = 'agent_chat_visitor';

/** The visitor of a request; null for one that has no (good) token yet. Rejects with 401 when the site says no. */
export async function findVisitor(settings: ProxySettings, context: Context): Promise<Visitor | null> {
  const { authenticate, jwt, secrets } = settings;
  if (authenticate) return identified(await authenticate(context.req.raw));
  if (jwt) return identified(await siteVisitor(jwt, context));
  const token = context.req.header(visitorHeader) ?? getCookie(context, cookie) ?? '';
  const known = token === '' ? null : await readVisitor(token, secrets, Date.now());
  if (!known) return null;
  if (known.stale && context.req.method === 'POST') await handOut(settings, context, known.id);
  return { id: `anonymous:${known.id}`, identified: false };
}

/** A new anonymous visitor, whose token goes out with the answer. */
export async function welcome(settings: ProxySettings, context: Context): Promise<Visitor> {
  const id = crypto.randomUUID();
  await handOut(settings, context, id);
  return { id: `anonymous:${id}`, identified: false };
}

function identified(id: string | null): Visitor {
  if (typeof id !== 'string' || id === '')
    throw new ProxyError(401, 'unauthorized', 'Sign in to use the chat.');
  return { id: `site:${id}`, identified: true };
}

async function siteVisitor(site: SiteToken, context: Context): Promise<string | null> {
  const token = /^Bearer (\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
  if (!token) return null;
  const checks = {
    ...(site.issuer && { iss: site.issuer }),
    ...(site.audience && { aud: site.audience }),
  };
  try {
    const payload = site.jwksUrl
      ? await verifyWithJwks(token, {
          jwks_uri: site.jwksUrl,
          allowedAlgorithms: ['RS256', 'ES256', 'EdDSA'],
          verification: checks,
        })
      : await verify(token, site.key ?? '', { alg: site.alg ?? 'HS256', ...checks });
    return typeof payload['sub'] === 'string' && typeof payload['exp'] === 'number' ? payload['sub'] : null;
  } catch {
    return null;
  }
}

/** Same origin: a cookie that no script can read. Another origin: a header, which the element keeps. */
async function handOut(settings: ProxySettings, context: Context, id: string): Promise<void> {
  const token = await signVisitor(id, settings.secrets, Date.now());
  const origin = context.req.header('origin');
  if (origin !== undefined && sameHost(origin, context.req)) {
    setCookie(context, cookie, token, {
      path: settings.basePath || '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: origin.startsWith('https:'),
      maxAge: 30 * 86_400,
    });
  } else context.header(visitorHeader, token);
}
