// Short names for ids and texts, so that neither has to be kept to be known again.
import type { Block } from '../ws/bytes.ts';

/**
 * 53 bits of some bytes, by two multiplicative hashes (as cyrb53), never 0. Not cryptographic, and need not be: who
 * finds a collision can only make the server take a text of their own for another text of their own.
 */
export function textHash(seed: number, { view }: Block, start: number, end: number): number {
  let a = 0xdeadbeef ^ seed ^ (end - start);
  let b = 0x41c6ce57 ^ seed;
  let at = start;
  // The shifts bring the upper bits of a word down to where the product keeps them.
  for (const last = end - 4; at <= last; at += 4) {
    const word = view.getInt32(at, true);
    a = Math.imul(a ^ word ^ (a >>> 15), 0x9e3779b1);
    b = Math.imul(b ^ word ^ (b >>> 15), 0x5f356495);
  }
  for (; at < end; at += 1) {
    const byte = view.getUint8(at);
    a = Math.imul(a ^ byte ^ (a >>> 15), 0x9e3779b1);
    b = Math.imul(b ^ byte ^ (b >>> 15), 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return 0x1_0000_0000 * (b & 0x1f_ffff) + (a >>> 0) || 1;
}
