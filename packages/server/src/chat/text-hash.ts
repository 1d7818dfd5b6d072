// Short names for ids and texts, so that neither has to be kept to be known again.

/**
 * 53 bits of the parts, by two multiplicative hashes (as cyrb53), never 0. Not cryptographic, and need not be: who
 * finds a collision can only make the server take a text of their own for another text of their own.
 */
export function textHash(seed: number, first: string, second = ''): number {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < first.length; i += 1) {
    const unit = first.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  // Where a part ends counts, or `ab` and `c` would be `a` and `bc`.
  a = Math.imul(a ^ first.length ^ (a >>> 16), 0x85ebca6b);
  b = Math.imul(b ^ first.length ^ (b >>> 13), 0xc2b2ae35);
  // Two units at a time: this is the longer part. The shifts bring the upper one down to where the product keeps it.
  const even = second.length & ~1;
  for (let i = 0; i < even; i += 2) {
    const units = second.charCodeAt(i) | (second.charCodeAt(i + 1) << 16);
    a = Math.imul(a ^ units ^ (a >>> 15), 0x9e3779b1);
    b = Math.imul(b ^ units ^ (b >>> 15), 0x5f356495);
  }
  if (even < second.length) {
    const unit = second.charCodeAt(even);
    a = Math.imul(a ^ unit, 0x9e3779b1) ^ 1;
    b = Math.imul(b ^ unit, 0x5f356495) ^ 1;
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return 0x1_0000_0000 * (b & 0x1f_ffff) + (a >>> 0) || 1;
}
