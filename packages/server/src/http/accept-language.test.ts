import { expect, test } from 'vitest';
import { ALL_LANGUAGES } from '@parley/languages';
import { acceptedLanguage } from './accept-language.ts';

const long = (end: string): string => `${'fr-FR, '.repeat(200)}${end}`;

test.each([
  ['no header', undefined, 'en'],
  ['an empty one', '', 'en'],
  ['one language', 'de', 'de'],
  ['a region', 'es-419', 'es'],
  ['any case', 'AR-eg', 'ar'],
  ['a script, as the web app reads it', 'zh-Hant-TW', 'zh'],
  ['a browser’s list', 'de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['the one wanted most, wherever it stands', 'en;q=0.5, es;q=0.7, ar;q=0.6', 'es'],
  ['the first of those wanted alike', 'zh, de', 'zh'],
  ['one that is there behind one that is not', 'fr-CA, fr;q=0.9, ar;q=0.1', 'ar'],
  ['none that is there', 'fr, it;q=0.5', 'en'],
  ['spaces and tabs', ' fr ,\tde ; q=0.4', 'de'],
  ['one that is refused', 'de;q=0, es;q=0.1', 'es'],
  ['one that is refused with digits', 'de;q=0.000', 'en'],
  ['any', '*', 'en'],
  ['any but English', 'en;q=0, *', 'de'],
  ['any but those that are said', 'fr, *;q=0.5, en;q=0.1', 'de'],
  ['any, wanted less than one', '*;q=0.1, es;q=0.2', 'es'],
  ['no language at all', '*;q=0', 'en'],
  ['a weight that is none', 'de;q=high, es;q=0.3', 'es'],
  ['a weight above one', 'de;q=1.5, es;q=0.3', 'es'],
  ['a weight with too many digits', 'de;q=0.9999, es;q=0.3', 'es'],
  ['a negative weight', 'de;q=-1', 'en'],
  ['another parameter', 'de;level=1', 'en'],
  ['a name that is longer than one', 'deutschland', 'en'],
  ['a name of every object', 'constructor, __proto__', 'en'],
  ['signs', '<script>, ;;;=, ,, -, de-', 'en'],
  ['one behind the limit', long('de'), 'en'],
  ['one before the limit', `de, ${long('es')}`, 'de'],
  ['one that the limit would cut', `${'x'.repeat(990)}, es, de;q=0.1`, 'es'],
  ['one weight that the limit would cut', `${'x'.repeat(992)}, es, ${'y'.repeat(99)}`, 'es'],
  ['nothing but one endless name', 'd'.repeat(10_000), 'en'],
])('%s', (_, header, language) => {
  expect(acceptedLanguage(header)).toBe(language);
});

test('a range that the limit cuts is not read as another one', () => {
  // `de;q=0` would be cut to `de`.
  const header = `${'x'.repeat(996)}, de;q=0, ${'y'.repeat(99)}`;
  expect(header.slice(0, 1_000).endsWith('de')).toBe(true);
  expect(acceptedLanguage(header)).toBe('en');
});

test('a hostile header costs no time to speak of', () => {
  const started = performance.now();
  for (const part of ['-a', 'a-', ' ', ';', 'q=', '*'])
    expect(ALL_LANGUAGES).toContain(acceptedLanguage(part.repeat(8_000)));
  expect(performance.now() - started).toBeLessThan(200);
});
