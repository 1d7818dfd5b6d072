// Bytes of a transfer that have been read and that the receiver may have to be sent again.
import { LIMITS } from '@parley/protocol';

/** As many as go into a frame. */
const BLOCK = LIMITS.blobChunk;

/** A copy, because a source may use its memory again. */
export class Retained {
  readonly #blocks = new Map<number, Uint8Array>();
  #first = 0;
  #end = 0;

  /** Bytes of memory that are held. */
  get size(): number {
    return this.#blocks.size * BLOCK;
  }

  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const within = this.#end % BLOCK;
      const part = bytes.subarray(at, at + BLOCK - within);
      this.#block(Math.floor(this.#end / BLOCK)).set(part, within);
      at += part.length;
      this.#end += part.length;
    }
  }

  /** The receiver has all before `offset`. */
  release(offset: number): void {
    const first = Math.floor(offset / BLOCK);
    for (; this.#first < first && this.#blocks.size > 0; this.#first += 1) this.#blocks.delete(this.#first);
  }

  clear(): void {
    this.#blocks.clear();
  }

  /** At most so many bytes from `offset` on: those that lie together. Throws where they are no longer kept. */
  at(offset: number, length: number): Uint8Array {
    const block = this.#blocks.get(Math.floor(offset / BLOCK));
    if (!block) throw new RangeError(`byte ${offset} is not kept`);
    const within = offset % BLOCK;
    return block.subarray(within, Math.min(BLOCK, within + length));
  }

  #block(number: number): Uint8Array {
    const block = this.#blocks.get(number) ?? new Uint8Array(BLOCK);
    this.#blocks.set(number, block);
    return block;
  }
}
