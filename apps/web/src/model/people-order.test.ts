import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import type { UserId } from '@parley/client';
import { createNameOrder, matching, talkedFirst, updateOrder } from './people-order.ts';

const compare = createNameOrder('en');
const users = (...names: string[]): UserId[] => names as UserId[];

test('[P2] names are in the order people expect', () => {
  const sorted = users('bob10', 'Zoe', 'bob2', 'émile', 'alice', 'Alice2').toSorted(compare);
  expect(sorted).toEqual(['alice', 'Alice2', 'bob2', 'bob10', 'émile', 'Zoe']);
});

test('[P3] updating equals sorting anew, whatever came and went', () => {
  const name = fc.string({ minLength: 1, maxLength: 3 }) as fc.Arbitrary<UserId>;
  const names = fc.uniqueArray(name, { maxLength: 40 });
  fc.assert(
    fc.property(names, names, (before, after) => {
      const sorted = before.toSorted(compare);
      const arrived = after.filter((user) => !before.includes(user));
      expect(updateOrder(sorted, new Set(after), arrived, compare)).toEqual(after.toSorted(compare));
    }),
  );
});

test('[P2] the set is the truth where the hint says too little or too much', () => {
  const online = new Set(users('a', 'c'));
  expect(updateOrder(users('a', 'b'), online, [], compare)).toEqual(['a', 'c']);
  expect(updateOrder(users('a'), online, users('c', 'c', 'gone'), compare)).toEqual(['a', 'c']);
});

test('[P3] nothing changed is the same list, so nothing is drawn again', () => {
  const sorted = users('a', 'b');
  expect(updateOrder(sorted, new Set(sorted), [], compare)).toBe(sorted);
});

test('people one talks with come first', () => {
  const sorted = users('a', 'b', 'c', 'd');
  expect(talkedFirst(sorted, new Set(users('c', 'b', 'x')))).toEqual(['b', 'c', 'a', 'd']);
  expect(talkedFirst(sorted, new Set(users('x')))).toBe(sorted);
});

test('search ignores case, accents and the order of words', () => {
  const all = users('Émile-Zola', 'bob', 'Bobby.Tables');
  expect(matching(all, 'EMILE')).toEqual(['Émile-Zola']);
  expect(matching(all, ' tab bob ')).toEqual(['Bobby.Tables']);
  expect(matching(all, '  ')).toBe(all);
  expect(matching(all, 'nobody')).toEqual([]);
});
