// Server frames of RFC 6455 §5, ready to be written: one character of a string for each byte.

/**
 * The bytes of a whole WebSocket frame, one character each. A string can be joined to others without a copy and
 * written as latin1 in one call; a server's frames are not masked, so one frame serves any number of sockets.
 */
export type Frame = string & { readonly __frame: true };

/** A text's UTF-8 bytes, one character each. */
export type Bytes = string & { readonly __bytes: true };

const FIN_TEXT = 0x81;
const FIN_PING = 0x89;

const shortHeaders = Array.from({ length: 126 }, (_, length) => String.fromCharCode(FIN_TEXT, length));

/** Also makes a text that was joined from pieces one piece in memory, which is what is to be kept of it. */
export function bytesOf(text: string): Bytes {
  // As many bytes as UTF-16 units: it is ASCII, and its characters are its bytes already.
  const isAscii = Buffer.byteLength(text) === text.length;
  return (isAscii ? text : Buffer.from(text).toString('latin1')) as Bytes;
}

/** A text frame of `head` and `tail`, where `head` is ASCII. */
export function frameOfBytes(head: string, tail: Bytes | ''): Frame {
  return (header(head.length + tail.length) + head + tail) as Frame;
}

export function textFrame(text: string): Frame {
  return frameOfBytes('', bytesOf(text));
}

export const PING_FRAME = String.fromCharCode(FIN_PING, 0) as Frame;

function header(length: number): string {
  const short = shortHeaders[length];
  if (short !== undefined) return short;
  if (length < 0x1_0000) return String.fromCharCode(FIN_TEXT, 126, length >> 8, length & 0xff);
  const bytes = [24, 16, 8, 0].map((shift) => (length >>> shift) & 0xff);
  return String.fromCharCode(FIN_TEXT, 127, 0, 0, 0, 0, ...bytes);
}
