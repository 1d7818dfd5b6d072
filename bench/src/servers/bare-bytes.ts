// The baseline of transfers: what comes on one bare socket goes out on the other, at the pace of whoever is slower.
import { once } from 'node:events';
import type { WebSocket } from 'ws';
import { answerCalls } from '../process/remote.ts';
import { portOf } from './operations.ts';
import { WebSocketServer } from './ws.ts';

/** Bytes that may wait for one before the other is no longer read; as in Parley. */
const HIGH = 256 * 1024;

export interface BareBytesOperations {
  listen(): Promise<{ port: number }>;
}

function join(from: WebSocket, to: WebSocket): void {
  from.on('message', (data: Buffer, binary) => {
    to.send(data, { binary }, () => from.resume());
    if (to.bufferedAmount > HIGH) from.pause();
  });
  from.on('close', () => to.close());
}

answerCalls<BareBytesOperations>({
  async listen() {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
    let first: WebSocket | undefined;
    server.on('connection', (socket) => {
      socket.on('error', () => socket.terminate());
      if (!first) {
        first = socket;
        return;
      }
      join(first, socket);
      join(socket, first);
      for (const one of [first, socket]) one.send('both are here');
      first = undefined;
    });
    await once(server, 'listening');
    return { port: portOf(server.address()) };
  },
});
