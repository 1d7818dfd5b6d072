// A TURN client (RFC 8656 over RFC 8489): asks a relay for an address and sends through it, as a browser in a call does.
import { randomBytes } from 'node:crypto';
import { err, ok, type Result } from '@parley/protocol';
import { systemClock, type Clock } from '../../clock.ts';
import type { Credentials } from './asking.ts';
import { createChannels } from './channels.ts';
import {
  ATTRIBUTE,
  channelNumber,
  requestedFamily,
  requestedTransportUdp,
  type AddressFamily,
  type TransportAddress,
} from './stun-attributes.ts';
import { createRelayLine, type RelayLineOptions } from './relay-line.ts';
import { addressIn, lifetime, lifetimeIn, peerIs } from './stun-fields.ts';
import { encodeStun, METHOD, type StunAttribute, type StunMessage } from './stun-message.ts';
import { TRANSACTION_MS } from './transactions.ts';
import { openTransport, type Transport, type TransportOptions } from './transport.ts';
import type { TurnFault } from './turn-fault.ts';
import { encodeChannelData } from './turn-packets.ts';

export interface TurnClientOptions extends Pick<TransportOptions, 'kind' | 'host' | 'port' | 'tls'> {
  /** Long-term credentials; without them only `binding` is of use. */
  readonly credentials?: Credentials;
  /** How long opening the line, and then each request, may take, in milliseconds. Default: 39,500 (RFC 8489 §6.2). */
  readonly patienceMs?: number;
  readonly clock?: Clock;
}

export interface Allocation {
  /** Where others reach this client. */
  readonly relayed: TransportAddress;
  /** Where the server sees this client. */
  readonly mapped: TransportAddress;
  readonly lifetimeS: number;
}

export interface TurnClient {
  /** This end's address, as this machine sees it. */
  readonly local: string;
  /** Where the server sees this client. */
  binding(): Promise<Result<TransportAddress, TurnFault>>;
  allocate(options?: { family?: AddressFamily; lifetimeS?: number }): Promise<Result<Allocation, TurnFault>>;
  /** Answers the lifetime granted, in seconds. 0 gives the allocation back. */
  refresh(lifetimeS: number): Promise<Result<number, TurnFault>>;
  /** Lets these IP addresses, whatever their ports, send to the relayed address, for five minutes. */
  createPermission(...addresses: string[]): Promise<Result<void, TurnFault>>;
  /** Gives a peer a channel, which `send` and the peer's packets use from then on, for ten minutes. */
  bindChannel(peer: TransportAddress): Promise<Result<number, TurnFault>>;
  /** Sends to a peer by its channel or else an indication. Like any datagram it may be lost. */
  send(peer: TransportAddress, data: Buffer): void;
  /** What peers send goes here; without a listener it is dropped. */
  onData(listener: (peer: TransportAddress, data: Buffer) => void): void;
  /** Gives the allocation back where there is one, waiting for the answer a second at most, and ends the line. */
  close(): Promise<void>;
}

const CLOSE_MS = 1_000;

export async function openTurnClient(options: TurnClientOptions): Promise<Result<TurnClient, TurnFault>> {
  const { clock = systemClock, patienceMs = TRANSACTION_MS } = options;
  const transport = await openTransport({ ...options, clock, patienceMs });
  return transport.ok ? ok(createTurnClient(transport.value, { ...options, clock, patienceMs })) : transport;
}

/** The client on a line that is open already. */
export function createTurnClient(transport: Transport, session: RelayLineOptions): TurnClient {
  const { clock } = session;
  const channels = createChannels();
  const line = createRelayLine(transport, session, channels);
  const { request } = line;
  let isAllocated = false;

  const refresh: TurnClient['refresh'] = async (lifetimeS) => {
    const answer = await request(METHOD.refresh, () => [lifetime(lifetimeS)]);
    if (!answer.ok) return answer;
    if (lifetimeS === 0) isAllocated = false;
    return ok(lifetimeIn(answer.value) ?? lifetimeS);
  };

  return {
    local: transport.local,
    async binding() {
      const answer = await request(METHOD.binding, () => []);
      return answer.ok ? present(addressIn(answer.value, ATTRIBUTE.xorMappedAddress)) : answer;
    },
    async allocate(wanted = {}) {
      const answer = await request(METHOD.allocate, () => allocateAttributes(wanted));
      if (!answer.ok) return answer;
      isAllocated = true;
      return allocationIn(answer.value);
    },
    refresh,
    async createPermission(...addresses) {
      const peers = addresses.map((address) => ({ address, port: 0 }));
      const answer = await request(METHOD.createPermission, (id) => peers.map((peer) => peerIs(peer, id)));
      return answer.ok ? ok(undefined) : answer;
    },
    async bindChannel(peer) {
      const channel = channels.numberFor(peer);
      if (channel === undefined) return err({ kind: 'malformed', message: 'every channel is taken' });
      const number = { type: ATTRIBUTE.channelNumber, value: channelNumber(channel) };
      const answer = await request(METHOD.channelBind, (id) => [number, peerIs(peer, id)]);
      if (!answer.ok) return answer;
      channels.bind(channel, peer);
      return ok(channel);
    },
    send(peer, data) {
      const channel = channels.boundTo(peer);
      line.send(
        channel === undefined
          ? sendIndication(peer, data)
          : encodeChannelData(channel, data, transport.isStream),
      );
    },
    onData: line.onData,
    async close() {
      let stopWaiting = (): void => {};
      const late = new Promise<void>((resolve) => {
        stopWaiting = clock.after(CLOSE_MS, resolve);
      });
      if (isAllocated) await Promise.race([refresh(0), late]);
      stopWaiting();
      line.close();
    },
  };
}

function allocateAttributes(wanted: { family?: AddressFamily; lifetimeS?: number }): StunAttribute[] {
  const attributes: StunAttribute[] = [
    { type: ATTRIBUTE.requestedTransport, value: requestedTransportUdp() },
  ];
  if (wanted.family !== undefined) {
    attributes.push({ type: ATTRIBUTE.requestedAddressFamily, value: requestedFamily(wanted.family) });
  }
  if (wanted.lifetimeS !== undefined) attributes.push(lifetime(wanted.lifetimeS));
  return attributes;
}

function allocationIn(answer: StunMessage): Result<Allocation, TurnFault> {
  const relayed = present(addressIn(answer, ATTRIBUTE.xorRelayedAddress));
  const mapped = present(addressIn(answer, ATTRIBUTE.xorMappedAddress));
  if (!relayed.ok) return relayed;
  if (!mapped.ok) return mapped;
  return ok({ relayed: relayed.value, mapped: mapped.value, lifetimeS: lifetimeIn(answer) ?? 0 });
}

function present(address: TransportAddress | undefined): Result<TransportAddress, TurnFault> {
  return address ? ok(address) : err({ kind: 'malformed', message: 'the answer lacks an address' });
}

function sendIndication(peer: TransportAddress, data: Buffer): Buffer {
  const transaction = randomBytes(12);
  const attributes = [peerIs(peer, transaction), { type: ATTRIBUTE.data, value: data }];
  return encodeStun({ class: 'indication', method: METHOD.send, transaction, attributes });
}
