import { expect, test } from 'vitest';
import { formatsIn } from './formats.ts';

test('numbers take the forms and the digits of their language', () => {
  const arabic = formatsIn('ar-u-nu-latn', ['zero', 'one', 'two', 'few', 'many'], {
    hour: 'س',
    minute: 'د',
    second: 'ث',
    bytes: { zero: 'z', one: 'o', two: 't', few: 'f', many: 'm', other: 'بايت' },
    data: ['ك.ب', 'م.ب', 'غ.ب', 'ت.ب'],
  });
  const forms = { zero: 'z', one: 'o', two: 't', few: 'f', many: 'm', other: 'x' };
  expect([0, 1, 2, 3, 11, 100].map((n) => arabic.plural(n, forms))).toEqual(['z', 'o', 't', 'f', 'm', 'x']);
  const german = formatsIn('de', ['one'], {
    hour: 'Std.',
    minute: 'Min.',
    second: 'Sek.',
    bytes: { one: 'Byte', other: 'Byte' },
    data: ['kB', 'MB', 'GB', 'TB'],
  });
  expect(german.dataSize(2_140_000)).toBe('2,1 MB');
  expect(german.spokenLength(123_000)).toBe('2 Min. 3 Sek.');
});
