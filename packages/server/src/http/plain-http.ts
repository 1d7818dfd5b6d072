// What plain HTTP gets on a port that speaks TLS too: the whole app on this very machine, elsewhere the way to https.
import type { IncomingMessage } from 'node:http';
import { SOCKET_PATH } from '@parley/protocol';
import { isLoopback } from '../limits/address.ts';
import type { Certificate } from '../tls/certificates.ts';
import type { Callers } from './callers.ts';
import type { HttpServerParts } from './http-server.ts';
import { refuseSocket } from './raw-response.ts';

type Doors = Pick<HttpServerParts, 'fetch' | 'upgrade'>;

/** What the https side is now. */
export interface HttpsSide {
  certificate: Certificate;
  port: number;
}

/**
 * Lets through what comes over TLS, to this server or to a proxy that it trusts, and plain HTTP of a browser on this
 * machine that asks for it as `localhost`, where the page is a secure context (W3C Secure Contexts §3.1). Everything else
 * is `lead` to https and served nothing.
 */
export function onlyConfidential({ fetch, upgrade }: Doors, lead: Doors, callers: Callers): Doors {
  const isConfidential = (request: IncomingMessage): boolean =>
    callers.of(request).secure || isLocal(request);
  return {
    fetch: (request, env) =>
      (isConfidential(env.incoming as IncomingMessage) ? fetch : lead.fetch)(request, env),
    upgrade: (request, socket, head) =>
      (isConfidential(request) ? upgrade : lead.upgrade)(request, socket, head),
  };
}

/** The answers to plain HTTP from elsewhere. */
export function leadToHttps(https: () => HttpsSide): Doors {
  return {
    fetch(_request, env) {
      const { headers, url = '' } = env.incoming as IncomingMessage;
      const target = httpsAddress(headers.host, https().port);
      if (isForPrograms(url)) return refusal();
      if (target === undefined) return new Response(null, { status: 400, headers: UNCACHED });
      return new Response(null, {
        status: 308,
        headers: { ...UNCACHED, Location: `${target}${pathOf(url)}` },
      });
    },
    upgrade(_request, socket) {
      socket.on('error', () => {});
      refuseSocket(socket, 403, 'https-required');
    },
  };
}

const UNCACHED = { 'Cache-Control': 'no-store' };

/** Paths at which no person looks: a redirect would have a program send its password twice, once for all to read. */
function isForPrograms(url: string): boolean {
  return url.startsWith('/api/') || url === SOCKET_PATH || url === '/healthz';
}

function refusal(): Response {
  return Response.json({ error: 'https-required' }, { status: 403, headers: UNCACHED });
}

function isLocal({ socket, headers }: IncomingMessage): boolean {
  return isLoopback(socket.remoteAddress) && isLocalName(hostOf(headers.host)?.hostname);
}

/** As `URL` writes host names. Another name on a loopback connection is a proxy's or a forwarded port's. */
function isLocalName(name: string | undefined): boolean {
  if (name === undefined) return false;
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127\.[\d.]+$/.test(name)
  );
}

/** The https address of the host that was asked for; `undefined` where that is none. */
function httpsAddress(host: string | undefined, port: number): string | undefined {
  const name = hostOf(host)?.hostname;
  return name === undefined ? undefined : new URL(`https://${name}:${port}`).origin;
}

function hostOf(host: string | undefined): URL | undefined {
  const url = `http://${host ?? ''}`;
  if (host === undefined || /[\s/?#@\\]/.test(host) || !URL.canParse(url)) return undefined;
  return new URL(url);
}

/** What may follow an origin: a path of this host and nothing that leads elsewhere. */
function pathOf(url: string): string {
  return url.startsWith('/') ? url : '/';
}
