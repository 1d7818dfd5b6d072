// The order of all texts: microseconds of the clock, or just over the last one (protocol T1).
import { writeDigits } from '../session/digits.ts';
import type { Block } from '../ws/bytes.ts';
import { stampOf } from './text-wire.ts';

const WITHIN_DIGITS = 3;

/**
 * Places go on growing after a restart, because the clock does. A number of sixteen digits costs more to print than
 * all else that is done for a text's order, so the digits of a millisecond are made once for all texts in it.
 */
export class Places {
  #ms: number;
  #within = 999;
  #stamp = stampOf(0);
  /** Where in the stamp the digits of `#within` are. */
  #withinAt = 0;

  /** `last`: what all places are to be above. */
  constructor(last = 0) {
    this.#ms = Math.floor(last / 1_000);
  }

  next(now: number): number {
    const ms = Math.floor(now);
    if (ms > this.#ms) this.#begin(ms);
    else if (this.#within < 999) this.#within += 1;
    else this.#begin(this.#ms + 1);
    writeDigits(this.#stamp, this.#withinAt, this.#within, WITHIN_DIGITS);
    return this.#ms * 1_000 + this.#within;
  }

  /** The stamp of the last place: good until the next one. */
  get stamp(): Block {
    return this.#stamp;
  }

  #begin(ms: number): void {
    this.#ms = ms;
    this.#within = 0;
    this.#stamp = stampOf(ms * 1_000);
    this.#withinAt = this.#stamp.bytes.indexOf(',') - WITHIN_DIGITS;
  }
}
