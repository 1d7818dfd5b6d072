import { expect, test } from 'vitest';
import { ALL_LANGUAGES, LANGUAGES, pickLanguage } from './index.ts';

test.each([
  [['fr', 'de-AT', 'en'], 'de'],
  [['fr', 'pt-BR', 'ES-419'], 'es'],
  [['zh-Hans-CN'], 'zh'],
  // There is one Chinese: it is nearer to those who write it otherwise than any other language is.
  [['zh-Hant-TW', 'en'], 'zh'],
  [['tlh', 'EN_us', 'de'], 'en'],
  [['ar'], 'ar'],
  [['tlh'], 'en'],
  [['constructor', '__proto__', '', '-', 'deutsch'], 'en'],
  [[], 'en'],
])('who reads %j is spoken to in %s', (preferred, language) => {
  expect(pickLanguage(preferred)).toBe(language);
});

test('each is written from the side, and called by the name, that its readers know', () => {
  for (const language of ALL_LANGUAGES) {
    const locale = new Intl.Locale(language);
    const script = locale.maximize().script ?? '';
    expect(LANGUAGES[language].direction, language).toBe(['Arab', 'Hebr'].includes(script) ? 'rtl' : 'ltr');
    const own = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? '';
    expect(new Intl.Locale(LANGUAGES[language].tag).maximize().toString()).toBe(locale.maximize().toString());
    // In Chinese the name says besides which of its scripts it is.
    expect(LANGUAGES[language].name.toLowerCase()).toContain(own.toLowerCase());
  }
});
