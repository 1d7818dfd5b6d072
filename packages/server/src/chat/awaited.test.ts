import type { UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { OUTBOX_LIMITS } from '../session/outbox.ts';
import { Block } from '../ws/bytes.ts';
import { Awaited } from './awaited.ts';
import type { HeldText } from './held-text.ts';

const [bob, carol] = ['bob', 'carol'] as UserId[] as [UserId, UserId];
const heldFor = (to: UserId): HeldText => ({
  from: 'alice' as UserId,
  to,
  at: 0,
  keptAt: 0,
  idLength: 1,
  length: 1,
  tailLength: 1,
  waiting: 0,
  seen: false,
  fate: 'held',
  settled: undefined,
});
const message = (text: string): Block => new Block(Buffer.from(text));

test('[T4] texts wait in order and are handed over once', () => {
  const awaited = new Awaited(() => true);
  const shared = message('first');
  awaited.add(heldFor(bob), shared);
  // The message that was written is used for the next one.
  shared.bytes.write('XXXXX');
  awaited.add(heldFor(carol), message('other'));
  awaited.add(heldFor(bob), message('second'));
  const taken = awaited.take(bob).map(({ tail }) => tail.bytes.toString());
  expect(taken).toEqual(['first', 'second']);
  expect([awaited.take(bob), awaited.of(bob)]).toEqual([[], []]);
  expect(awaited.rest().map(({ text }) => text.to)).toEqual([carol]);
});

test('[T4] there is room for those only who may return and have not come', () => {
  const awaited = new Awaited((user) => user === bob);
  expect([awaited.hasRoomFor(bob), awaited.hasRoomFor(carol)]).toEqual([true, false]);
  awaited.came(bob);
  expect(awaited.hasRoomFor(bob)).toBe(false);
});

test('[T5] there is so much room for each, and for all together', () => {
  const awaited = new Awaited(() => true, { frames: OUTBOX_LIMITS.frames + 2, bytes: 1e9 });
  for (let i = 0; i < OUTBOX_LIMITS.frames; i += 1) awaited.add(heldFor(bob), message('m'));
  expect([awaited.hasRoomFor(bob), awaited.hasRoomFor(carol)]).toEqual([false, true]);
  awaited.add(heldFor(carol), message('m'));
  awaited.add(heldFor(carol), message('m'));
  expect(awaited.hasRoomFor(carol)).toBe(false);
  awaited.take(bob);
  expect(awaited.hasRoomFor(carol)).toBe(true);
  const byBytes = new Awaited(() => true, { frames: 1e9, bytes: 3 });
  byBytes.add(heldFor(bob), message('mmm'));
  expect([byBytes.hasRoomFor(bob), byBytes.hasRoomFor(carol)]).toEqual([false, false]);
});
