// The TLS side of the port: versions, time-outs, and a certificate that is changed while connections go on.
import { createServer, type Server } from 'node:tls';
import type { Socket } from 'node:net';
import type { Certificate } from './certificates.ts';

export interface SecureSide {
  /** Takes a connection that begins with a ClientHello. */
  take(socket: Socket): void;
  /** Presents this one to new connections. Throws where the key is not the certificate's. */
  use(certificate: Certificate): void;
}

/** `opened` gets each connection once its handshake is done. */
export function createSecureSide(
  certificate: Certificate,
  handshakeMs: number,
  opened: (socket: Socket) => void,
): SecureSide {
  const server: Server = createServer({
    ...contextOf(certificate),
    ALPNProtocols: ['http/1.1'],
    handshakeTimeout: handshakeMs,
  });
  server.on('secureConnection', opened);
  // A handshake that fails, or is not done in time, is nobody's connection.
  server.on('tlsClientError', (_, socket) => socket.destroy());
  return {
    take: (socket) => void server.emit('connection', socket),
    use: (next) => server.setSecureContext(contextOf(next)),
  };
}

function contextOf({ cert, key }: Certificate): { cert: string; key: string; minVersion: 'TLSv1.2' } {
  return { cert, key, minVersion: 'TLSv1.2' };
}
