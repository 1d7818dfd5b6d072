// The client on a line that the test answers by hand, on a virtual clock. e2e/operations asks a real coturn.
import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { ATTRIBUTE, encodeXorAddress } from './stun-attributes.ts';
import { textIn, valueIn } from './stun-fields.ts';
import { decodeStun, encodeStun, longTermKey, type StunAttribute, type StunMessage } from './stun-message.ts';
import type { TransportListener } from './transport.ts';
import { createTurnClient } from './turn-client.ts';
import { encodeChannelData } from './turn-packets.ts';

const credentials = { username: 'doctor', password: 'secret' };
const KEY = longTermKey('doctor', 'parley', 'secret');
const PEER = { address: '192.0.2.7', port: 4_000 };

function open(options: { isStream?: boolean; patienceMs?: number } = {}) {
  const clock = createVirtualClock();
  const sent: Buffer[] = [];
  let listener: TransportListener | undefined;
  let isClosed = false;
  const transport = {
    isStream: options.isStream ?? false,
    local: '192.0.2.1',
    send: (packet: Buffer) => void sent.push(packet),
    listen: (one: TransportListener) => void (listener = one),
    close: () => void (isClosed = true),
  };
  const client = createTurnClient(transport, {
    credentials,
    clock,
    patienceMs: options.patienceMs ?? 39_500,
  });
  const request = (): StunMessage => {
    const decoded = decodeStun(sent.at(-1) ?? Buffer.alloc(0));
    if (!decoded.ok) throw new Error(decoded.error);
    return decoded.value.message;
  };
  const receive = (packet: Buffer): void => listener?.onPacket(packet);
  const answer = (attributes: StunAttribute[], more: { error?: number; key?: Buffer } = {}): void => {
    const { method, transaction } = request();
    const code = more.error ?? 0;
    const error = {
      type: ATTRIBUTE.errorCode,
      value: Buffer.from([0, 0, Math.floor(code / 100), code % 100]),
    };
    const all = code === 0 ? attributes : [error, ...attributes];
    const answered: StunMessage = {
      class: code === 0 ? 'success' : 'error',
      method,
      transaction,
      attributes: all,
    };
    receive(encodeStun(answered, { key: more.key }));
  };
  const challenge = async (nonce = 'n1', error = 401): Promise<void> => {
    answer([attribute(ATTRIBUTE.realm, 'parley'), attribute(ATTRIBUTE.nonce, nonce)], { error });
    await settled();
  };
  const end = (): void => listener?.onEnd({ kind: 'unreachable', code: 'ECONNREFUSED', message: 'refused' });
  return { client, clock, sent, request, receive, answer, challenge, end, isClosed: () => isClosed };
}

const attribute = (type: number, text: string): StunAttribute => ({ type, value: Buffer.from(text) });
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

function allocated(transaction: Buffer): StunAttribute[] {
  const relayed = encodeXorAddress({ address: '192.0.2.9', port: 50_000 }, transaction);
  const mapped = encodeXorAddress({ address: '192.0.2.1', port: 1_234 }, transaction);
  return [
    { type: ATTRIBUTE.xorRelayedAddress, value: relayed },
    { type: ATTRIBUTE.xorMappedAddress, value: mapped },
    { type: ATTRIBUTE.lifetime, value: Buffer.from([0, 0, 2, 88]) },
  ];
}

test('an allocation asks again with the realm and nonce it was given, signed', async () => {
  const { client, sent, request, answer, challenge } = open();
  const allocating = client.allocate();
  expect(valueIn(request(), ATTRIBUTE.username)).toBeUndefined();
  await challenge();
  expect(sent).toHaveLength(2);
  expect(['username', 'realm', 'nonce'].map((name) => textIn(request(), ATTRIBUTE[name as 'nonce']))).toEqual(
    ['doctor', 'parley', 'n1'],
  );
  answer(allocated(request().transaction), { key: KEY });
  expect(await allocating).toEqual({
    ok: true,
    value: {
      relayed: { address: '192.0.2.9', port: 50_000 },
      mapped: { address: '192.0.2.1', port: 1_234 },
      lifetimeS: 600,
    },
  });
});

test('a stale nonce is renewed, once', async () => {
  const { client, sent, request, answer, challenge } = open();
  const first = client.createPermission(PEER.address);
  await challenge();
  answer([], { key: KEY });
  expect(await first).toEqual({ ok: true, value: undefined });
  const second = client.createPermission(PEER.address);
  await challenge('n2', 438);
  expect(textIn(request(), ATTRIBUTE.nonce)).toBe('n2');
  await challenge('n3', 438);
  expect(await second).toMatchObject({ ok: false, error: { kind: 'refused', code: 438 } });
  expect(sent).toHaveLength(4);
});

