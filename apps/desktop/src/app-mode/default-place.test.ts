import { expect, test } from 'vitest';
import { placed } from './default-place.ts';

const screen = { left: 100, top: 30, width: 1_280, height: 770 };

test('a window that was given no place is in the middle, and at the top right while it rings', () => {
  const bounds = { width: 480, height: 370 };
  expect(placed(bounds, false, screen)).toEqual({ x: 500, y: 230, ...bounds });
  expect(placed(bounds, true, screen)).toEqual({ x: 876, y: 54, ...bounds });
});

test('a window is no larger than the screen', () => {
  const all = { x: 100, y: 30, width: 1_280, height: 770 };
  for (const isRing of [false, true])
    expect(placed({ width: 2_000, height: 1_500 }, isRing, screen)).toEqual(all);
});
