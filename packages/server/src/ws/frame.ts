// Server frames of RFC 6455 §5, ready to be written: one character of a string for each byte.

/**
 * The bytes of a whole WebSocket frame, one character each. A string can be joined to others without a copy and
 * written as latin1 in one call; a server's frames are not masked, so one frame serves any number of sockets.
 */
export type Frame = string & { readonly __frame: true };

const FIN_TEXT = 0x81;
const FIN_PING = 0x89;

const shortHeaders = Array.from({ length: 126 }, (_, length) => String.fromCharCode(FIN_TEXT, length));

export function textFrame(text: string): Frame {
  const length = Buffer.byteLength(text);
  // As many bytes as UTF-16 units: it is ASCII, and its characters are its bytes already.
  const bytes = length === text.length ? text : Buffer.from(text).toString('latin1');
  return (header(length) + bytes) as Frame;
}

export const PING_FRAME = String.fromCharCode(FIN_PING, 0) as Frame;

function header(length: number): string {
  const short = shortHeaders[length];
  if (short !== undefined) return short;
  if (length < 0x1_0000) return String.fromCharCode(FIN_TEXT, 126, length >> 8, length & 0xff);
  const bytes = [24, 16, 8, 0].map((shift) => (length >>> shift) & 0xff);
  return String.fromCharCode(FIN_TEXT, 127, 0, 0, 0, 0, ...bytes);
}
