import { expect, test } from 'vitest';
import { keepEmoji } from './kept-emoji.ts';

function storage(kept?: string) {
  const written: string[] = [];
  return {
    written,
    getItem: () => written.at(-1) ?? kept ?? null,
    setItem: (_: string, value: string) => void written.push(value),
  };
}

test('what was used last comes first, once, and is there the next time', () => {
  const disk = storage();
  const kept = keepEmoji(disk);
  for (const emoji of ['👍', '🎉', '👍']) kept.used(emoji);
  kept.choose(3);
  expect(kept.recent.value).toEqual(['👍', '🎉']);
  const next = keepEmoji(disk);
  expect([next.recent.value, next.tone.value]).toEqual([['👍', '🎉'], 3]);
  for (let n = 0; n < 100; n += 1) next.used(`${n}`);
  expect(next.recent.value).toHaveLength(24);
});

test.each(['{', '[]', 'null', '{"recent":7,"tone":9}', '{"recent":[1,"","👍"],"tone":"2"}'])(
  'of what was written otherwise (%s) only what fits is taken',
  (text) => {
    const { recent, tone } = keepEmoji(storage(text));
    expect(recent.value.every((emoji) => emoji === '👍')).toBe(true);
    expect(tone.value).toBe(0);
  },
);

test('where nothing may be kept it still holds while the page is open', () => {
  const forbidden = {
    getItem: () => {
      throw new Error('forbidden');
    },
    setItem: () => {
      throw new Error('forbidden');
    },
  };
  for (const disk of [forbidden, undefined]) {
    const kept = keepEmoji(disk);
    kept.used('👍');
    expect(kept.recent.value).toEqual(['👍']);
  }
});
