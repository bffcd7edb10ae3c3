// The address a request counts for. A peer on a private network is a proxy of the owner's: then the last entry
// it added to X-Forwarded-For counts. What a visitor writes into that header stands further left.

/** Loopback, private and link-local networks. */
const internal = /^(?:::1$|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|f[cd]|fe80:)/i;

/** The visitor's address; null when nothing tells it. `peer` is the other end of the connection. */
export function visitorAddress(headers: Headers, peer: string | null): string | null {
  const from = peer?.replace(/^::ffff:/i, '') ?? null;
  if (from !== null && !internal.test(from)) return from;
  const told = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  return told || (from === null ? headers.get('cf-connecting-ip') : null) || from;
}
