import { describe, expect, test } from 'vitest';
import { stepShownFrames, type Showing, type ShownFrames } from './shown-frames.ts';

/** What is tried at which second, looking once a second. */
function acts(seconds: number, showing: (second: number) => Showing | undefined): string[] {
  let shown: ShownFrames | undefined;
  const tried: string[] = [];
  for (let second = 0; second <= seconds; second++) {
    const step = stepShownFrames(shown, { at: second * 1_000, showing: showing(second) });
    ({ shown } = step);
    if (step.act !== 'nothing') tried.push(`${second} ${step.act}`);
  }
  return tried;
}

describe('[S7] a picture that is to be seen', () => {
  test('and moves, however slowly, is left alone', () => {
    expect(acts(60, (second) => ({ width: 640, frames: 1 + Math.floor(second / 2) }))).toEqual([]);
  });

  test('and has never been is given to its element anew, and then said to be still', () => {
    expect(acts(8, () => ({ width: 0, frames: 0 }))).toEqual(['3 anew', '6 still', '7 still', '8 still']);
  });

  test('and stands still is said to, until it moves, and is waited for as at first after that', () => {
    const frames = (second: number): number => Math.min(second, 5) + (second > 9 ? 1 : 0);
    const tried = ['8 still', '9 still', '13 still', '14 still'];
    expect(acts(14, (second) => ({ width: 640, frames: frames(second) }))).toEqual(tried);
  });

  test('moves in an element that counts from the start again', () => {
    expect(acts(60, (second) => ({ width: 640, frames: (second < 20 ? 900 : 1) + second }))).toEqual([]);
  });

  test('is left alone where nobody sees it, and where the browser counts no frames', () => {
    expect(acts(60, () => undefined)).toEqual([]);
    expect(acts(60, () => ({ width: 640, frames: 0 }))).toEqual([]);
  });
});
