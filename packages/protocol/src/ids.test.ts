import { expect, test } from 'vitest';
import { foldAccountName, isAccountName, mintTextId, randomToken } from './ids.ts';

test.each([
  'alice',
  'Bob',
  'quiet-otter-27',
  'jürgen',
  'Ольга',
  '李雷',
  'a',
  'x'.repeat(32),
  '7of9',
  'a.b_c',
])('[H2] %s is a name', (name) => {
  expect(isAccountName(name)).toBe(true);
});

test.each([
  '',
  ' alice',
  'alice smith',
  '-alice',
  'x'.repeat(33),
  'a/b',
  '<b>',
  'al\u0000ice',
  'al\u202eice',
  '\u0430lice', // Cyrillic а before Latin letters
  'ﬁnn', // not in NFKC
  '👋',
])('[H2] %j is no name', (name) => {
  expect(isAccountName(name)).toBe(false);
});

test('[H2] names are compared without regard to case', () => {
  expect(foldAccountName('Jürgen')).toBe(foldAccountName('JÜRGEN'));
});

test('ids are 22 characters of the URL-safe alphabet, never twice the same', () => {
  expect(mintTextId()).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(new Set(Array.from({ length: 1000 }, randomToken)).size).toBe(1000);
});
