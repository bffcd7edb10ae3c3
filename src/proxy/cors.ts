// Which pages may use the proxy: those of its own origin and of the origins on the owner's list, exactly.

import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { ProxyError } from './errors.js';
import type { ProxySettings } from './options.js';

/** Headers that the element reads and that a page of another origin could not see otherwise. */
const exposed = ['Location', 'Content-Location', 'Retry-After', 'Agent-Chat-Visitor'];

/** Answers preflights, and marks answers for the origins on the list. */
export function crossOrigin({ allowedOrigins }: ProxySettings): MiddlewareHandler {
  return cors({
    origin: [...allowedOrigins],
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['Content-Type', 'Last-Event-ID', 'Authorization', 'Agent-Chat-Visitor'],
    exposeHeaders: exposed,
    maxAge: 600,
  });
}

/** Refuses requests that another site's page makes: without CORS headers it could not read the answer, but act. */
export function ownPagesOnly({ allowedOrigins }: ProxySettings): MiddlewareHandler {
  return async (context, next) => {
    const origin = context.req.header('origin');
    if (origin !== undefined && !allowedOrigins.includes(origin) && !sameHost(origin, context.req)) {
      throw new ProxyError(
        403,
        'unauthorized',
        'This origin may not use the proxy: add it to `allowedOrigins`.',
      );
    }
    await next();
  };
}

/** Whether `origin` is the proxy's own. By host: behind a TLS terminator our own URL says http. Browsers let pages set neither. */
export function sameHost(
  origin: string,
  request: { readonly url: string; header(name: string): string | undefined },
): boolean {
  if (!URL.canParse(origin)) return false;
  const host = request.header('x-forwarded-host') ?? request.header('host') ?? new URL(request.url).host;
  return new URL(origin).host === host;
}
