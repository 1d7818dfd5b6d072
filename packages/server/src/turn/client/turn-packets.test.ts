import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeStun, METHOD } from './stun-message.ts';
import { createPacketSplitter, decodePacket, encodeChannelData } from './turn-packets.ts';

const data = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));
const channelData = fc
  .tuple(fc.integer({ min: 0x4000, max: 0x4fff }), data)
  .map(([channel, bytes]) => encodeChannelData(channel, bytes, true));
const stun = data.map((value) =>
  encodeStun({
    class: 'indication',
    method: METHOD.data,
    transaction: Buffer.alloc(12, 7),
    attributes: [{ type: 0x13, value }],
  }),
);

test('a stream comes apart into its packets, wherever it was cut', () => {
  const packets = fc.array(fc.oneof(channelData, stun), { maxLength: 8 });
  fc.assert(
    fc.property(packets, fc.array(fc.nat(400), { maxLength: 10 }), (sent, cuts) => {
      const stream = Buffer.concat(sent);
      const split = createPacketSplitter();
      const edges = [
        0,
        ...cuts.filter((cut) => cut < stream.length).toSorted((a, b) => a - b),
        stream.length,
      ];
      const received = edges.slice(1).flatMap((edge, at) => {
        const result = split(stream.subarray(edges[at], edge));
        if (!result.ok) throw new Error(result.error);
        return result.value;
      });
      expect(received).toEqual(sent);
    }),
  );
});

test('ChannelData is padded on a stream, and read without its padding', () => {
  const bytes = Buffer.from('hello');
  const onStream = encodeChannelData(0x4001, bytes, true);
  const datagram = encodeChannelData(0x4001, bytes, false);
  expect([onStream.length, datagram.length]).toEqual([12, 9]);
  for (const packet of [onStream, datagram]) {
    expect(decodePacket(packet)).toEqual({
      ok: true,
      value: { kind: 'channel', channel: 0x4001, data: bytes },
    });
  }
});

test('what is neither STUN nor ChannelData is refused', () => {
  for (const other of ['SSH-2.0-OpenSSH_9.6\r\n', '220 mail.example.org ESMTP\r\n']) {
    const bytes = Buffer.from(other);
    expect(createPacketSplitter()(bytes)).toEqual({ ok: false, error: 'neither STUN nor ChannelData' });
    expect(decodePacket(bytes)).toMatchObject({ ok: false });
  }
  expect(decodePacket(Buffer.from([0x40, 0, 0, 9, 1]))).toEqual({
    ok: false,
    error: 'ChannelData is cut off',
  });
  expect(decodePacket(Buffer.alloc(0))).toMatchObject({ ok: false });
});
