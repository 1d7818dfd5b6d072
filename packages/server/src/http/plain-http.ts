// What plain HTTP gets on a port that speaks TLS too: the whole app on this very machine, elsewhere the way to https.
import type { IncomingMessage } from 'node:http';
import { SOCKET_PATH } from '@parley/protocol';
import { isLoopback } from '../limits/address.ts';
import type { Challenges } from '../tls/acme-challenges.ts';
import type { Authority, Certificate } from '../tls/certificates.ts';
import type { Language } from '@parley/languages';
import { acceptedLanguage } from './accept-language.ts';
import type { Callers } from './callers.ts';
import type { HttpServerParts } from './http-server.ts';
import {
  CA_PATH,
  CA_TYPE,
  caFile,
  createPlainPage,
  PLAIN_STYLE,
  STYLE_PATH,
  type PlainPage,
} from './plain-page.ts';
import { refuseSocket } from './raw-response.ts';

type Doors = Pick<HttpServerParts, 'fetch' | 'upgrade'>;

/** What the https side is now. */
export interface HttpsSide {
  certificate: Certificate;
  port: number;
}

/**
 * Lets through what comes by HTTPS, and plain HTTP of a browser on this machine that asks for it as `localhost`, where
 * the page is a secure context (W3C Secure Contexts §3.1). Everything else is `lead` to https and served nothing.
 */
export function onlyConfidential({ fetch, upgrade }: Doors, lead: Doors, callers: Callers): Doors {
  const isConfidential = (request: IncomingMessage): boolean => {
    if (callers.of(request).secure) return true;
    const { socket, headers } = request;
    return isLoopback(socket.remoteAddress) && isLocalName(hostOf(headers.host)?.hostname);
  };
  return {
    fetch: (request, env) =>
      (isConfidential(env.incoming as IncomingMessage) ? fetch : lead.fetch)(request, env),
    upgrade: (request, socket, head) =>
      (isConfidential(request) ? upgrade : lead.upgrade)(request, socket, head),
  };
}

/** The answers to plain HTTP from elsewhere. `challenges` are a certificate authority's, which comes by plain HTTP. */
export function leadToHttps(https: () => HttpsSide, challenges: Pick<Challenges, 'answerTo'>): Doors {
  const pages = plainPages();
  return {
    fetch(_request, env) {
      const incoming = env.incoming as IncomingMessage;
      const proof = challenges.answerTo(incoming.url ?? '');
      return proof === undefined ? answer(incoming, https(), pages) : file(proof, 'application/octet-stream');
    },
    upgrade(_request, socket) {
      socket.on('error', () => {});
      refuseSocket(socket, 403, 'https-required');
    },
  };
}

function answer(
  { method = '', headers, url = '' }: IncomingMessage,
  https: HttpsSide,
  pages: PlainPages,
): Response {
  const { authority } = https.certificate;
  const [path = ''] = url.split('?', 1);
  const isPage = (method === 'GET' || method === 'HEAD') && !isForPrograms(path);
  if (!isPage) return Response.json({ error: 'https-required' }, { status: 403, headers: UNCACHED });
  const origin = httpsOrigin(headers.host, https.port);
  if (origin === undefined)
    return Response.json({ error: 'bad-message' }, { status: 400, headers: UNCACHED });
  const target = `${origin}${pathOf(url)}`;
  if (!authority) return new Response(null, { status: 308, headers: { ...UNCACHED, Location: target } });
  if (path === CA_PATH) return file(caFile(authority), CA_TYPE);
  if (path === STYLE_PATH) return file(PLAIN_STYLE, 'text/css; charset=utf-8');
  const page = pages(acceptedLanguage(headers['accept-language']), authority);
  return file(page(target), 'text/html; charset=utf-8', { Vary: 'Accept-Language' });
}

type PlainPages = (language: Language, authority: Authority) => PlainPage;

/** One of each language, made when it is asked for first, and anew for another authority. */
function plainPages(): PlainPages {
  const made = new Map<Language, { page: PlainPage; fingerprint: string }>();
  return (language, authority) => {
    const before = made.get(language);
    if (before?.fingerprint === authority.fingerprint) return before.page;
    const page = createPlainPage(language, authority);
    made.set(language, { page, fingerprint: authority.fingerprint });
    return page;
  };
}

function file(
  body: string | Uint8Array<ArrayBuffer>,
  type: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(body, { headers: { ...UNCACHED, ...headers, 'Content-Type': type } });
}

const UNCACHED = { 'Cache-Control': 'no-store' };

/** Paths at which no person looks: a redirect would have a program send its password twice, once for all to read. */
function isForPrograms(path: string): boolean {
  return path.startsWith('/api/') || path === SOCKET_PATH || path === '/healthz';
}

/** As `URL` writes host names. Another name on a loopback connection is a proxy's or a forwarded port's. */
function isLocalName(name: string | undefined): boolean {
  if (name === undefined) return false;
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127\.[\d.]+$/.test(name)
  );
}

/** The https origin of the host that was asked for; `undefined` where that is none. */
function httpsOrigin(host: string | undefined, port: number): string | undefined {
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
