import { expect, test } from 'vitest';
import { pickLanguage, systemLanguages } from './languages.ts';

test.each([
  [[], 'en'],
  [['de-AT', 'en'], 'de'],
  [['de_AT.UTF-8@euro'], 'de'],
  [['fr', 'pt-BR', 'ES-419'], 'es'],
  [['zh-Hant-TW'], 'zh'],
  [['zh_CN.GB18030'], 'zh'],
  [['ar'], 'ar'],
  [['C.UTF-8', 'de'], 'en'],
  [['POSIX', 'de'], 'en'],
  [['constructor', '', '-', 'deutsch'], 'en'],
])('%j reads %s', (preferred, language) => {
  expect(pickLanguage(preferred)).toBe(language);
});

test.each([
  ['an environment that says nothing', {}, 'es'],
  ['the language', { LANG: 'de_DE.UTF-8' }, 'de'],
  ['messages before the language', { LANG: 'de_DE.UTF-8', LC_MESSAGES: 'ar_EG.UTF-8' }, 'ar'],
  ['all before messages', { LANG: 'de', LC_MESSAGES: 'ar', LC_ALL: 'zh_CN.UTF-8' }, 'zh'],
  ['an empty one', { LC_ALL: '', LANG: 'de_DE' }, 'de'],
  ['a list of one’s own', { LANG: 'de_DE.UTF-8', LANGUAGE: 'fr:ar:de' }, 'ar'],
  ['a list of none that is there', { LANG: 'de_DE.UTF-8', LANGUAGE: 'fr:it' }, 'de'],
  ['no locale, whatever the list says', { LANG: 'C.UTF-8', LANGUAGE: 'de' }, 'en'],
])('%s', (_, env, language) => {
  expect(pickLanguage(systemLanguages(env, ['es-MX']))).toBe(language);
});
