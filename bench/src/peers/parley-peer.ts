// A person on Parley who behaves as the SDK must: hello, unique ids, acknowledgements. Every cost of them is measured.
import { PROTOCOL_VERSION, SOCKET_PATH, SUBPROTOCOL } from '@parley/protocol';
import { deferred } from '../process/deferred.ts';
import { textFrame, type OnFrame } from '../wire/frames.ts';
import { createNumberedTexts, createNumberReader } from '../wire/numbered.ts';
import { Wire } from '../wire/wire.ts';
import { createAcknowledger } from './acknowledger.ts';
import { createArrivals, createOutgoing, type Peer, type PeerFactory, type PeerOptions } from './peer.ts';

export type SignInOptions = Pick<PeerOptions, 'port' | 'name' | 'credential' | 'localAddress' | 'onFailure'>;

export const HELLO = textFrame(
  JSON.stringify({ t: 'session.hello', v: PROTOCOL_VERSION, client: 'bench/1' }),
);

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
    wire.queue(HELLO);
    wire.flush();
  } catch (cause) {
    options.onFailure(String(cause));
  }
}

// Where a frame of the hot path tells its type: the letter after `{"t":"chat.`.
const TYPE_AT = '{"t":"chat.'.length;
const letter = (text: string): number => text.charCodeAt(0);
const [CHAT, ACCEPTED, DELIVERED, MESSAGE] = [letter('c'), letter('a'), letter('d'), letter('m')];

interface Slow {
  t: string;
  code?: string;
  ids?: string[];
}
const parse = (bytes: Buffer, start: number, end: number): Slow =>
  JSON.parse(bytes.toString('utf8', start, end)) as Slow;

export const parleyPeer: PeerFactory = (options): Peer => {
  const welcomed = deferred<void>();
  const arrivals = createArrivals(options);
  const seqOfMessage = createNumberReader('"seq":');
  const seqOfDelivered = createNumberReader('"seq":');
  let accepted = 0;
  let delivered = 0;

  const wire: Wire = parleyWire(options, (_, bytes, start, end) => {
    const type = bytes[start + 6] === CHAT ? bytes[start + TYPE_AT] : undefined;
    if (type === MESSAGE) {
      acknowledger.took(seqOfMessage(bytes, start, end));
      arrivals.take(bytes, start, end);
    } else if (type === ACCEPTED) {
      accepted++;
    } else if (type === DELIVERED) {
      acknowledger.took(seqOfDelivered(bytes, start, end));
      delivered += parse(bytes, start, end).ids?.length ?? 0;
    } else {
      other(parse(bytes, start, end));
    }
  });
  function other(message: Slow): void {
    if (message.t === 'session.welcome') welcomed.resolve(undefined);
    else if (message.t === 'error' || message.t === 'chat.failed')
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
