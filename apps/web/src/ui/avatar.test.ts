import { expect, test } from 'vitest';
import { hueOf, initialsOf } from './Avatar.tsx';

test('initials are of the first two words', () => {
  expect(['bob', 'quiet-otter-27', 'alice.smith.jr', '42', 'émile_zola', '', '日本'].map(initialsOf)).toEqual(
    ['B', 'QO', 'AS', '4', 'ÉZ', '', '日'],
  );
});

test('the same name has the same colour, whatever its case', () => {
  expect(hueOf('Bob')).toBe(hueOf('bob'));
  expect(new Set(['alice', 'bob', 'carol', 'dave', 'erin', 'frank'].map(hueOf)).size).toBeGreaterThan(2);
});
