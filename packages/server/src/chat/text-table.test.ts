import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Block } from '../ws/bytes.ts';
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

const hash = (seed: number, text: string, at = 0): number => {
  const block = new Block(Buffer.from(`${'?'.repeat(at)}${text}?`));
  return textHash(seed, block, at, block.size - 1);
};

test('[T2] hashes tell ids and texts apart, depend on the seed, and not on where the bytes lie', () => {
  const seen = new Set<number>();
  for (let i = 0; i < 20_000; i += 1) seen.add(hash(7, `id-${i}`));
  for (let i = 0; i < 20_000; i += 1) seen.add(hash(7, `","to":"bob","text":"text ${i}`));
  seen.add(hash(7, '')).add(hash(7, '\0')).add(hash(7, '\0\0\0\0')).add(hash(8, 'id-1'));
  expect(seen.size).toBe(40_004);
  for (const at of [1, 2, 3, 4]) expect(hash(7, 'hello there', at)).toBe(hash(7, 'hello there'));
  for (const value of seen) expect(Number.isSafeInteger(value) && value > 0).toBe(true);
});

test('[T2] of texts that differ in one bit no two have the same hash', () => {
  const text = Buffer.from('The quick brown fox jumps over the lazy dog');
  const seen = new Set<number>([textHash(7, new Block(text), 0, text.length)]);
  for (let bit = 0; bit < text.length * 8; bit += 1) {
    const other = Buffer.from(text);
    other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    seen.add(textHash(7, new Block(other), 0, other.length));
  }
  expect(seen.size).toBe(text.length * 8 + 1);
});
