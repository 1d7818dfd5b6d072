// Every route of the server but the socket's.
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { downloadRoutes, type DownloadRouteParts } from '../downloads/routes.ts';
import { isDiskFull } from '../store/full-disk.ts';
import { isStoreBusy } from '../store/open-store.ts';
import { oidcRoutes, type OidcRouteParts } from './oidc-routes.ts';
import { notFound, servePage, serveSdk } from './page-routes.ts';
import { SDK_PATH, type Pages } from './pages.ts';
import { sessionRoutes, type SessionRouteParts } from './session-routes.ts';
import { statusOf } from './status.ts';
import { pushRoutes, type PushRouteParts } from '../push/push-routes.ts';
import { restRoutes, type RestParts } from '../rest/routes.ts';

export interface AppParts extends SessionRouteParts, OidcRouteParts, DownloadRouteParts {
  push: Omit<PushRouteParts, keyof SessionRouteParts>;
  /** The web app; absent for a server without pages. */
  pages: Pages | undefined;
  /** Absent for a server without keys: then it answers as if there were no API. */
  rest?: RestParts | undefined;
  /** The SDK for pages; absent where it is not built. */
  sdk: Pages | undefined;
  /** Of this run: `parley doctor` knows this server by it. */
  instance: string;
}

export function createApp(parts: AppParts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route('/api/session', sessionRoutes(parts));
  app.route('/api/oidc', oidcRoutes(parts));
  if (parts.rest) app.route('/api/v1', restRoutes(parts.rest));
  app.route('/', pushRoutes({ ...parts, ...parts.push }));
  app.route('/', downloadRoutes(parts));
  app.get('/healthz', (c) => {
    return c.json({ status: 'ok', instance: parts.instance }, 200, { 'Cache-Control': 'no-store' });
  });
  app.get(`${SDK_PATH}/*`, (c) => serveSdk(parts.sdk, c));
  app.get('*', (c) => servePage(parts.pages, c));
  app.notFound(notFound);
  app.onError((cause, c) => {
    if (cause instanceof HTTPException) return cause.getResponse();
    const code = failureOf(cause);
    // A full disk says so itself, once a minute.
    if (code === 'internal')
      parts.log.error({ cause: cause.message, stack: cause.stack }, 'a request failed');
    if (code === 'server-busy')
      parts.log.warn({ cause: cause.message }, 'the database is locked by another program');
    if (code !== 'internal') c.header('Retry-After', '2');
    return c.json({ error: code }, statusOf(code));
  });
  return app;
}

function failureOf(cause: Error): 'server-busy' | 'disk-full' | 'internal' {
  if (isStoreBusy(cause)) return 'server-busy';
  return isDiskFull(cause) ? 'disk-full' : 'internal';
}
