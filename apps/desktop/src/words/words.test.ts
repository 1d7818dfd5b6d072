import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ALL_LANGUAGES } from '@parley/languages';
import { WORDS } from './words.ts';

/** Each word by its path, said with the same names and numbers. */
function said(words: object, before = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, word] of Object.entries(words)) {
    const path = `${before}${key}`;
    if (typeof word === 'string') all.set(path, word);
    else if (typeof word === 'function')
      all.set(path, (word as (...args: unknown[]) => string)('ONE', 'TWO', 'THREE'));
    else for (const [inner, text] of said(word as object, `${path}.`)) all.set(inner, text);
  }
  return all;
}

/** What is the same in more than one language. */
const SAME = /^(?:notice\.ok|tray\.presence\.online|setup\.server)$/;

describe.each(ALL_LANGUAGES.filter((language) => language !== 'en'))('%s', (language) => {
  const [english, own] = [said(WORDS.en), said(WORDS[language])];

  test('has words of its own for all that English says, and names what English names', () => {
    expect([...own.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    for (const [path, word] of english) {
      const text = own.get(path) ?? '';
      expect(text.trim(), path).not.toBe('');
      if (!SAME.test(path)) expect(text, path).not.toBe(word);
      for (const name of ['ONE', 'TWO', 'THREE', '--quit', 'https://192.168.1.5:8443'])
        expect([path, name, text.includes(name)]).toEqual([path, name, word.includes(name)]);
    }
  });
});

test('Arabic counts what is unread in its six forms', () => {
  const forms = [0, 1, 2, 3, 11, 100].map((count) => WORDS.ar.tray.unread(count));
  expect(new Set(forms.map((form) => form.replace(/\d+/, 'n'))).size).toBe(5); // “many” and “hundred” are written alike.
  expect(forms[3]).toContain('3 رسائل');
});

test.each(['setup', 'picker'] as const)('each word of the page %s is there', (page) => {
  const html = readFileSync(new URL(`../pages/${page}.html`, import.meta.url), 'utf8');
  const names = [...html.matchAll(/data-word="([^"]*)"/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(Reflect.get(WORDS.en[page], name ?? ''), name).toBeTypeOf('string');
  // Nothing is left to be read in English alone.
  const body = html.slice(html.indexOf('<body>')).replaceAll(/<[^>]*>/g, ' ');
  expect(body.replaceAll('Parley', '').trim()).toBe('');
  // Sides are said by the direction of the language.
  expect(html).not.toMatch(
    /(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)|\b(?:left|right):/,
  );
});
