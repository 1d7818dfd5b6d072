import type { UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { REMEMBERED, SenderMemory } from './sender-memory.ts';

const alice = 'alice' as UserId;

test('[T2] at least the last 512 texts of a sender are known, and not twice as many', () => {
  const memory = new SenderMemory();
  for (let sent = 1; sent <= 5 * REMEMBERED; sent += 1) {
    memory.remember(alice, sent, sent, sent * 10);
    if (sent % 97 !== 0) continue;
    for (let back = 0; back < Math.min(sent, REMEMBERED); back += 1) {
      expect(memory.find(alice, sent - back)).toEqual({
        body: sent - back,
        place: (sent - back) * 10,
        delivered: false,
      });
    }
    expect(memory.find(alice, sent - 2 * REMEMBERED)).toBe(undefined);
  }
});

test('[T2] a delivered text is known as that, a failed one not at all and then anew, in the older table too', () => {
  const memory = new SenderMemory();
  for (let sent = 1; sent <= REMEMBERED + 10; sent += 1) memory.remember(alice, sent, sent, sent);
  for (const id of [3, REMEMBERED + 3]) {
    memory.delivered(alice, id);
    expect(memory.find(alice, id)).toMatchObject({ delivered: true });
    memory.forget(alice, id + 1);
    expect(memory.find(alice, id + 1)).toBe(undefined);
    memory.remember(alice, id + 1, 1, 9_999);
    expect(memory.find(alice, id + 1)).toMatchObject({ place: 9_999 });
  }
});

test('[T2] senders who leave are remembered for their return; the longest gone are forgotten first', () => {
  const memory = new SenderMemory();
  const senders = Array.from({ length: 500 }, (_, index) => `user${index}` as UserId);
  for (const user of senders) {
    for (let id = 1; id <= REMEMBERED; id += 1) memory.remember(user, id, id, id);
    memory.absent(user);
  }
  const known = senders.filter((user) => memory.find(user, 1) !== undefined);
  expect(known).toEqual(senders.slice(-known.length));
  expect(known.length * REMEMBERED).toBeGreaterThan(190_000);
  expect(known.length * REMEMBERED).toBeLessThanOrEqual(200_000);
  // Who is back can't be forgotten by others going.
  const [back] = known;
  if (!back) throw new Error('nobody is known');
  memory.present(back);
  for (let i = 0; i < 500; i += 1) {
    const user = `more${i}` as UserId;
    for (let id = 1; id <= REMEMBERED; id += 1) memory.remember(user, id, id, id);
    memory.absent(user);
  }
  expect(memory.find(back, 1)).toBeDefined();
});
