// One line to a TURN server while it lasts: requests go out and find their answers, data of peers is handed on.
import { err, type Result } from '@parley/protocol';
import type { Clock } from '../../clock.ts';
import { createAsking, type Ask, type Credentials } from './asking.ts';
import type { Channels } from './channels.ts';
import { ATTRIBUTE, type TransportAddress } from './stun-attributes.ts';
import { addressIn, valueIn } from './stun-fields.ts';
import { METHOD, type StunMessage } from './stun-message.ts';
import { createTransactions } from './transactions.ts';
import type { Transport } from './transport.ts';
import type { TurnFault } from './turn-fault.ts';
import { decodePacket } from './turn-packets.ts';

export interface RelayLineOptions {
  readonly credentials?: Credentials;
  /** How long one request waits for its answer at most, in milliseconds. */
  readonly patienceMs: number;
  readonly clock: Clock;
}

export interface RelayLine {
  /** Once the line has ended every request gets the fault that ended it. */
  request: Ask;
  send(packet: Buffer): void;
  onData(listener: DataListener): void;
  close(): void;
}

export type DataListener = (peer: TransportAddress, data: Buffer) => void;

export function createRelayLine(
  transport: Transport,
  { clock, patienceMs, credentials }: RelayLineOptions,
  channels: Channels,
): RelayLine {
  const { isStream, send } = transport;
  const transactions = createTransactions({ clock, send, isStream, patienceMs });
  const ask = createAsking(transactions, credentials);
  let listener: DataListener = () => {};
  let ended: TurnFault | undefined;

  const onEnd = (fault: TurnFault): void => {
    ended ??= fault;
    transactions.fail(fault);
  };
  const onPacket = (bytes: Buffer): void => {
    const packet = decodePacket(bytes);
    // A stray datagram means nothing.
    if (!packet.ok) return;
    if (packet.value.kind === 'channel') {
      const peer = channels.peerOf(packet.value.channel);
      if (peer) listener(peer, packet.value.data);
    } else if (packet.value.stun.message.class === 'indication') {
      const found = dataIn(packet.value.stun.message);
      if (found) listener(found.peer, found.data);
    } else transactions.handleAnswer(packet.value.stun);
  };
  transport.listen({ onPacket, onEnd });

  return {
    request: (method, attributes): Promise<Result<StunMessage, TurnFault>> =>
      ended ? Promise.resolve(err(ended)) : ask(method, attributes),
    send,
    onData: (one) => void (listener = one),
    close() {
      onEnd({ kind: 'closed', message: 'the client is closed' });
      transport.close();
    },
  };
}

function dataIn(message: StunMessage): { peer: TransportAddress; data: Buffer } | undefined {
  const peer = addressIn(message, ATTRIBUTE.xorPeerAddress);
  const data = valueIn(message, ATTRIBUTE.data);
  return message.method === METHOD.data && peer && data ? { peer, data } : undefined;
}
