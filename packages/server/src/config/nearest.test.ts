import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

test.each([
  ['prot', 'port'],
  ['max-session', 'max-sessions'],
  ['regstration', 'registration'],
  ['hots', 'host'],
  ['frobnicate', undefined],
  ['', undefined],
  ['x'.repeat(100_000), undefined],
])('case %#', (name, expected) => {
  expect(nearest(name, ['port', 'host', 'registration', 'max-sessions', 'policy'])).toBe(expected);
});
