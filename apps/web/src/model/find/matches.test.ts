import { expect, test } from 'vitest';
import type { TextId } from '@parley/client';
import { matchesIn } from './matches.ts';

const id = (n: number): TextId => `text-${n}` as TextId;
/** What is found, as it is written in the text. */
function found(words: string, query: string): string[] {
  return matchesIn([{ id: id(1), words }], query).map(({ start, end }) => words.slice(start, end));
}

test.each([
  ['case', 'Hello there, HELLO', 'hello', ['Hello', 'HELLO']],
  ['accents in the text', 'Über den Café-Tisch', 'uber den cafe', ['Über den Café']],
  ['accents in the query', 'uber', 'Über', ['uber']],
  ['accents of their own', 'Cafe\u0301 noir', 'café n', ['Cafe\u0301 n']],
  ['a trailing accent of its own', 'Cafe\u0301', 'cafe', ['Cafe\u0301']],
  ['sharp s', 'Die Straße', 'strasse', ['Straße']],
  ['ligatures', 'the o\ufb03ce', 'office', ['o\ufb03ce']],
  ['Chinese', '我们明天下午见面', '明天', ['明天']],
  ['full-width letters', 'ＰＡＲＬＥＹ', 'parley', ['ＰＡＲＬＥＹ']],
  ['Arabic vowels', 'مَرْحَبًا بك', 'مرحبا', ['مَرْحَبًا']],
  ['Arabic alefs', 'أحمد', 'احمد', ['أحمد']],
  ['Arabic writing made long', 'مرحـــبا', 'مرحبا', ['مرحـــبا']],
  ['emoji', 'well done 👍🏽!', '👍🏽', ['👍🏽']],
  ['line breaks', 'one\ntwo', 'one two', ['one\ntwo']],
  ['one after the other', 'aaaa', 'aa', ['aa', 'aa']],
  ['nothing', 'hello', 'bye', []],
  ['an empty query', 'hello', '  ', []],
  ['nothing but marks', 'hello', '\u0301', []],
])('%s', (_, words, query, all) => {
  expect(found(words, query)).toEqual(all);
});

test('all texts are looked through, in their order', () => {
  const texts = [
    { id: id(1), words: 'one two one' },
    { id: id(2), words: 'two' },
    { id: id(3), words: 'One' },
  ];
  expect(matchesIn(texts, 'one')).toEqual([
    { id: id(1), start: 0, end: 3 },
    { id: id(1), start: 8, end: 11 },
    { id: id(3), start: 0, end: 3 },
  ]);
});
