// Every route of the server but the socket's.
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { isStoreBusy } from '../store/open-store.ts';
import type { Log } from '../log.ts';
import { notFound, servePage } from './page-routes.ts';
import type { Pages } from './pages.ts';
import { sessionRoutes, type SessionRouteParts } from './session-routes.ts';

export interface AppParts extends SessionRouteParts {
  /** The web app; absent for a server without pages. */
  pages: Pages | undefined;
}

export function createApp(parts: AppParts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route('/api/session', sessionRoutes(parts));
  app.get('/healthz', (c) => c.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' }));
  app.get('*', (c) => servePage(parts.pages, c));
  app.notFound(notFound);
  app.onError((cause, c) => {
    if (cause instanceof HTTPException) return cause.getResponse();
    logFailure(parts.log, cause);
    const busy = isStoreBusy(cause);
    if (busy) c.header('Retry-After', '2');
    return c.json({ error: busy ? 'server-busy' : 'internal' }, busy ? 503 : 500);
  });
  return app;
}

function logFailure(log: Log, cause: Error): void {
  if (isStoreBusy(cause)) log.warn({ cause: cause.message }, 'the database is locked by another program');
  else log.error({ cause: cause.message, stack: cause.stack }, 'a request failed');
}
