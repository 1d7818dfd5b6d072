// A person on the bare ws relay: no hello, no acknowledgement, nothing but texts.
import { createNumberedTexts } from '../wire/numbered.ts';
import { Wire } from '../wire/wire.ts';
import { createArrivals, createOutgoing, type PeerFactory } from './peer.ts';

export const barePeer: PeerFactory = (options) => {
  const arrivals = createArrivals(options);
  const wire = new Wire({
    port: options.port,
    path: `/?user=${options.name}`,
    ...(options.localAddress ? { localAddress: options.localAddress } : {}),
    onFrame: (_, bytes, start, end) => arrivals.take(bytes, start, end),
    onClose: options.onFailure,
  });
  const texts = createNumberedTexts(options.name, (id, text) =>
    JSON.stringify({ t: 'chat.send', id, to: options.to, text }),
  );
  const outgoing = createOutgoing(() => wire, texts);
  return {
    ready: wire.opened,
    send: outgoing.send,
    flush: () => wire.flush(),
    counts: () => ({ sent: outgoing.sent, received: arrivals.received }),
    owed: () => undefined,
    close: () => wire.close(),
  };
};
