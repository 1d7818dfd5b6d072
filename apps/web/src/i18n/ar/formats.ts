// How Arabic counts, and how names of any script stand in its sentences.
import { formatsIn } from '../formats.ts';

export const rules = ['zero', 'one', 'two', 'few', 'many'] as const;

// With the digits that people here type.
export const { number, plural, dataSize, spokenLength } = formatsIn('ar-u-nu-latn', rules, {
  hour: 'س',
  minute: 'د',
  second: 'ث',
  bytes: { zero: 'بايت', one: 'بايت', two: 'بايت', few: 'بايت', many: 'بايت', other: 'بايت' },
  data: ['ك.ب', 'م.ب', 'غ.ب', 'ت.ب'],
});

/** A name, an address or a size within a sentence, kept from mixing with the words around it (UAX #9, FSI and PDI). */
export const apart = (words: string): string => `\u2068${words}\u2069`;
