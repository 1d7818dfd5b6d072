import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { createAcknowledger } from './acknowledger.ts';

function setUp(hidden = false) {
  const time = createVirtualTime();
  const acks: { seq: number; at: number }[] = [];
  const platform = { ...time, hidden: () => hidden };
  const acknowledger = createAcknowledger({
    platform,
    seq: 0,
    send: (seq) => acks.push({ seq, at: time.now() }),
  });
  return { time, acks, acknowledger };
}

test('[S3] the first message is acknowledged at once', () => {
  const { acks, acknowledger, time } = setUp();
  acknowledger.received(1);
  expect(acks).toEqual([{ seq: 1, at: time.now() }]);
});

test('[S3] what follows closely is acknowledged together, 250 ms or 16 messages late', () => {
  const { acks, acknowledger, time } = setUp();
  acknowledger.received(1);
  acknowledger.received(2);
  acknowledger.received(3);
  expect(acks).toHaveLength(1);
  time.advance(250);
  expect(acks.at(-1)?.seq).toBe(3);
  for (let seq = 4; seq <= 20; seq += 1) acknowledger.received(seq);
  expect(acks.at(-1)?.seq).toBe(19);
});

test('[S3] a hidden page, whose timers sleep, acknowledges everything at once', () => {
  const { acks, acknowledger } = setUp(true);
  for (let seq = 1; seq <= 5; seq += 1) acknowledger.received(seq);
  expect(acks.map((ack) => ack.seq)).toEqual([1, 2, 3, 4, 5]);
});

test('[S4] a message that is replayed though it was seen is dropped', () => {
  const { acknowledger } = setUp();
  expect(acknowledger.received(1)).toBe(true);
  expect(acknowledger.received(1)).toBe(false);
  expect(acknowledger.received(2)).toBe(true);
});

test('[S3] nothing stays unacknowledged for longer than 250 ms, and nothing is acknowledged twice', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 100 }), (gaps) => {
      const { time, acks, acknowledger } = setUp();
      const arrivals: number[] = [];
      for (const gap of gaps) {
        time.advance(gap);
        arrivals.push(time.now());
        acknowledger.received(arrivals.length);
      }
      time.advance(250);
      expect(acks.at(-1)?.seq ?? 0).toBe(arrivals.length);
      for (const [index, at] of arrivals.entries()) {
        const covering = acks.find((ack) => ack.seq >= index + 1);
        expect((covering?.at ?? Infinity) - at).toBeLessThanOrEqual(250);
      }
      expect(new Set(acks.map((ack) => ack.seq)).size).toBe(acks.length);
    }),
  );
});
