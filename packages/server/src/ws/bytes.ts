// Memory that is worked on four bytes at a time: every text passes through here several times.

const HIGH_BITS = 0x80808080 | 0;

/** The same memory as bytes and as a view, which reads and writes words at any place. */
export class Block {
  readonly bytes: Buffer;
  #view: DataView | undefined = undefined;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  get view(): DataView {
    return (this.#view ??= new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length));
  }

  get size(): number {
    return this.bytes.length;
  }

  /** As Bytes (byte-queue.ts). */
  writeTo(queue: { append(from: Block, start: number, end: number): void }): void {
    queue.append(this, 0, this.size);
  }

  /** A copy. */
  static of({ bytes }: Block, start: number, end: number): Block {
    return new Block(Buffer.from(bytes.subarray(start, end)));
  }

  /** A block of its own, whose content is whatever was there before. */
  static ofSize(size: number): Block {
    return new Block(Buffer.allocUnsafeSlow(size));
  }
}

/** From this many bytes on a call into V8's own copying is worth its price. */
const LONG = 512;

/** Copies `start` to `end` of one block to a place in another one. They may not overlap. */
export function copy(from: Block, start: number, end: number, to: Block, at: number): void {
  if (end - start >= LONG) {
    from.bytes.copy(to.bytes, at, start, end);
    return;
  }
  const [source, target] = [from.view, to.view];
  const shift = at - start;
  let i = start;
  // Four words a round: the loop itself costs as much as a word.
  for (const last = end - 16; i <= last; i += 16) {
    target.setInt32(i + shift, source.getInt32(i, true), true);
    target.setInt32(i + shift + 4, source.getInt32(i + 4, true), true);
    target.setInt32(i + shift + 8, source.getInt32(i + 8, true), true);
    target.setInt32(i + shift + 12, source.getInt32(i + 12, true), true);
  }
  for (const last = end - 4; i <= last; i += 4) target.setInt32(i + shift, source.getInt32(i, true), true);
  for (; i < end; i += 1) target.setUint8(i + shift, source.getUint8(i));
}

/** Whether all of a block, four bytes or more, is at a place in another one. */
export function isAt({ size, view: wanted }: Block, { view }: Block, at: number): boolean {
  if (at + size > view.byteLength) return false;
  const last = size - 4;
  for (let i = 0; i < last; i += 4)
    if (view.getInt32(at + i, true) !== wanted.getInt32(i, true)) return false;
  return view.getInt32(at + last, true) === wanted.getInt32(last, true);
}

/** Applies a mask (RFC 6455 §5.3, read as a little-endian number) in place. Answers whether all bytes are ASCII then. */
export function unmask({ view }: Block, start: number, end: number, mask: number): boolean {
  let seen = 0;
  let at = start;
  for (const last = end - 16; at <= last; at += 16) {
    const [a, b] = [view.getInt32(at, true) ^ mask, view.getInt32(at + 4, true) ^ mask];
    const [c, d] = [view.getInt32(at + 8, true) ^ mask, view.getInt32(at + 12, true) ^ mask];
    view.setInt32(at, a, true);
    view.setInt32(at + 4, b, true);
    view.setInt32(at + 8, c, true);
    view.setInt32(at + 12, d, true);
    seen |= a | b | c | d;
  }
  for (let shift = 0; at < end; at += 1, shift += 8) {
    const byte = view.getUint8(at) ^ ((mask >>> (shift & 31)) & 0xff);
    view.setUint8(at, byte);
    seen |= byte;
  }
  return (seen & HIGH_BITS) === 0;
}

/** Whether the bytes are the inside of a JSON string that needs no escapes (RFC 8259 §7). */
export function isUnescaped({ view }: Block, start: number, end: number): boolean {
  let found = 0;
  let at = start;
  for (const last = end - 4; at <= last; at += 4) found |= escapesIn(view.getInt32(at, true));
  // The other three bytes are letters.
  for (; at < end; at += 1) found |= escapesIn(LETTERS | view.getUint8(at));
  return (found & HIGH_BITS) === 0;
}

const LETTERS = 0x41414100;
const ONES = 0x01010101;
const QUOTES = 0x22 * ONES;
const BACKSLASHES = 0x5c * ONES;
const SPACES = 0x20 * ONES;

/**
 * The high bit of a byte is set in the result if, and but for bytes above such a one only if, it is a control character,
 * a quotation mark or a backslash ("Bit Twiddling Hacks", "Determine if a word has a byte less than n").
 */
function escapesIn(word: number): number {
  const quotes = word ^ QUOTES;
  const backslashes = word ^ BACKSLASHES;
  return ((word - SPACES) & ~word) | ((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes);
}
