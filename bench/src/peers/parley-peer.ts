// A person on Parley who behaves as the SDK must: hello, unique ids, acknowledgements. Every cost of them is measured.
import { encodeMessage, mintDeviceId, PROTOCOL_VERSION, SOCKET_PATH, SUBPROTOCOL } from '@parley/protocol';
import { deferred } from '../process/deferred.ts';
import { textFrame, type OnFrame } from '../wire/frames.ts';
import { createNumberedTexts } from '../wire/numbered.ts';
import { Wire } from '../wire/wire.ts';
import { createAcknowledger } from './acknowledger.ts';
import { HEAD, headOf } from './parley-head.ts';
import { createArrivals, createOutgoing, type Peer, type PeerFactory, type PeerOptions } from './peer.ts';

export type SignInOptions = Pick<PeerOptions, 'port' | 'name' | 'credential' | 'localAddress' | 'onFailure'>;

function hello(): Buffer {
  const device = mintDeviceId();
  return textFrame(encodeMessage({ t: 'session.hello', v: PROTOCOL_VERSION, client: 'bench/1', device }));
}

/** An authenticated socket that has said hello. */
export function parleyWire(options: SignInOptions, onFrame: OnFrame): Wire {
  const wire = new Wire({
    port: options.port,
    path: SOCKET_PATH,
    headers: [`Sec-WebSocket-Protocol: ${SUBPROTOCOL}`, `Authorization: Bearer ${options.credential}`],
    ...(options.localAddress ? { localAddress: options.localAddress } : {}),
    onFrame,
    onClose: (why) => options.onFailure(`${options.name}: ${why}`),
  });
  void greet(wire, options);
  return wire;
}

async function greet(wire: Wire, options: SignInOptions): Promise<void> {
  try {
    await wire.opened;
    wire.queue(hello());
    wire.flush();
  } catch (cause) {
    options.onFailure(String(cause));
  }
}

interface Received {
  t: string;
  seq?: number;
  text?: string;
  ids?: string[];
}

export const parleyPeer: PeerFactory = (options): Peer => {
  const welcomed = deferred<void>();
  const arrivals = createArrivals(options);
  let accepted = 0;
  let delivered = 0;

  const wire: Wire = parleyWire(options, (_, bytes, start, end) => {
    const { seq, type } = headOf(bytes, start, end);
    if (type === HEAD.message) {
      acknowledger.took(seq);
      arrivals.take(bytes, start, end);
    } else if (type === HEAD.accepted) {
      accepted++;
    } else {
      slow(JSON.parse(bytes.toString('utf8', start, end)) as Received);
    }
  });
  function slow(message: Received): void {
    if (message.seq !== undefined) acknowledger.took(message.seq);
    if (message.t === 'chat.delivered') delivered += message.ids?.length ?? 0;
    else if (message.t === 'session.welcome') welcomed.resolve(undefined);
    else if (!message.t.startsWith('presence.'))
      options.onFailure(`${options.name}: ${JSON.stringify(message)}`);
  }
  const acknowledger = createAcknowledger({
    now: () => performance.now(),
    after: (ms, fn) => void setTimeout(fn, ms),
    acknowledge(seq, late) {
      wire.queue(textFrame(`{"t":"session.ack","seq":${seq}}`));
      if (late) wire.flush();
    },
    onFailure: options.onFailure,
  });
  const texts = createNumberedTexts(options.name, (id, text) =>
    JSON.stringify({ t: 'chat.send', id, to: options.to, text }),
  );
  const outgoing = createOutgoing(() => wire, texts);
  return {
    ready: Promise.all([wire.opened, welcomed.promise]).then(() => undefined),
    send: outgoing.send,
    flush: () => wire.flush(),
    counts: () => ({ sent: outgoing.sent, received: arrivals.received }),
    owed() {
      if (accepted !== outgoing.sent) return `${accepted} accepted of ${outgoing.sent}`;
      if (delivered !== outgoing.sent) return `${delivered} delivered of ${outgoing.sent}`;
      return acknowledger.owes() ? 'an acknowledgement' : undefined;
    },
    close: () => wire.close(),
  };
};
