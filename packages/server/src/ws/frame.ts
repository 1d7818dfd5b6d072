// Server frames of RFC 6455 §5, ready to be written: as strings, one character a byte, or in a block.
import type { Block } from './bytes.ts';

/**
 * The bytes of a whole WebSocket frame, one character each. A string can be joined to others without a copy and
 * written as latin1 in one call; a server's frames are not masked, so one frame serves any number of sockets.
 */
export type Frame = string & { readonly __frame: true };

const FIN_TEXT = 0x81;
const FIN_PING = 0x89;

const shortHeaders = Array.from({ length: 126 }, (_, length) => String.fromCharCode(FIN_TEXT, length));

export function textFrame(text: string): Frame {
  // As many bytes as UTF-16 units: it is ASCII, and its characters are its bytes already.
  const isAscii = Buffer.byteLength(text) === text.length;
  const payload = isAscii ? text : Buffer.from(text).toString('latin1');
  return (header(payload.length) + payload) as Frame;
}

export const PING_FRAME = String.fromCharCode(FIN_PING, 0) as Frame;

function header(length: number): string {
  const short = shortHeaders[length];
  if (short !== undefined) return short;
  if (length < 0x1_0000) return String.fromCharCode(FIN_TEXT, 126, length >> 8, length & 0xff);
  const bytes = [24, 16, 8, 0].map((shift) => (length >>> shift) & 0xff);
  return String.fromCharCode(FIN_TEXT, 127, 0, 0, 0, 0, ...bytes);
}

/** Bytes in front of a payload of this many. */
export function headerLength(length: number): number {
  if (length < 126) return 2;
  return length < 0x1_0000 ? 4 : 10;
}

/** Writes a text frame's header, `headerLength` bytes. */
export function writeHeader({ view }: Block, at: number, length: number): void {
  view.setUint8(at, FIN_TEXT);
  if (length < 126) {
    view.setUint8(at + 1, length);
  } else if (length < 0x1_0000) {
    view.setUint8(at + 1, 126);
    view.setUint16(at + 2, length);
  } else {
    view.setUint8(at + 1, 127);
    view.setUint32(at + 2, 0);
    view.setUint32(at + 6, length);
  }
}
