import { expect, test } from 'vitest';
import { isFewEmoji } from './few-emoji.ts';

test.each(['👍', '🎉🎉🎉', ' ❤️ ', '🧑🏽‍❤️‍💋‍🧑🏿', '🇩🇪 🇫🇷', '1️⃣2️⃣'])('%s is shown large', (words) => {
  expect(isFewEmoji(words)).toBe(true);
});

test.each(['', 'ok 👍', '1 2 3', '42', '👍 1', '#', '👍👍👍👍', '👍'.repeat(500), '©2026'])(
  '%s is shown as other texts are',
  (words) => {
    expect(isFewEmoji(words)).toBe(false);
  },
);
