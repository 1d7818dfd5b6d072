import { expect, test } from 'vitest';
import { readAct } from '@parley/client';
import { EMOJI, LANDS } from './emoji-data.ts';
import { emojiOf, GROUPS, inTone, matching, namesOf, type EmojiWords, type OneEmoji } from './emoji-list.ts';
import { words as ar } from './words/ar.ts';
import { words as de } from './words/de.ts';
import { words as en } from './words/en.ts';
import { words as es } from './words/es.ts';
import { words as zh } from './words/zh.ts';

const WORDS: Readonly<Record<string, EmojiWords>> = { en, de, es, zh, ar };

function allIn(language: string): readonly OneEmoji[] {
  const flag = (land: string): string => `Flag: ${land}`;
  const tongue = { words: WORDS[language] ?? en, locale: language, compounds: language === 'de', flag };
  return GROUPS.flatMap((group) => emojiOf(group, tongue));
}

const all = allIn('en');
const found = (query: string, language = 'en'): string[] =>
  matching(allIn(language), query, { compounds: language === 'de' }).map(({ emoji }) => emoji);

test('every emoji, in every tone, is one that can be reacted with, and none is there twice', () => {
  expect(all.length).toBeGreaterThan(700);
  expect(new Set(all.map(({ emoji }) => emoji)).size).toBe(all.length);
  for (const one of all) {
    for (const tone of [0, 5] as const) {
      const emoji = inTone(one, tone);
      const act = { act: 'react', of: 'a-text-of-the-tests', order: 1, emoji };
      expect(readAct(act), emoji).toEqual(act);
      expect([...new Intl.Segmenter().segment(emoji)], emoji).toHaveLength(1);
    }
  }
});

test('a skin tone is put where Unicode wants it', () => {
  const of = (emoji: string): OneEmoji => ({ emoji, hasTones: true, name: '', words: '' });
  expect(inTone(of('👍'), 3)).toBe('👍🏽');
  expect(inTone(of('✌️'), 1)).toBe('✌🏻');
  expect(inTone(of('👍'), 0)).toBe('👍');
  expect(inTone({ ...of('🍕'), hasTones: false }, 3)).toBe('🍕');
});

test('they are found by the beginnings of words, without case and accents', () => {
  expect(found('THUMBS').slice(0, 2)).toEqual(['👍', '👎']);
  expect(found('red he')).toContain('❤️');
  expect(found('rofl')).toContain('🤣');
  expect(found('birthday')[0]).toBe('🥳');
  expect(found('king')).not.toContain('🚬');
  expect(found('🍕')).toEqual(['🍕']);
  expect(found('xyzzy')).toEqual([]);
  expect(found('österr', 'de')).toEqual(['🇦🇹']);
});

test.each([
  ['de', '👍', ['daumen', 'Daumen hoch', 'thumbs']],
  ['de', '🎂', ['geburtstag', 'Kuchen', 'birthday']],
  ['de', '🎉', ['konfetti', 'feier', 'party']],
  ['de', '😂', ['Freudentränen', 'freudentranen', 'lachen']],
  ['es', '❤️', ['corazón', 'corazon', 'rojo']],
  ['es', '🎂', ['cumpleaños', 'tarta']],
  ['es', '😭', ['llorar', 'triste']],
  ['zh', '👍', ['拇指', '上']],
  ['zh', '🎂', ['生日', '蛋糕']],
  ['zh', '🐶', ['狗', '宠物']],
  ['ar', '❤️', ['قلب', 'القلب', 'احمر', 'أحمر']],
  ['ar', '🎂', ['كعكه', 'كعكة', 'ميلاد', 'الميلاد']],
  ['ar', '🍕', ['بيتزا', 'أكل']],
])('in %s, %s is found by %j', (language, emoji, queries) => {
  for (const query of queries) expect(found(query, language), query).toContain(emoji);
});

test.each(Object.keys(WORDS))('each emoji has a name of its own in %s, in whatever tone', (language) => {
  const words = WORDS[language] ?? en;
  expect(Object.keys(words)).toEqual(GROUPS);
  for (const group of GROUPS)
    expect(words[group].split('|').length, group).toBe(EMOJI[group].split('|').length);
  const named = allIn(language);
  const nameOf = namesOf(named);
  for (const one of named) {
    expect(one.name.trim(), one.emoji).toMatch(/\S/);
    expect(one.words, one.emoji).not.toMatch(/undefined|[;|]/);
    expect(nameOf(inTone(one, 3))).toBe(one.name);
  }
  // Two that look alike have one name at most.
  expect(new Set(named.map(({ name }) => name)).size).toBeGreaterThan(named.length - 10);
});

test('names stand at their emoji', () => {
  const name = (language: string, emoji: string) => namesOf(allIn(language))(emoji);
  // The last of a group would slip first.
  expect(['👍🏽', '🍕', '🇦🇹'].map((emoji) => name('en', emoji))).toEqual([
    'thumbs up',
    'pizza',
    'Flag: Austria',
  ]);
  expect(['👍', '🍏', '🇦🇹'].map((emoji) => name('de', emoji))).toEqual([
    'Daumen hoch',
    'grüner Apfel',
    'Flag: Österreich',
  ]);
  expect(name('zh', '🍕')).toBe('披萨');
  expect(name('ar', '❤️')).toBe('قلب أحمر');
  expect(name('en', '🪿🪿')).toBeUndefined();
});

test('the data stays small', async () => {
  const packed = async (...data: string[]) => {
    const stream = new Blob(data).stream().pipeThrough(new CompressionStream('gzip'));
    return (await new Response(stream).arrayBuffer()).byteLength;
  };
  expect(await packed(JSON.stringify(EMOJI), LANDS)).toBeLessThan(10 * 1024);
  for (const words of Object.values(WORDS))
    expect(await packed(JSON.stringify(words))).toBeLessThan(12.2 * 1024);
});
