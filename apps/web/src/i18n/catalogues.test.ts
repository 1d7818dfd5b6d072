import { describe, expect, test } from 'vitest';
import { ALL_LANGUAGES } from '@parley/languages';
import { LOADERS } from './strings.ts';

type Words = Record<string, unknown>;

/** What is the same in more than one language: names, and what has no words in it. */
const SAME = new RegExp(
  `^(?:${[
    'product',
    'signIn\\.server',
    'connection\\.offline',
    'people\\.(?:on|off)line',
    'stage\\.keys\\.names\\.\\w+',
    'call\\.(?:short\\.)?chat',
    'status\\.(?:seen\\.available|sections\\.general|tones\\.marimba)',
  ].join('|')})$`,
);

async function wordsOf(language: (typeof ALL_LANGUAGES)[number]): Promise<Words> {
  const { entrance, app } = LOADERS[language];
  return { ...(await entrance()), ...(await app()) };
}

/** Each word by its path, with what it is. */
function pathsOf(words: Words, before = ''): Map<string, unknown> {
  const all = new Map<string, unknown>();
  for (const [key, value] of Object.entries(words)) {
    const path = before === '' ? key : `${before}.${key}`;
    if (typeof value === 'object' && value !== null)
      for (const [inner, word] of pathsOf(value as Words, path)) all.set(inner, word);
    else all.set(path, value);
  }
  return all;
}

const kindOf = (word: unknown): string =>
  typeof word === 'function' ? `function of ${word.length}` : typeof word;

describe.each(ALL_LANGUAGES.filter((language) => language !== 'en'))('%s', (language) => {
  test('has every word that English has, of the same kind, and no other', async () => {
    const [english, words] = [pathsOf(await wordsOf('en')), pathsOf(await wordsOf(language))];
    expect([...words.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    for (const [path, word] of english)
      expect(`${path} ${kindOf(words.get(path))}`).toBe(`${path} ${kindOf(word)}`);
  });

  test('has words of its own, none of them empty', async () => {
    const [english, words] = [pathsOf(await wordsOf('en')), pathsOf(await wordsOf(language))];
    const left = [...words].filter(([path, word]) => {
      if (typeof word !== 'string') return false;
      return word.trim() === '' || (word === english.get(path) && /\p{L}{3}/u.test(word) && !SAME.test(path));
    });
    expect(left).toEqual([]);
  });

  test('counts by all the rules that the language has', async () => {
    const { rules } = (await import(`./${language}/formats.ts`)) as { rules: readonly string[] };
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    expect([...rules, 'other'].toSorted()).toEqual(pluralCategories.toSorted());
  });
});
