// Whole numbers as decimal digits in a block.
import type { Block } from '../ws/bytes.ts';

const ZERO = '0'.charCodeAt(0);

/** How many digits a whole number from 0 to 2^31 has. */
export function digitsOf(value: number): number {
  let digits = 1;
  for (let bound = 10; value >= bound; bound *= 10) digits += 1;
  return digits;
}

export function writeDigits({ view }: Block, at: number, value: number, digits: number): void {
  let rest = value;
  for (let i = at + digits - 1; i >= at; i -= 1) {
    const next = (rest / 10) | 0;
    view.setUint8(i, ZERO + rest - next * 10);
    rest = next;
  }
}
