// Finds a picture that stands still on a good line: its receiver waits for something that the sender does not know of.
import type { LineSample } from './line-quality.ts';

/** Ms without a new frame: Firefox, after some of the other side's ICE restarts, gets over it in 3 to 5 s by itself, or not. */
const STILL = 4_000;
/** Ms of the last wait. A camera that sends nothing though it is called on stays as it is. */
const LONGEST = 60_000;

/** What was seen last: frames decoded, when they last grew, and how long to wait for more before mending. */
export interface Stillness {
  readonly decoded: number;
  readonly since: number;
  readonly wait: number;
}

/** `expected`: the other has a camera on, and the line stands. Whether to negotiate anew is `mend`. */
export function stepStillness(
  before: Stillness | undefined,
  { at, decoded }: Pick<LineSample, 'at' | 'decoded'>,
  expected: boolean,
): { stillness: Stillness | undefined; mend: boolean } {
  if (!expected) return { stillness: undefined, mend: false };
  // A receiver made anew counts from the start.
  if (!before || decoded !== before.decoded)
    return { stillness: { decoded, since: at, wait: STILL }, mend: false };
  if (at - before.since < before.wait) return { stillness: before, mend: false };
  return { stillness: { decoded, since: at, wait: Math.min(before.wait * 2, LONGEST) }, mend: true };
}
