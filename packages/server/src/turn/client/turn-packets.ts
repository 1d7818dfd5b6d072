// What travels between a TURN client and its server: STUN messages, and ChannelData (RFC 8656 §12), on datagrams and
// on streams, where a packet ends where its own length says and ChannelData is padded to four bytes.
import { err, ok, type Result } from '@parley/protocol';
import { decodeStun, hasMagicCookie, padded, STUN_HEADER_BYTES, type DecodedStun } from './stun-message.ts';

export const FIRST_CHANNEL = 0x4000;
/** RFC 8656 §12: numbers above are kept for later. */
export const LAST_CHANNEL = 0x4fff;
const CHANNEL_HEADER_BYTES = 4;

export type TurnPacket =
  | { readonly kind: 'stun'; readonly stun: DecodedStun }
  | { readonly kind: 'channel'; readonly channel: number; readonly data: Buffer };

export function encodeChannelData(channel: number, data: Buffer, onStream: boolean): Buffer {
  const length = CHANNEL_HEADER_BYTES + data.length;
  const bytes = Buffer.alloc(onStream ? padded(length) : length);
  bytes.writeUInt16BE(channel, 0);
  bytes.writeUInt16BE(data.length, 2);
  data.copy(bytes, CHANNEL_HEADER_BYTES);
  return bytes;
}

/** Reads one datagram, or one packet that `createPacketSplitter` cut out of a stream. */
export function decodePacket(bytes: Buffer): Result<TurnPacket, string> {
  const first = bytes[0] ?? 0;
  if (first < 0x40) {
    const stun = decodeStun(bytes);
    return stun.ok ? ok({ kind: 'stun', stun: stun.value }) : stun;
  }
  if (first > 0x4f || bytes.length < CHANNEL_HEADER_BYTES) return err('neither STUN nor ChannelData');
  const end = CHANNEL_HEADER_BYTES + bytes.readUInt16BE(2);
  if (end > bytes.length) return err('ChannelData is cut off');
  const data = bytes.subarray(CHANNEL_HEADER_BYTES, end);
  return ok({ kind: 'channel', channel: bytes.readUInt16BE(0), data });
}

/** Cuts a stream into packets. An error is for good: where the next packet begins is not known any more. */
export function createPacketSplitter(): (chunk: Buffer) => Result<Buffer[], string> {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const packets: Buffer[] = [];
    while (rest.length >= CHANNEL_HEADER_BYTES) {
      const first = rest.readUInt8(0);
      const isForeign = first < 0x40 && rest.length >= 8 && !hasMagicCookie(rest);
      if (first > 0x4f || isForeign) return err('neither STUN nor ChannelData');
      const length = rest.readUInt16BE(2);
      const end = first < 0x40 ? STUN_HEADER_BYTES + length : padded(CHANNEL_HEADER_BYTES + length);
      if (rest.length < end) break;
      packets.push(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
    return ok(packets);
  };
}
