// A person on the socket.io relay: Engine.IO 4 and the socket.io protocol 5 by hand, over a WebSocket from the start.
import { deferred } from '../process/deferred.ts';
import { textFrame } from '../wire/frames.ts';
import { createNumberedTexts } from '../wire/numbered.ts';
import { Wire } from '../wire/wire.ts';
import { createArrivals, createOutgoing, type PeerFactory } from './peer.ts';

// Packet types as the first bytes of a frame: Engine.IO's, then, within a message, socket.io's.
const OPEN = 0x30;
const PING = 0x32;
const MESSAGE = 0x34;
const CONNECT = 0x30;
const EVENT = 0x32;

export const socketioPeer: PeerFactory = (options) => {
  const connected = deferred<void>();
  const arrivals = createArrivals(options);
  const wire = new Wire({
    port: options.port,
    path: '/socket.io/?EIO=4&transport=websocket',
    ...(options.localAddress ? { localAddress: options.localAddress } : {}),
    onFrame: take,
    onClose: options.onFailure,
  });
  function take(_: number, bytes: Buffer, start: number, end: number): void {
    const [packet, kind] = [bytes[start], bytes[start + 1]];
    if (packet === MESSAGE && kind === EVENT) arrivals.take(bytes, start, end);
    else if (packet === OPEN) wire.queue(textFrame(`40${JSON.stringify({ user: options.name })}`));
    else if (packet === PING) wire.queue(textFrame('3'));
    else if (packet === MESSAGE && kind === CONNECT) connected.resolve(undefined);
    else options.onFailure(`unexpected packet ${bytes.toString('latin1', start, Math.min(end, start + 80))}`);
  }
  const texts = createNumberedTexts(
    options.name,
    (id, text) => `42${JSON.stringify(['chat.send', { id, to: options.to, text }])}`,
  );
  const outgoing = createOutgoing(() => wire, texts);
  return {
    ready: Promise.all([wire.opened, connected.promise]).then(() => undefined),
    send: outgoing.send,
    flush: () => wire.flush(),
    counts: () => ({ sent: outgoing.sent, received: arrivals.received }),
    owed: () => undefined,
    close: () => wire.close(),
  };
};
