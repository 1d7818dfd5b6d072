import { expect, test } from 'vitest';
import type { Text, TextId, UserId } from '@parley/client';
import type { CallOutcome } from '../../i18n/facts.ts';
import type { Note } from '../timeline.ts';
import { merged, withCalls, withPage } from './kept-entry.ts';

const BOB = 'bob' as UserId;
const text = (id: string, at: number, name: Text['state']['name'] = 'received'): Text =>
  ({ id: id as TextId, with: BOB, from: BOB, text: id, at, state: { name } }) as Text;
const ids = (texts: readonly Text[]): string => texts.map(({ id }) => id).join('');

test.each([
  ['nothing of before', [], [text('a', 1)], 'a'],
  ['nothing here', [text('a', 1)], [], 'a'],
  ['before and here', [text('a', 1), text('b', 2)], [text('c', 3)], 'abc'],
  ['in between', [text('b', 2), text('d', 4)], [text('a', 1), text('c', 3)], 'abcd'],
  ['the same ones', [text('a', 1), text('b', 2)], [text('b', 2), text('c', 3)], 'abc'],
  ['the same moment', [text('a', 1), text('b', 1)], [text('c', 1)], 'abc'],
  ['kept after what is here', [text('b', 2)], [text('a', 1)], 'ab'],
  [
    'kept by a clock before this one',
    [text('a', 9)],
    [text('b', 2, 'sending'), text('c', 2, 'sending')],
    'abc',
  ],
])('%s', (_, earlier, here, all) => {
  expect(ids(merged(earlier, here))).toBe(all);
});

test('what this page knows of a text holds', () => {
  const own = text('a', 1, 'delivered');
  expect(merged([text('a', 1, 'sent')], [own])).toEqual([own]);
});

test('pages add up from the newest to the oldest, with nothing twice', () => {
  const page = (...texts: Text[]) => texts.map((text) => ({ kind: 'text' as const, text }));
  const first = withPage([], page(text('c', 3), text('d', 4)));
  const second = withPage(first, page(text('a', 1), text('b', 2), text('c', 3)));
  expect(ids(second)).toBe('abcd');
});

test('calls of before stand where they were, once, and what came before all texts stays at its time', () => {
  const outcome = { reason: 'hung-up' } as CallOutcome;
  const call = (at: number) => ({ kind: 'call' as const, at, outcome });
  const texts = [text('a', 10), text('b', 20)];
  const notes: Note[] = [
    { id: 1, at: 25, after: undefined, kind: { name: 'came-online' } },
    { id: 2, at: 30, after: 'b' as TextId, kind: { name: 'call', outcome } },
  ];
  const all = withCalls(notes, texts, [call(5), call(15), call(30)]);
  expect(all.map(({ at, after }) => [at, after])).toEqual([
    [5, undefined],
    [15, 'a'],
    [25, 'b'],
    [30, 'b'],
  ]);
});
