import { describe, expect, test } from 'vitest';
import { stepStillness, type Stillness } from './still-watch.ts';

/** The seconds at which a picture is mended; `decoded` tells how many frames there are by each, sampled every 2 s. */
function mendings(seconds: number, decoded: (second: number) => number, expected = true): number[] {
  let stillness: Stillness | undefined;
  const mended: number[] = [];
  for (let second = 0; second <= seconds; second += 2) {
    const step = stepStillness(stillness, { at: second * 1_000, decoded: decoded(second) }, expected);
    ({ stillness } = step);
    if (step.mend) mended.push(second);
  }
  return mended;
}

describe('[I7] a picture that stands still on a good line', () => {
  test('is mended after 4 s, and again ever more rarely', () => {
    expect(mendings(200, () => 100)).toEqual([4, 12, 28, 60, 120, 180]);
  });

  test('is left alone while it moves, however slowly', () => {
    expect(mendings(60, (second) => Math.floor(second / 3))).toEqual([]);
  });

  test('counts as moving where the receiver was made anew, and is waited for as at first', () => {
    expect(mendings(14, (second) => (second < 6 ? 100 : 7))).toEqual([4, 10]);
  });

  test('is nothing to mend where none is expected', () => {
    expect(mendings(60, () => 100, false)).toEqual([]);
  });
});
