import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFrames } from '../testing/read-frames.ts';
import type { Frame } from '../ws/frame.ts';
import { HOLD_LIMITS, Outbox, OUTBOX_LIMITS, type Held, type Notice } from './outbox.ts';
import { tailOfJson } from './tail.ts';

interface Named extends Held {
  readonly name: number;
}
const held = (name: number, bytes = 30, at = 0): Named => ({
  isHeld: true,
  name,
  at,
  tail: tail(name, bytes),
});
const notice = (name: number, bytes = 30, at = 0): Notice => ({ isHeld: false, at, tail: tail(name, bytes) });

/** The rest of a JSON object that is just so long. */
function tail(name: number, bytes: number) {
  const start = `"name":${name},"fill":"`;
  return tailOfJson(`${start.padEnd(bytes - 2, '.')}"}`);
}
/** What a client would read, as `[number, name]`. */
function read(frames: Iterable<Frame>): [number, number][] {
  return [...frames].map((frame) => {
    const [first] = readFrames(frame);
    if (first?.kind !== 'text') throw new Error('no text');
    const { seq, name } = JSON.parse(first.text) as { seq: number; name: number };
    return [seq, name];
  });
}
const names = (list: Named[]): number[] => list.map(({ name }) => name);

test('[S2] numbers count from 1, and an acknowledgement is cumulative', () => {
  const outbox = new Outbox<Named>(0);
  expect([7, 8, 9].map((name) => outbox.push(held(name)))).toEqual([1, 2, 3]);
  expect(names(outbox.acknowledge(2))).toEqual([7, 8]);
  expect(read(outbox.replay(0))).toEqual([[3, 9]]);
  expect(outbox.acknowledge(2)).toEqual([]);
  expect(names(outbox.acknowledge(3))).toEqual([9]);
  expect(outbox.push(held(10))).toBe(4);
  expect(read(outbox.replay(0))).toEqual([[4, 10]]);
});

test('[S2] acknowledging what was never sent changes nothing', () => {
  const outbox = new Outbox<Named>(0);
  outbox.push(held(1));
  expect(outbox.acknowledge(2)).toEqual([]);
  expect(outbox.canReplayFrom(2)).toBe(false);
  expect(outbox.canReplayFrom(0)).toBe(true);
});

test('[S5] over 1,000 frames the oldest goes, a resume from before it is refused, what is held stays', () => {
  const outbox = new Outbox<Named>(0);
  for (let i = 1; i <= OUTBOX_LIMITS.frames + 1; i += 1) outbox.push(held(i));
  expect(outbox.canReplayFrom(0)).toBe(false);
  expect(outbox.canReplayFrom(1)).toBe(true);
  expect(read(outbox.replay(0))).toHaveLength(OUTBOX_LIMITS.frames);
  expect(names(outbox.acknowledge(2))).toEqual([1, 2]);
});

test('[S5] over 256 KiB too', () => {
  const outbox = new Outbox<Named>(0);
  for (let i = 1; i <= 3; i += 1) outbox.push(notice(i, OUTBOX_LIMITS.bytes / 2));
  expect([outbox.canReplayFrom(0), outbox.canReplayFrom(1)]).toEqual([false, true]);
});

test('[I16] an outbox full of texts says so, in frames and in bytes', () => {
  const many = new Outbox<Named>(0);
  for (let i = 0; i < HOLD_LIMITS.frames; i += 1) {
    expect(many.full).toBe(false);
    many.push(held(i));
  }
  expect(many.full).toBe(true);
  const large = new Outbox<Named>(0);
  for (let i = 0; i < 4; i += 1) {
    expect(large.full).toBe(false);
    large.push(held(i, HOLD_LIMITS.bytes / 4));
  }
  expect(large.full).toBe(true);
  large.acknowledge(1);
  expect(large.full).toBe(false);
});

test('[S14] the oldest is as old as itself, but no older than the session or its replay', () => {
  const outbox = new Outbox<Named>(3);
  expect(outbox.oldest()).toBe(undefined);
  outbox.push(held(1, 30, 1));
  outbox.push(notice(2, 30, 9));
  expect(outbox.oldest()).toBe(3);
  outbox.acknowledge(1);
  expect(outbox.oldest()).toBe(9);
  expect(read(outbox.replay(30))).toEqual([[2, 2]]);
  expect(outbox.oldest()).toBe(30);
});

type Command = { push: { bytes: number; isHeld: boolean } } | { acknowledge: number } | { resume: number };
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      push: fc.record({ bytes: fc.integer({ min: 30, max: 40_000 }), isHeld: fc.boolean() }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ acknowledge: fc.nat(80) }) },
  { weight: 2, arbitrary: fc.record({ resume: fc.nat(80) }) },
);

test('[I3] against a list that keeps everything: a replay is complete or refused, and nothing held is lost', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 80 }), (commands) => {
      const outbox = new Outbox<Named>(0);
      const all: (Named | Notice)[] = [];
      const returned: number[] = [];
      let acknowledged = 0;
      for (const command of commands) {
        if ('push' in command) {
          const { bytes, isHeld } = command.push;
          const message = isHeld ? held(all.length + 1, bytes) : notice(all.length + 1, bytes);
          all.push(message);
          expect(outbox.push(message)).toBe(all.length);
        } else if ('acknowledge' in command) {
          returned.push(...names(outbox.acknowledge(command.acknowledge)));
          if (command.acknowledge <= all.length) acknowledged = Math.max(acknowledged, command.acknowledge);
        } else if (outbox.canReplayFrom(command.resume)) {
          expect(command.resume).toBeGreaterThanOrEqual(acknowledged);
          expect(command.resume).toBeLessThanOrEqual(all.length);
          returned.push(...names(outbox.acknowledge(command.resume)));
          acknowledged = command.resume;
          const rest = all.slice(acknowledged).map((_, index) => acknowledged + index + 1);
          expect(read(outbox.replay(0))).toEqual(rest.map((seq) => [seq, seq]));
        }
        const kept = [...outbox.replay(0)].reduce((sum, { length }) => sum + length, 0);
        expect(kept).toBeLessThanOrEqual(OUTBOX_LIMITS.bytes + 80 * 24);
        const holding = all.flatMap(({ isHeld }, index) =>
          isHeld && index >= acknowledged ? [index + 1] : [],
        );
        expect(names([...outbox.held()])).toEqual(holding);
      }
      returned.push(...names(outbox.abandon()));
      expect(returned).toEqual(all.flatMap(({ isHeld }, index) => (isHeld ? [index + 1] : [])));
    }),
    { numRuns: 200 },
  );
});

test('[I3] long lives: numbers and texts stay together over thousands of messages', () => {
  const outbox = new Outbox<Named>(0);
  const returned: number[] = [];
  for (let i = 1; i <= 5_000; i += 1) {
    expect(outbox.push(i % 3 === 0 ? notice(i) : held(i))).toBe(i);
    if (i % 7 === 0) returned.push(...names(outbox.acknowledge(i - (i % 100))));
    if (i % 500 === 0) expect(read(outbox.replay(0)).every(([seq, name]) => seq === name)).toBe(true);
  }
  returned.push(...names(outbox.abandon()));
  expect(returned).toEqual(Array.from({ length: 5_000 }, (_, i) => i + 1).filter((i) => i % 3 !== 0));
});
