import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { isAccountName } from '@parley/client';
import { suggestAccountName } from './account-name.ts';

test('[H2] every suggested name is one the server accepts', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(random, random, random), (numbers) => {
      const queue = [...numbers];
      const name = suggestAccountName(() => queue.shift() ?? 0);
      expect(name).toMatch(/^[a-z]+-[a-z]+-[1-9][0-9]$/);
      expect(isAccountName(name)).toBe(true);
    }),
  );
});

test('[H2] two suggestions rarely collide', () => {
  const names = new Set(Array.from({ length: 1000 }, () => suggestAccountName(Math.random)));
  expect(names.size).toBeGreaterThan(950);
});
