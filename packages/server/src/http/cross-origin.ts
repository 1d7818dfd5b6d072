// What a page of another site may ask of this server, and read: exactly the allowed origins, never with a cookie (H8).
import type { HttpBindings } from '@hono/node-server';
import type { ErrorCode } from '@parley/protocol';
import type { MiddlewareHandler } from 'hono';
import type { Callers } from './callers.ts';
import type { OriginGuard } from './origin-guard.ts';

export interface CrossOriginParts {
  callers: Callers;
  originGuard: OriginGuard;
  /** What a page may do here, as `Access-Control-Allow-Methods` says it: `GET, POST`. */
  methods: string;
}

/** How long a browser need not ask again, in seconds. */
const PREFLIGHT_S = 600;

/**
 * Lets pages of allowed origins read answers (Fetch standard, CORS protocol), and answers their preflights. Without
 * `Access-Control-Allow-Credentials` no cookie comes along: such a page has a bearer token.
 */
export function crossOrigin(parts: CrossOriginParts): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const { callers, originGuard, methods } = parts;
  return async (c, next) => {
    const { headers } = c.env.incoming;
    const { origin } = headers;
    c.header('Vary', 'Origin');
    const isAllowed =
      origin !== undefined && !originGuard.refuses(headers, callers.of(c.env.incoming).secure);
    if (isAllowed) {
      c.header('Access-Control-Allow-Origin', origin);
      c.header('Cross-Origin-Resource-Policy', 'cross-origin');
    }
    if (c.req.method !== 'OPTIONS') return next();
    if (!isAllowed) return c.json<{ error: ErrorCode }>({ error: 'foreign-origin' }, 403);
    c.header('Access-Control-Allow-Methods', methods);
    c.header('Access-Control-Allow-Headers', 'authorization, content-type');
    c.header('Access-Control-Max-Age', String(PREFLIGHT_S));
    return c.body(null, 204);
  };
}
