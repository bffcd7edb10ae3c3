// What the proxy knows of a request while it is served.

import type { Context as HonoContext } from 'hono';
import { visitorAddress } from './address.js';
import type { Counted } from './limits.js';
import type { Visitor } from './visitors.js';

/** What is kept with a request. */
export interface ProxyEnv {
  readonly Variables: {
    /** Null: an anonymous visitor without a token yet. */
    visitor: Visitor | null;
    /** The pattern of the route that serves it. */
    route: string;
  };
  /** Node's request, where there is one (`@hono/node-server`). */
  readonly Bindings: { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } };
}

/** A request and its answer. */
export type Context = HonoContext<ProxyEnv>;

/** Whom the request counts for. */
export function countedFor(context: Context): Counted {
  const peer = context.env?.incoming?.socket?.remoteAddress ?? null;
  return {
    visitor: context.get('visitor')?.id ?? null,
    address: visitorAddress(context.req.raw.headers, peer),
  };
}
