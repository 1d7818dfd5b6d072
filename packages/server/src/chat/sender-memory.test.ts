import type { UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { LastTexts, REMEMBERED, SenderMemory } from './sender-memory.ts';

test('[T2] at least the last 512 texts of a sender are known, and not twice as many', () => {
  const texts = new LastTexts();
  for (let sent = 1; sent <= 5 * REMEMBERED; sent += 1) {
    texts.add(sent, sent, sent * 10);
    if (sent % 97 !== 0) continue;
    for (let back = 0; back < Math.min(sent, REMEMBERED); back += 1) {
      expect(texts.find(sent - back)).toEqual({ body: sent - back, place: (sent - back) * 10 });
    }
    expect(texts.find(sent - 2 * REMEMBERED)).toBe(undefined);
  }
});

test('[T2] a text that was removed is unknown, and known anew, in the older table too', () => {
  const texts = new LastTexts();
  for (let sent = 1; sent <= REMEMBERED + 10; sent += 1) texts.add(sent, sent, sent);
  for (const id of [4, REMEMBERED + 4]) {
    texts.remove(id);
    expect(texts.find(id)).toBe(undefined);
    texts.add(id, 1, 9_999);
    expect(texts.find(id)).toEqual({ body: 1, place: 9_999 });
  }
});

test('[T2] senders who leave are remembered for their return; the longest gone are forgotten first', () => {
  const memory = new SenderMemory();
  const fill = (user: UserId): void => {
    for (let id = 1; id <= REMEMBERED; id += 1) memory.of(user).add(id, id, id);
    memory.absent(user);
  };
  const isKnown = (user: UserId): boolean => memory.of(user).find(1) !== undefined;
  const senders = Array.from({ length: 500 }, (_, index) => `user${index}` as UserId);
  for (const user of senders) fill(user);
  const known = senders.filter(isKnown);
  expect(known).toEqual(senders.slice(-known.length));
  expect(known.length * REMEMBERED).toBeGreaterThan(190_000);
  expect(known.length * REMEMBERED).toBeLessThanOrEqual(200_000);
  // Who is back can't be forgotten by others going.
  const [back] = known;
  if (back === undefined) throw new Error('nobody is known');
  memory.present(back);
  for (let i = 0; i < 500; i += 1) fill(`more${i}` as UserId);
  expect(isKnown(back)).toBe(true);
  expect(isKnown(known[1] ?? back)).toBe(false);
});
