// Turns an authenticated upgrade into a Socket.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CLOSE, LIMITS, SUBPROTOCOL } from '@parley/protocol';
import { WebSocketServer } from 'ws';
import type { Flusher } from './flusher.ts';
import type { Socket } from './socket.ts';
import { LinkedWebSocket, WsSocket } from './ws-socket.ts';

export interface Upgrader {
  upgrade(
    request: IncomingMessage,
    raw: Duplex,
    head: Buffer,
    opened: (socket: UpgradedSocket) => void,
  ): void;
}

export type UpgradedSocket = WsSocket & Socket;

const options = {
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  WebSocket: LinkedWebSocket,
  // Up to twice the limit a frame gets an error that says what is wrong (protocol E1); beyond, the socket closes.
  maxPayload: 2 * LIMITS.frameBytes,
  // A frame in thousands of pieces costs far more memory than its bytes (QUALITY I16). Real clients send one or two.
  maxFragments: 256,
  maxBufferedChunks: 1024,
  closeTimeout: 2_000,
  handleProtocols: (offered: Set<string>) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
};

export function createUpgrader(flusher: Flusher): Upgrader {
  const server = new WebSocketServer(options);
  return {
    upgrade(request, raw, head, opened) {
      server.handleUpgrade(request, raw, head, (ws) => {
        const socket = new WsSocket(ws, raw, flusher);
        if (ws.protocol === SUBPROTOCOL) opened(socket);
        else socket.close(CLOSE.unsupportedVersion);
      });
    },
  };
}
