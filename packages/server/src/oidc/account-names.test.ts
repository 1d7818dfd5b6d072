import { isAccountName } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountNames } from './account-names.ts';

const namesOf = (claim: string | undefined, maxLength = 32): string[] =>
  accountNames({ issuer: 'https://id.example', subject: '4711', claim }, maxLength);
const FALLBACK = /^user-[0-9a-f]{8}$/;

test.each([
  ['anna', 'anna'],
  ['Anna.Meier', 'Anna.Meier'],
  ['anna@example.org', 'anna'],
  ['Anna Meier', 'Anna-Meier'],
  ['EXAMPLE\\anna', 'EXAMPLE-anna'],
  ['__anna__', 'anna'],
  ['ﬁona', 'fiona'],
  ['x'.repeat(40), 'x'.repeat(32)],
  [`${'x'.repeat(31)}𝓔`, `${'x'.repeat(31)}E`],
  ['Ärzte', 'Ärzte'],
])('[H10] a person whom the provider calls %j is %j here', (claim, name) => {
  expect(namesOf(claim)[0]).toBe(name);
});

test.each([[undefined], [''], ['@server'], ['@'], ['...'], ['аnna'], ['🙂']])(
  '[H10] where %j makes no name, there is one all the same',
  (claim) => {
    expect(namesOf(claim)).toEqual([expect.stringMatching(FALLBACK)]);
  },
);

test('[H12] whose name is taken gets a number, or in the end a name of nobody else', () => {
  const names = namesOf('anna');
  expect(names.slice(0, 3)).toEqual(['anna', 'anna-2', 'anna-3']);
  expect(names.at(-1)).toMatch(FALLBACK);
  expect(namesOf('x'.repeat(40), 10).slice(0, 2)).toEqual(['x'.repeat(10), 'xxxxxxxx-2']);
});

test('[H10] whatever the provider says, there are names, and they are names', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 32 }), (claim, maxLength) => {
      const names = namesOf(claim, maxLength);
      expect(names.length).toBeGreaterThan(0);
      for (const name of names)
        expect([name, isAccountName(name), name.length <= maxLength]).toEqual([name, true, true]);
    }),
  );
});
