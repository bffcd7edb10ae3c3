// The signed token that says which visitor a browser is: a JSON Web Token (HS256), good for thirty days and
// renewed while it is used. Says nothing about a person.

import { sign, verify } from 'hono/jwt';

/** Seconds. */
const lifetime = 30 * 86_400;
const renewAfter = 86_400;

/** Sets our tokens apart from others that are signed with the same secret. */
const audience = 'agent-chat-visitor';

/** A visitor, and whether the browser should get a fresh token. */
export interface TokenVisitor {
  readonly id: string;
  readonly stale: boolean;
}

/** A token for `id`. */
export async function signVisitor(id: string, secrets: readonly string[], now: number): Promise<string> {
  const issued = Math.floor(now / 1_000);
  const payload = { sub: id, aud: audience, iat: issued, exp: issued + lifetime };
  return sign(payload, secrets[0] ?? '', 'HS256');
}

/** The visitor that `token` names; null when it is forged, expired or none of ours. */
export async function readVisitor(
  token: string,
  secrets: readonly string[],
  now: number,
): Promise<TokenVisitor | null> {
  for (const secret of secrets) {
    try {
      const payload = await verify(token, secret, { alg: 'HS256', aud: audience });
      if (typeof payload['sub'] !== 'string' || typeof payload['iat'] !== 'number') return null;
      const old = now / 1_000 - payload['iat'] > renewAfter;
      return { id: payload['sub'], stale: old || secret !== secrets[0] };
    } catch {
      // not with this secret
    }
  }
  return null;
}
