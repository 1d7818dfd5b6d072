// Tells two texts under one id apart, without keeping the texts.

/**
 * 53 bits of recipient and text, by two multiplicative hashes (cyrb53). Not cryptographic: who finds a collision can
 * only make the server take a text of their own for another text of their own.
 */
export function textHash(to: string, text: string, seed: number): number {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (const part of [to, text]) {
    for (let i = 0; i < part.length; i += 1) {
      const unit = part.charCodeAt(i);
      a = Math.imul(a ^ unit, 0x9e3779b1);
      b = Math.imul(b ^ unit, 0x5f356495);
    }
    // The end of a part counts, or `ab` to `c` would be `b` to `ca`.
    a = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
    b = Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return 0x1_0000_0000 * (b & 0x1f_ffff) + (a >>> 0);
}
