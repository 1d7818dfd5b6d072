import { expect, test } from 'vitest';
import { spend } from './rate-limit.ts';

const rate = { burst: 60, perSecond: 20 };

test('[E2] sixty at once, and then twenty a second', () => {
  const bucket = { tokens: 60, filledAt: 0 };
  const take = (now: number): number => {
    let taken = 0;
    while (spend(bucket, now, rate)) taken += 1;
    return taken;
  };
  expect(take(0)).toBe(60);
  expect(take(49)).toBe(0);
  expect(take(50)).toBe(1);
  expect(take(1_050)).toBe(20);
  expect(take(100_000)).toBe(60);
});

test('[E2] a clock that is set back gives nothing and takes nothing', () => {
  const bucket = { tokens: 1, filledAt: 10_000 };
  expect([spend(bucket, 0, rate), spend(bucket, 0, rate), spend(bucket, 50, rate)]).toEqual([
    true,
    false,
    true,
  ]);
});
