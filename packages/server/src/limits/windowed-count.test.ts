import { expect, test } from 'vitest';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createWindowedCount } from './windowed-count.ts';

test('counts by key up to a limit, and anew when the time since the first is over', () => {
  const clock = createVirtualClock();
  const count = createWindowedCount<string>({ clock, limit: 10, ms: 1_000 });
  expect(count.take('a', 7)).toBe(true);
  clock.advance(900);
  expect(count.take('a', 4)).toBe(false);
  expect(count.take('a', 3)).toBe(true);
  expect(count.left('a')).toBe(0);
  expect(count.take('b', 10)).toBe(true);
  clock.advance(100);
  expect(count.left('a')).toBe(10);
  expect(count.left('b')).toBe(0);
  clock.advance(1_000);
  expect(clock.pending).toBe(0);
});
