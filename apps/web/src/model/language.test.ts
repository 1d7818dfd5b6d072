import { expect, test } from 'vitest';
import { language, showWords, t } from '../i18n/strings.ts';
import { keepInLanguage, localeOf } from './language.ts';
import { entrance } from '../i18n/en/entrance.ts';
import { app } from '../i18n/en/app.ts';
import { effect } from '@preact/signals';

test('times are written as the person writes them, where their browser says so', () => {
  expect(localeOf('en', ['fr-CH', 'en-GB', 'en-US'])).toBe('en-GB-u-nu-latn');
  expect(localeOf('ar', ['fr-CH'])).toBe('ar-u-nu-latn');
});

test('a document of the page’s own follows the language until it is let go', () => {
  const words = { ...entrance, ...app };
  const root = { lang: '', dir: '' };
  const letGo = keepInLanguage(root);
  expect(root).toEqual({ lang: 'en', dir: 'ltr' });
  showWords({ language: 'ar', words });
  expect(root).toEqual({ lang: 'ar', dir: 'rtl' });
  showWords({ language: 'zh', words });
  expect(root).toEqual({ lang: 'zh-Hans', dir: 'ltr' });
  letGo();
  showWords({ language: 'en', words });
  expect(root).toEqual({ lang: 'zh-Hans', dir: 'ltr' });
});

test('what is drawn from the words is drawn anew when they change', () => {
  const seen: string[] = [];
  const stop = effect(() => {
    seen.push(`${language.value}: ${t.conversation.today}`);
  });
  const words = { ...entrance, ...app };
  showWords({ language: 'en', words: { ...words, conversation: { ...words.conversation, today: 'Heute' } } });
  showWords({ language: 'en', words });
  stop();
  expect(seen).toEqual(['en: Today', 'en: Heute', 'en: Today']);
});
