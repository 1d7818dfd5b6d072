import { expect, test } from 'vitest';
import { systemLanguages } from './system-languages.ts';

test.each([
  ['an environment that says nothing', {}, ['es-MX']],
  ['the language', { LANG: 'de_DE.UTF-8' }, ['de-DE']],
  ['a locale with all its parts', { LANG: 'de_AT.UTF-8@euro' }, ['de-AT']],
  ['a locale of its name alone', { LANG: 'zh_CN.GB18030' }, ['zh-CN']],
  ['messages before the language', { LANG: 'de_DE.UTF-8', LC_MESSAGES: 'ar_EG.UTF-8' }, ['ar-EG']],
  ['all before messages', { LANG: 'de', LC_MESSAGES: 'ar', LC_ALL: 'zh_CN.UTF-8' }, ['zh-CN']],
  ['an empty one', { LC_ALL: '', LANG: 'de_DE' }, ['de-DE']],
  ['a list of one’s own', { LANG: 'de_DE.UTF-8', LANGUAGE: 'fr:ar:de' }, ['fr', 'ar', 'de', 'de-DE']],
  [
    'a list that begins with programs’ language',
    { LANG: 'de_DE.UTF-8', LANGUAGE: 'C:de' },
    ['en', 'de', 'de-DE'],
  ],
  ['no locale, whatever the list says', { LANG: 'C.UTF-8', LANGUAGE: 'de' }, ['en']],
  ['no locale by its other name', { LC_ALL: 'POSIX', LANG: 'de_DE' }, ['en']],
])('%s', (_, env, tags) => {
  expect(systemLanguages(env, ['es-MX'])).toEqual(tags);
});
