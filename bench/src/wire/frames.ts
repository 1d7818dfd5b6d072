// The least of RFC 6455 that a load generator needs: build masked client frames, scan unmasked server frames.

export const OPCODE = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Four bytes that are not zero: ws skips unmasking for a zero mask, which no browser sends. */
export type Mask = readonly [number, number, number, number];
export const MASK: Mask = [0x5a, 0xc3, 0x17, 0x9e];

/** A whole client frame (RFC 6455 §5.2): final, masked. */
export function maskedFrame(opcode: number, payload: Buffer, mask: Mask = MASK): Buffer {
  const header = headerOf(opcode, payload.length);
  const frame = Buffer.concat([header, Buffer.from(mask), payload]);
  const start = header.length + 4;
  for (let i = 0; i < payload.length; i++) {
    frame[start + i] = (payload[i] ?? 0) ^ (mask[i & 3] ?? 0);
  }
  return frame;
}

function headerOf(opcode: number, length: number): Buffer {
  if (length < 126) return Buffer.from([0x80 | opcode, 0x80 | length]);
  if (length < 65_536) return Buffer.from([0x80 | opcode, 0x80 | 126, length >> 8, length & 0xff]);
  const header = Buffer.alloc(10);
  header[0] = 0x80 | opcode;
  header[1] = 0x80 | 127;
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}

export function textFrame(text: string): Buffer {
  return maskedFrame(OPCODE.text, Buffer.from(text));
}

/** `bytes` is the scanner's: copy what is to outlive the call. */
export type OnFrame = (opcode: number, bytes: Buffer, start: number, end: number) => void;

export interface Scanner {
  /** Takes the next `length` bytes of the stream; calls back once for each frame that they complete. */
  push(bytes: Buffer, length: number): void;
}

/** Throws on what servers under test never send: masked or fragmented frames. */
export function createScanner(onFrame: OnFrame): Scanner {
  let rest: Buffer | undefined;
  return {
    push(bytes, length) {
      const piece = bytes.subarray(0, length);
      const whole = rest ? Buffer.concat([rest, piece]) : piece;
      const done = scan(whole, onFrame);
      rest = done === whole.length ? undefined : Buffer.from(whole.subarray(done));
    },
  };
}

/** The bytes that whole frames took. */
function scan(bytes: Buffer, onFrame: OnFrame): number {
  let at = 0;
  while (at + 2 <= bytes.length) {
    const start = payloadStart(bytes, at);
    if (start > bytes.length) break;
    const end = start + payloadLength(bytes, at);
    if (end > bytes.length) break;
    onFrame((bytes[at] ?? 0) & 0x0f, bytes, start, end);
    at = end;
  }
  return at;
}

function payloadStart(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  if ((first & 0x80) === 0 || second & 0x80) throw new Error('fragmented or masked frame from a server');
  if (second < 126) return at + 2;
  return second === 126 ? at + 4 : at + 10;
}

function payloadLength(bytes: Buffer, at: number): number {
  const second = bytes[at + 1] ?? 0;
  if (second < 126) return second;
  return second === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
}