test('wrong credentials are refused without another try', async () => {
  const { client, sent, challenge } = open();
  const allocating = client.allocate();
  await challenge();
  await challenge('n2');
  expect(await allocating).toMatchObject({ ok: false, error: { kind: 'refused', code: 401 } });
  expect(sent).toHaveLength(2);
});

describe('an answer with the wrong signature', () => {
  test('is as if it had not come on datagrams', async () => {
    const { client, request, answer, challenge } = open();
    const allocating = client.allocate();
    await challenge();
    answer(allocated(request().transaction), { key: Buffer.from('forged') });
    answer(allocated(request().transaction));
    answer(allocated(request().transaction), { key: KEY });
    expect(await allocating).toMatchObject({ ok: true });
  });

  test('is a fault on a stream', async () => {
    const { client, request, answer, challenge } = open({ isStream: true });
    const allocating = client.allocate();
    await challenge();
    answer(allocated(request().transaction));
    expect(await allocating).toMatchObject({ ok: false, error: { kind: 'malformed' } });
  });
});

describe('time', () => {
  test('on datagrams a request is sent seven times, and given up after 39.5 s', async () => {
    const { client, clock, sent } = open();
    const asking = client.binding();
    const times: number[] = [];
    for (let at = 0; at < 39_500; at += 500) {
      while (times.length < sent.length) times.push(at);
      clock.advance(500);
    }
    expect(times).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 31_500]);
    expect(await asking).toMatchObject({ ok: false, error: { kind: 'timeout' } });
    expect(clock.pending).toBe(0);
  });

  test('on a stream it is sent once', async () => {
    const { client, clock, sent } = open({ isStream: true, patienceMs: 5_000 });
    const asking = client.binding();
    clock.advance(5_000);
    expect(await asking).toMatchObject({ ok: false, error: { kind: 'timeout' } });
    expect(sent).toHaveLength(1);
  });

  test('an answer ends the resending', async () => {
    const { client, clock, sent, request, answer } = open();
    const asking = client.binding();
    clock.advance(500);
    const value = encodeXorAddress(PEER, request().transaction);
    answer([{ type: ATTRIBUTE.xorMappedAddress, value }]);
    expect(await asking).toEqual({ ok: true, value: PEER });
    clock.advance(60_000);
    expect(sent).toHaveLength(2);
  });
});

test('data goes and comes by indications, and by a channel once there is one', async () => {
  const { client, sent, request, receive, answer } = open();
  const received: unknown[] = [];
  client.onData((peer, data) => received.push([peer, data.toString()]));
  client.send(PEER, Buffer.from('one'));
  expect(textIn(request(), ATTRIBUTE.data)).toBe('one');
  // An early channel packet belongs to nobody yet.
  receive(encodeChannelData(0x4000, Buffer.from('early'), false));

  const binding = client.bindChannel(PEER);
  answer([]);
  expect(await binding).toEqual({ ok: true, value: 0x4000 });
  client.send(PEER, Buffer.from('two'));
  expect(sent.at(-1)).toEqual(encodeChannelData(0x4000, Buffer.from('two'), false));
  receive(encodeChannelData(0x4000, Buffer.from('back'), false));
  const transaction = Buffer.alloc(12, 1);
  const peer = { type: ATTRIBUTE.xorPeerAddress, value: encodeXorAddress(PEER, transaction) };
  const attributes = [peer, attribute(ATTRIBUTE.data, 'again')];
  receive(encodeStun({ class: 'indication', method: 0x007, transaction, attributes }));
  receive(Buffer.from('noise'));
  expect(received).toEqual([
    [PEER, 'back'],
    [PEER, 'again'],
  ]);
});

test('a line that ends fails what waits and what comes after', async () => {
  const { client, end } = open();
  const asking = client.binding();
  end();
  const refused = { ok: false, error: { kind: 'unreachable', code: 'ECONNREFUSED' } };
  expect(await asking).toMatchObject(refused);
  expect(await client.allocate()).toMatchObject(refused);
});

test('closing gives the allocation back, and waits a second for it at most', async () => {
  const { client, clock, sent, request, answer, isClosed } = open();
  const allocating = client.allocate();
  answer(allocated(request().transaction));
  await allocating;
  const closing = client.close();
  expect(valueIn(request(), ATTRIBUTE.lifetime)?.readUInt32BE(0)).toBe(0);
  expect(isClosed()).toBe(false);
  await clock.advanceAsync(1_000);
  await closing;
  expect([isClosed(), clock.pending]).toEqual([true, 0]);
  expect(await client.binding()).toMatchObject({ ok: false, error: { kind: 'closed' } });
  expect(sent).toHaveLength(3);
});
