// One http.Server, over TLS too: its limits and time-outs, the headers on every answer, listening, and closing for good.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { ErrorCode } from '@parley/protocol';
import { getRequestListener } from '@hono/node-server';
import type { Log } from '../log.ts';
import { EXIT, StartFailure } from '../start-failure.ts';
import type { Certificate } from '../tls/certificates.ts';
import { createFrontDoor } from '../tls/front-door.ts';
import { createSecureSide } from '../tls/secure-side.ts';
import { refuseSocket } from './raw-response.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import type { UpgradeListener } from './upgrade.ts';

/** Milliseconds. A request that dribbles in is dropped. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 15_000;
const CHECK_MS = 2_000;

export interface HttpServerParts {
  fetch: Parameters<typeof getRequestListener>[0];
  upgrade: UpgradeListener;
  log: Log;
  /** With one the port speaks TLS as well; without, it is an HTTP server and nothing stands in between. */
  certificate?: Certificate | undefined;
}

export interface HttpServer {
  /** Answers the port. Throws StartFailure. */
  listen(at: ListenAt): Promise<number>;
  /** Presents another certificate to new connections; those that are open stay. */
  use(certificate: Certificate): void;
  /** Takes no connection any more. */
  stopAccepting(): void;
  /** Cuts every connection that is left, upgraded ones too. */
  close(): void;
}

export function createHttpServer({ fetch, upgrade, log, certificate }: HttpServerParts): HttpServer {
  const answer = getRequestListener(fetch, { overrideGlobalObjects: false });
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: CHECK_MS,
    // The routes refuse a request without a host themselves, with all the headers of an answer.
    requireHostHeader: false,
  });
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    for (const [name, value] of SECURITY_HEADERS) response.setHeader(name, value);
    void answer(request, response);
  };
  server.on('request', onRequest);
  server.on('checkExpectation', onRequest);
  server.on('upgrade', upgrade);
  server.on('clientError', (cause: NodeJS.ErrnoException, socket) => {
    socket.on('error', () => {});
    refuseSocket(socket, ...malformed(cause.code));
  });
  const take = (socket: Socket): void => void server.emit('connection', socket);
  const secure = certificate && createSecureSide(certificate, HEADERS_MS, take);
  const front = secure
    ? createFrontDoor({ plain: take, secure: (socket) => secure.take(socket), patienceMs: HEADERS_MS })
    : server;
  front.on('connection', keep);

  return {
    async listen(at) {
      const actual = await listenOn(front, at);
      front.on('error', (cause) => log.error({ cause: cause.message }, 'the HTTP server reports an error'));
      // An http.Server watches over slow requests from when it listens, which behind a front door it does not.
      if (front !== server) server.emit('listening');
      return actual;
    },
    use: (next) => secure?.use(next),
    stopAccepting() {
      front.close();
      server.close();
      server.closeIdleConnections();
    },
    close() {
      front.close();
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function listenOn(server: Server, at: ListenAt): Promise<number> {
  return new Promise((resolve, reject) => {
    const refused = (cause: NodeJS.ErrnoException): void => reject(listenFailure(cause, at));
    server.once('error', refused);
    server.listen({ host: at.host, port: at.port }, () => {
      server.off('error', refused);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function malformed(code: string | undefined): [status: number, code: ErrorCode] {
  if (code === 'HPE_HEADER_OVERFLOW') return [431, 'too-large'];
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, 'timeout'];
  return [400, 'bad-message'];
}

function listenFailure(cause: NodeJS.ErrnoException, at: ListenAt): StartFailure {
  return new StartFailure(EXIT.address, listenSentence(cause, at), { cause });
}

export interface ListenAt {
  host: string;
  port: number;
  /** That names the port. */
  setting: 'port' | 'http-port';
}

/** Why a port can't be listened on, for the log and for `doctor`. */
export function listenSentence(cause: NodeJS.ErrnoException, { host, port, setting }: ListenAt): string {
  switch (cause.code ?? '') {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken by another program: stop that one, or choose another port with --${setting} (0 ${setting === 'port' ? 'takes any free one' : 'is none'}).`;
    case 'EACCES':
      return `This user may not listen on port ${port}: choose a port from 1024 on with --${setting}.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `This machine has no address ${host}: choose one of its own with --host.`;
    default:
      return `Parley can't listen on ${host}, port ${port} (${cause.message}): choose others with --host and --${setting}.`;
  }
}
