// One end of a transfer as a process of its own: makes bytes as they are wanted, or hashes and forgets what arrives.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createParley, programPlatform, type Parley, type UserId } from '@parley/client';
import { WebSocket } from 'ws';
import { answerCalls } from '../process/remote.ts';

export interface BlobPeerOperations {
  enter(options: { url: string; user: string; token: string }): Promise<void>;
  sees(user: string): boolean;
  /** Resolves when the receiver has all of it. */
  send(options: { to: string; bytes: number }): Promise<{ sha256: string; ms: number }>;
  /** Takes what is offered next. Resolves with the hash of it, as this process finds it. */
  receive(): Promise<{ sha256: string; bytes: number }>;
  /** Bytes of the transfer that is under way. */
  moved(): number;
  /** The same without Parley: frames on a bare socket. */
  bareSend(options: { url: string; bytes: number }): Promise<{ ms: number }>;
  bareReceive(options: { url: string; bytes: number }): Promise<void>;
}

const PIECE = 64 * 1024 - 16;
/** As many as Parley lets be on the way. */
const WINDOW = 2 * 1024 * 1024;

let parley: Parley | undefined;
let moved: () => number = () => 0;

answerCalls<BlobPeerOperations>({
  async enter({ url, user, token }) {
    const platform = programPlatform((address, protocol) => {
      const headers = { authorization: `Bearer ${token}` };
      return new WebSocket(address, protocol, { headers }) as unknown as globalThis.WebSocket;
    });
    parley = createParley({ user: user as UserId, server: url, platform, client: 'bench' });
    const { connection } = parley;
    await new Promise<void>((resolve) => {
      connection.on('changed', ({ name }) => name === 'connected' && resolve());
    });
  },
  sees: (user) => entered().presence.online.has(user as UserId),
  async send({ to, bytes }) {
    const started = performance.now();
    const blob = entered().blobs.send(to as UserId, made(bytes), { size: bytes });
    moved = () => blob.moved;
    const { sha256 } = await blob.done;
    return { sha256, ms: performance.now() - started };
  },
  receive() {
    const hash = createHash('sha256');
    let bytes = 0;
    return new Promise((resolve, reject) => {
      const stop = entered().blobs.on('offered', (blob) => {
        stop();
        moved = () => blob.moved;
        blob.accept(
          new WritableStream({
            write(part) {
              hash.update(part);
              bytes += part.length;
            },
          }),
        );
        blob.done.then(() => resolve({ sha256: hash.digest('hex'), bytes }), reject);
      });
    });
  },
  moved: () => moved(),
  async bareSend({ url, bytes }) {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    // The other has come, too.
    await once(socket, 'message');
    const started = performance.now();
    for await (const piece of made(bytes)) {
      socket.send(piece);
      if (socket.bufferedAmount > WINDOW)
        await new Promise((resolve) => void socket.send(new Uint8Array(), resolve));
    }
    await once(socket, 'message');
    socket.close();
    return { ms: performance.now() - started };
  },
  async bareReceive({ url, bytes }) {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    let left = bytes;
    await new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer, isBinary: boolean) => {
        if (isBinary) left -= data.length;
        if (left === 0) resolve();
      });
    });
    socket.send('all');
    await new Promise((resolve) => void socket.once('close', resolve));
  },
});

function entered(): Parley {
  if (!parley) throw new Error('nobody has entered');
  return parley;
}

/** Bytes that are not all alike, at little cost. */
async function* made(bytes: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes; at += PIECE) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, bytes - at)).fill(at & 255);
    if (piece.length >= 8) piece.writeDoubleBE(at);
    yield piece;
  }
}
