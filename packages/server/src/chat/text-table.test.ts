import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textHash } from './text-hash.ts';
import { TextTable } from './text-table.ts';

test('[T2] against a Map: what was added is found, what was removed is not, through every growth', () => {
  // Few different low bits, so that slots and tags collide all the time.
  const id = fc.integer({ min: 1, max: 40 }).map((n) => n * 2 ** 34 + (n % 5));
  const command = fc.tuple(fc.constantFrom('add', 'add', 'remove', 'clear'), id, fc.nat(9));
  fc.assert(
    fc.property(fc.array(command, { maxLength: 120 }), (commands) => {
      const table = new TextTable();
      const model = new Map<number, number>();
      let place = 1_700_000_000_000_000;
      for (const [name, id, dice] of commands) {
        const slot = table.find(id);
        expect(slot !== undefined).toBe(model.has(id));
        if (slot !== undefined)
          expect([table.place(slot), table.body(slot)]).toEqual([model.get(id), id + 1]);
        if (name === 'add' && slot === undefined) {
          place += 1;
          table.add(id, id + 1, place);
          model.set(id, place);
        } else if (name === 'remove' && slot !== undefined) {
          table.remove(slot);
          model.delete(id);
        } else if (name === 'clear' && dice === 0) {
          table.clear();
          model.clear();
        }
      }
      for (const [id, place] of model) expect(table.place(table.find(id) ?? -1)).toBe(place);
    }),
  );
});

test('[T2] hashes tell ids, recipients and texts apart, and depend on the seed', () => {
  const seen = new Set<number>();
  for (let i = 0; i < 20_000; i += 1) seen.add(textHash(7, `id-${i}`));
  for (let i = 0; i < 20_000; i += 1) seen.add(textHash(7, 'bob', `text ${i}`));
  seen
    .add(textHash(7, 'ab', 'c'))
    .add(textHash(7, 'a', 'bc'))
    .add(textHash(7, 'abc'))
    .add(textHash(8, 'abc'));
  expect(seen.size).toBe(40_004);
  expect(textHash(7, 'bob', 'hello')).toBe(textHash(7, 'bob', 'hello'));
  for (const hash of seen) expect(Number.isSafeInteger(hash) && hash > 0).toBe(true);
});
