import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoff } from './backoff.ts';

test('[S12] the first try is at once, whatever the dice say', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (r) => backoff(0, r) === 0),
  );
});

test('[S12] later tries wait a random time that doubles its reach up to 5 s', () => {
  expect(backoff(1, 1)).toBe(500);
  expect(backoff(3, 0.5)).toBe(1000);
  expect(backoff(50, 1)).toBe(5000);
  expect(backoff(50, 0)).toBe(0);
});
