// The order of all texts: microseconds of the clock, or just over the last one (protocol T1).
import { stampOf, type Stamp } from './text-wire.ts';

const suffixes = Array.from({ length: 1_000 }, (_, index) => String(index).padStart(3, '0'));

/**
 * Places go on growing after a restart, because the clock does. A number of sixteen digits costs more to print than
 * all else that is done for a text's order, so the digits of a millisecond are made once for all texts in it.
 */
export class Places {
  #ms = 0;
  #within = 0;
  #digits = '0';

  next(now: number): number {
    const ms = Math.floor(now);
    if (ms > this.#ms) this.#begin(ms);
    else if (this.#within < 999) this.#within += 1;
    else this.#begin(this.#ms + 1);
    return this.#ms * 1_000 + this.#within;
  }

  /** The stamp of the last place. */
  stamp(): Stamp {
    return stampOf(this.#digits, suffixes[this.#within] ?? '');
  }

  #begin(ms: number): void {
    this.#ms = ms;
    this.#within = 0;
    this.#digits = String(ms);
  }
}
