import type { UserId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BitSet, Slots } from './seen.ts';

test('a set of small numbers is one', () => {
  const change = fc.record({ add: fc.boolean(), index: fc.nat(200) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const [bits, set] = [new BitSet(), new Set<number>()];
      for (const { add, index } of changes) {
        if (add) set.add(index);
        else set.delete(index);
        if (add) bits.add(index);
        else bits.delete(index);
      }
      const indices = Array.from({ length: 201 }, (_, index) => index);
      expect(indices.filter((index) => bits.has(index))).toEqual([...set].toSorted((a, b) => a - b));
    }),
  );
});

test('numbers are used again, and never by two at once', () => {
  const slots = new Slots();
  const [a, b, c, d] = ['a', 'b', 'c', 'd'] as UserId[];
  for (const user of [a, b, c]) if (user) slots.add(user);
  if (b) slots.delete(b);
  if (d) slots.add(d);
  expect([a, b, c, d].map((user) => user && slots.of(user))).toEqual([0, undefined, 2, 1]);
});
