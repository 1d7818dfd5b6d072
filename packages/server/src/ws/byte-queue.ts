// Bytes that come at the end and go at the front, in one block that grows.
import { Block, copy } from './bytes.ts';

const LEAST_BYTES = 1024;

/** Bytes that need not lie in one piece, and can be appended to a queue. */
export interface Bytes {
  readonly size: number;
  /** Appends exactly `size` bytes. */
  writeTo(queue: ByteQueue): void;
}

export class ByteQueue implements Bytes {
  #block: Block;
  #start = 0;
  #end = 0;

  constructor(size = LEAST_BYTES) {
    this.#block = Block.ofSize(size);
  }

  /** Where the bytes are, from `start` to `end`: until the next `reserve`. */
  get block(): Block {
    return this.#block;
  }

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#end;
  }

  get size(): number {
    return this.#end - this.#start;
  }

  writeTo(queue: ByteQueue): void {
    queue.append(this.#block, this.#start, this.#end);
  }

  /** Makes room for more bytes, adds them whatever they are, and answers where they are to be written. */
  reserve(length: number): number {
    if (this.#end + length > this.#block.size) this.#makeRoom(length);
    const at = this.#end;
    this.#end += length;
    return at;
  }

  append(from: Block, start: number, end: number): void {
    const at = this.reserve(end - start);
    copy(from, start, end, this.#block, at);
  }

  /** Each character is a byte. */
  appendLatin1(text: string): void {
    const at = this.reserve(text.length);
    this.#block.bytes.write(text, at, 'latin1');
  }

  /** Takes bytes away at the front. */
  drop(length: number): void {
    this.#start += length;
    if (this.#start === this.#end) this.clear();
  }

  /** Takes all away and keeps the room. */
  clear(): void {
    this.#start = 0;
    this.#end = 0;
  }

  #makeRoom(length: number): void {
    const kept = this.size;
    const from = this.#block;
    // Moving half of the block away for its other half is as cheap as growing, and takes no memory.
    if (kept + length > from.size / 2) {
      let size = from.size * 2;
      while (size < kept + length) size *= 2;
      this.#block = Block.ofSize(size);
    }
    from.bytes.copy(this.#block.bytes, 0, this.#start, this.#end);
    this.#start = 0;
    this.#end = kept;
  }
}
