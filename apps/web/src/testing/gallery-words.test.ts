import { expect, test } from 'vitest';
import { lengthen, mirror, translate } from './gallery-words.ts';

test('long words are half as long again, and tell where they came from', () => {
  expect(lengthen('Sign in')).toMatch(/^Š\S{4,} ï\S+$/);
  const sentence = 'The server cannot be reached. Check your connection.';
  expect(lengthen(sentence).length).toBeGreaterThan(sentence.length * 1.35);
});

test('mirrored words hold no Latin letter', () => {
  expect(mirror('Sign in, 3 times')).not.toMatch(/[a-z]/i);
  expect(mirror('Sign in, 3 times')).toContain(', 3 ');
});

test('sentences that take values are changed as well, however deep', () => {
  const words = { a: 'one', b: { c: (n: number) => `${n} two`, d: () => ({ before: 'x', after: 3 }) } };
  const changed = translate(words, 'mirrored');
  expect(changed.a).toBe(mirror('one'));
  expect(changed.b.c(2)).toBe(mirror('2 two'));
  expect(changed.b.d()).toEqual({ before: mirror('x'), after: 3 });
});
