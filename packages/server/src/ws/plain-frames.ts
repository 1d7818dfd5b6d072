// Takes whole text frames and pongs out of what a client sends, before ws sees them. Everything else is left to ws.
import { isUtf8 } from 'node:buffer';
import { Block, unmask } from './bytes.ts';

const FIN_TEXT = 0x81;
const FIN_PONG = 0x8a;
const FIN = 0x80;
const OPCODE = 0x0f;
const MASKED = 0x80;
const CONTINUATION = 0;
/** Opcodes from here on are control frames, which may come amid the pieces of a message. */
const CONTROL = 8;
/** Second bytes: masked, and the length follows in two or in eight bytes. */
const LENGTH_16 = MASKED | 126;
const LENGTH_64 = MASKED | 127;

export interface FrameSink {
  /** A text frame's payload, unmasked: valid UTF-8, good until this returns. */
  text(block: Block, start: number, end: number): void;
  /** A pong: a sign of life. */
  pong(): void;
  /** Bytes that are no plain text frame's. Answers what `read` is to answer. */
  pass(bytes: Buffer): boolean;
  /** False once the connection is closing: everything is passed on then. */
  readonly isOpen: boolean;
}

/**
 * A message that is one frame of RFC 6455 §5.2, whole within a chunk, is all that browsers and the SDK send in
 * practice, and ws spends more on each than the rest of the server does; of ten thousand who are silent it hears two
 * thousand pongs a second. Only such frames are read here. A frame in
 * pieces, a control frame, a binary one, a large one and a wrong one are passed on as they came, in order.
 */
export class PlainFrames {
  readonly #sink: FrameSink;
  /** Bytes to come of a frame that is passed on. */
  #owed = 0;
  /** Whether a message in pieces is being passed on. */
  #isInPieces = false;
  /** The beginning of a frame whose header is not here yet: 13 bytes at most. */
  #stub: Buffer | undefined = undefined;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** Answers what `pass` answered last, true where nothing was passed on. */
  read(chunk: Buffer): boolean {
    const bytes = this.#stub ? Buffer.concat([this.#stub, chunk]) : chunk;
    this.#stub = undefined;
    const block = new Block(bytes);
    const sink = this.#sink;
    let isWilling = true;
    let passed = 0;
    let at = this.#settle(bytes.length);
    while (at < bytes.length) {
      const start = at + headerLength(bytes, at);
      if (start > bytes.length) break;
      const end = start + payloadLength(bytes, at);
      if (this.#isPlain(bytes, at, end) && sink.isOpen && reveal(block, start, end)) {
        if (passed < at) isWilling = sink.pass(bytes.subarray(passed, at));
        if (sink.isOpen) this.#hand(block, at, start, end);
        at = end;
        passed = end;
      } else {
        this.#passOn(bytes[at] ?? 0, end - at);
        at += this.#settle(bytes.length - at);
      }
    }
    if (passed < at) isWilling = sink.pass(bytes.subarray(passed, at));
    if (at < bytes.length) this.#stub = Buffer.from(bytes.subarray(at));
    return isWilling;
  }

  /** Counts up to `length` bytes as passed on, and answers how many. */
  #settle(length: number): number {
    const settled = Math.min(this.#owed, length);
    this.#owed -= settled;
    return settled;
  }

  #passOn(first: number, length: number): void {
    this.#owed = length;
    const opcode = first & OPCODE;
    if (opcode >= CONTROL) return;
    this.#isInPieces = (first & FIN) === 0 || (this.#isInPieces && opcode !== CONTINUATION);
  }

  #isPlain(bytes: Buffer, at: number, end: number): boolean {
    if (end > bytes.length) return false;
    const second = bytes[at + 1] ?? 0;
    if (bytes[at] === FIN_PONG) return second < LENGTH_16;
    return bytes[at] === FIN_TEXT && !this.#isInPieces && second !== LENGTH_64;
  }

  #hand(block: Block, at: number, start: number, end: number): void {
    if (block.bytes[at] === FIN_PONG) this.#sink.pong();
    else this.#sink.text(block, start, end);
  }
}

/** Unmasks a payload that is valid UTF-8. Another one is left as it was, for ws to close the connection over. */
function reveal(block: Block, start: number, end: number): boolean {
  if (start === end) return true;
  const mask = block.view.getInt32(start - 4, true);
  if (unmask(block, start, end, mask) || isUtf8(block.bytes.subarray(start, end))) return true;
  unmask(block, start, end, mask);
  return false;
}

/** Infinite while the second byte isn't here. */
function headerLength(bytes: Buffer, at: number): number {
  const second = bytes[at + 1];
  if (second === undefined) return Infinity;
  if (second === LENGTH_16) return 8;
  if (second === LENGTH_64) return 14;
  return second < MASKED ? 2 : 6;
}

/** Infinite for what isn't masked: ws closes the connection over it, and whatever follows is its own. */
function payloadLength(bytes: Buffer, at: number): number {
  const second = bytes[at + 1] ?? 0;
  if (second < MASKED) return Infinity;
  if (second === LENGTH_16) return bytes.readUInt16BE(at + 2);
  if (second === LENGTH_64) return bytes.readUInt32BE(at + 2) * 2 ** 32 + bytes.readUInt32BE(at + 6);
  return second - MASKED;
}
