import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { isAccountName } from '@parley/client';
import { suggestAccountName } from './account-name.ts';

test('[H2] every suggested name is one the server accepts', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(random, random, random), (numbers) => {
      const queue = [...numbers];
      const name = suggestAccountName(() => queue.shift() ?? 0, 32);
      expect(name).toMatch(/^[a-z]+-[a-z]+-[1-9][0-9]$/);
      expect(isAccountName(name)).toBe(true);
    }),
  );
});

test('[H2] two suggestions rarely collide', () => {
  const names = new Set(Array.from({ length: 1000 }, () => suggestAccountName(Math.random, 32)));
  expect(names.size).toBeGreaterThan(950);
});

test('[H11] a suggestion is as short as the server wants names', () => {
  const suggested = (length: number): string => suggestAccountName(() => 0, length);
  expect([32, 15, 9, 5, 1].map(suggested)).toEqual([
    'amber-badger-10',
    'amber-badger-10',
    'badger-10',
    'bad10',
    'b',
  ]);
});
