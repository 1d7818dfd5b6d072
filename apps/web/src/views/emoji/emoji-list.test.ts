import { expect, test } from 'vitest';
import { readAct } from '@parley/client';
import { EMOJI, LANDS } from './emoji-data.ts';
import { emojiOf, GROUPS, inTone, matching, type OneEmoji } from './emoji-list.ts';

const all: readonly OneEmoji[] = GROUPS.flatMap((group) => emojiOf(group, 'en'));
const found = (query: string): string[] => matching(all, query).map(({ emoji }) => emoji);

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
  const of = (emoji: string): OneEmoji => ({ emoji, hasTones: true, words: '' });
  expect(inTone(of('👍'), 3)).toBe('👍🏽');
  expect(inTone(of('✌️'), 1)).toBe('✌🏻');
  expect(inTone(of('👍'), 0)).toBe('👍');
  expect(inTone({ ...of('🍕'), hasTones: false }, 3)).toBe('🍕');
});

test('they are found by the beginnings of words, without case and accents', () => {
  expect(found('THUMBS')).toEqual(['👍', '👎']);
  expect(found('red he')).toContain('❤️');
  expect(found('rofl')).toEqual(['🤣']);
  expect(found('🍕')).toEqual(['🍕']);
  expect(found('xyzzy')).toEqual([]);
  expect(matching(emojiOf('symbols', 'de'), 'österr').map(({ emoji }) => emoji)).toEqual(['🇦🇹']);
});

test('the data stays small', async () => {
  const data = new Blob([JSON.stringify(EMOJI), LANDS]).stream().pipeThrough(new CompressionStream('gzip'));
  expect((await new Response(data).arrayBuffer()).byteLength).toBeLessThan(10 * 1024);
});
