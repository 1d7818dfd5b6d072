import { expect, test } from 'vitest';
import type { Block } from '../ws/bytes.ts';
import { Places } from './places.ts';

const read = ({ bytes }: Block): unknown => JSON.parse(`{${bytes.toString()}}`);

test('[T1] places grow with every text, in a full millisecond and when the clock is set back', () => {
  const places = new Places();
  let last = 0;
  for (const now of [
    1_000,
    1_000.7,
    1_001,
    900,
    5,
    ...Array.from({ length: 5_000 }, () => 1_002),
    1_003,
    2_000,
  ]) {
    const place = places.next(now);
    expect(place).toBeGreaterThan(last);
    expect(read(places.stamp)).toEqual({ place, at: Math.floor(place / 1_000) });
    last = place;
  }
  expect(last).toBe(2_000_000);
});

test('[T1] a later run of the server goes on above an earlier one', () => {
  const now = Date.UTC(2026, 0, 1);
  const [before, after] = [new Places(), new Places()];
  let last = 0;
  for (let i = 0; i < 900; i += 1) last = before.next(now);
  expect(after.next(now + 1)).toBeGreaterThan(last);
});
