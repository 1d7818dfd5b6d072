import { expect, test } from 'vitest';
import { safetySymbols, SYMBOL_COUNT } from './safety-symbols.ts';

test('[C30] each number of the code has a picture of its own', () => {
  expect(SYMBOL_COUNT).toBe(64);
  const all = safetySymbols(Array.from({ length: 64 }, (_, number) => number));
  expect(new Set(all).size).toBe(64);
  expect(all.every((one) => /^\p{Emoji}\uFE0F$/u.test(one))).toBe(true);
});
