import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Frame } from '../ws/frame.ts';
import { HOLD_LIMITS, Outbox, OUTBOX_LIMITS } from './outbox.ts';

const frame = (text: string): Frame => text as Frame;

test('[S2] numbers count from 1, and an acknowledgement is cumulative', () => {
  const outbox = new Outbox<string>();
  for (const name of ['a', 'b', 'c']) outbox.push(frame(name), 0, name);
  expect(outbox.next).toBe(4);
  expect(outbox.acknowledge(2)).toEqual(['a', 'b']);
  expect([...outbox.replay(0)]).toEqual(['c']);
  expect(outbox.acknowledge(2)).toEqual([]);
});

test('[S2] acknowledging what was never sent changes nothing', () => {
  const outbox = new Outbox<string>();
  outbox.push(frame('a'), 0, 'a');
  expect(outbox.acknowledge(2)).toEqual([]);
  expect(outbox.canReplayFrom(2)).toBe(false);
  expect(outbox.canReplayFrom(0)).toBe(true);
});

test('[S5] over 1,000 frames the oldest goes, a resume from before it is refused, what it held stays', () => {
  const outbox = new Outbox<number>();
  for (let i = 1; i <= OUTBOX_LIMITS.frames + 1; i += 1) outbox.push(frame('x'), 0, i);
  expect(outbox.canReplayFrom(0)).toBe(false);
  expect(outbox.canReplayFrom(1)).toBe(true);
  expect([...outbox.replay(0)].length).toBe(OUTBOX_LIMITS.frames);
  expect(outbox.acknowledge(2)).toEqual([1, 2]);
});

test('[S5] over 256 KiB too', () => {
  const outbox = new Outbox<number>();
  const half = frame('x'.repeat(OUTBOX_LIMITS.bytes / 2));
  for (let i = 0; i < 3; i += 1) outbox.push(half, 0, undefined);
  expect([outbox.canReplayFrom(0), outbox.canReplayFrom(1)]).toEqual([false, true]);
});

test('[I16] an outbox full of texts says so, in frames and in bytes', () => {
  const many = new Outbox<number>();
  for (let i = 0; i < HOLD_LIMITS.frames; i += 1) {
    expect(many.full).toBe(false);
    many.push(frame('x'), 0, i);
  }
  expect(many.full).toBe(true);
  const large = new Outbox<number>();
  for (let i = 0; i < 4; i += 1) {
    expect(large.full).toBe(false);
    large.push(frame('x'.repeat(HOLD_LIMITS.bytes / 4)), 0, i);
  }
  expect(large.full).toBe(true);
  large.acknowledge(1);
  expect(large.full).toBe(false);
});

test('[S14] the oldest is as old as its push or its replay', () => {
  const outbox = new Outbox<string>();
  expect(outbox.oldest()).toBe(undefined);
  outbox.push(frame('a'), 5, undefined);
  outbox.push(frame('b'), 9, undefined);
  expect(outbox.oldest()).toBe(5);
  outbox.acknowledge(1);
  expect(outbox.oldest()).toBe(9);
  expect([...outbox.replay(30)]).toEqual(['b']);
  expect(outbox.oldest()).toBe(30);
});

type Command = { push: { bytes: number; holds: boolean } } | { acknowledge: number } | { resume: number };
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      push: fc.record({ bytes: fc.integer({ min: 1, max: 40_000 }), holds: fc.boolean() }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ acknowledge: fc.nat(80) }) },
  { weight: 2, arbitrary: fc.record({ resume: fc.nat(80) }) },
);

test('[I3] against a list that keeps everything: a replay is complete or refused, and nothing held is lost', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 80 }), (commands) => {
      const outbox = new Outbox<number>();
      const all: { frame: Frame; holds: boolean }[] = [];
      const returned: number[] = [];
      let acknowledged = 0;
      for (const command of commands) {
        if ('push' in command) {
          const text = frame(`${all.length + 1}:`.padEnd(command.push.bytes, '.'));
          all.push({ frame: text, holds: command.push.holds });
          expect(outbox.next).toBe(all.length);
          outbox.push(text, 0, command.push.holds ? all.length : undefined);
        } else if ('acknowledge' in command) {
          returned.push(...outbox.acknowledge(command.acknowledge));
          if (command.acknowledge <= all.length) acknowledged = Math.max(acknowledged, command.acknowledge);
        } else if (outbox.canReplayFrom(command.resume)) {
          expect(command.resume).toBeGreaterThanOrEqual(acknowledged);
          expect(command.resume).toBeLessThanOrEqual(all.length);
          returned.push(...outbox.acknowledge(command.resume));
          acknowledged = command.resume;
          expect([...outbox.replay(0)]).toEqual(all.slice(acknowledged).map(({ frame }) => frame));
        }
        const kept = [...outbox.replay(0)].reduce((sum, { length }) => sum + length, 0);
        expect(kept).toBeLessThanOrEqual(OUTBOX_LIMITS.bytes);
      }
      returned.push(...outbox.abandon());
      const holding = all.flatMap(({ holds }, index) => (holds ? [index + 1] : []));
      expect(returned).toEqual(holding);
    }),
    { numRuns: 300 },
  );
});
