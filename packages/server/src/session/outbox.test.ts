import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFrames } from '../testing/read-frames.ts';
import { ByteQueue } from '../ws/byte-queue.ts';
import { Block } from '../ws/bytes.ts';
import { HOLD_LIMITS, Outbox, OUTBOX_LIMITS } from './outbox.ts';

/** Bytes of a frame that are not its tail: at most these. */
const FRAME_BYTES = 24;

/** The rest of a JSON object whose frame is just so long, or some bytes shorter. */
function tail(name: number, bytes = 60): Block {
  const start = `,"name":${name},"fill":"`;
  return new Block(Buffer.from(`${start.padEnd(bytes - FRAME_BYTES - 2, '.')}"}`));
}

/** An outbox whose held messages are names, and whose frames go nowhere unless they are read. */
class Sink {
  readonly outbox: Outbox<number>;
  constructor(now = 0) {
    this.outbox = new Outbox<number>(now);
  }
  push(name: number, { bytes = 60, at = 0, isHeld = true } = {}): void {
    this.outbox.push(tail(name, bytes), at, isHeld ? name : undefined);
    this.outbox.skip();
  }
  /** What came back: names, each checked against the frame that it came with. */
  acknowledge(seq: number): number[] {
    const names: number[] = [];
    this.outbox.acknowledge(seq, (name, block, end) => {
      names.push(name);
      const frame = block.bytes.toString('latin1', 0, end);
      expect(frame.slice(frame.lastIndexOf('{'))).toContain(`"name":${name},`);
    });
    return names;
  }
  /** What a client would read, as `[number, name]`. */
  replay(now = 0): [number, number][] {
    this.outbox.rewind(now);
    return this.read();
  }
  read(): [number, number][] {
    const queue = new ByteQueue();
    const { unsent } = this.outbox;
    this.outbox.writeUnsent(queue);
    expect(queue.size).toBe(unsent);
    return readFrames(queue.block.bytes.toString('latin1', queue.start, queue.end)).map((frame) => {
      if (frame.kind !== 'text') throw new Error('no text');
      const { seq, name } = JSON.parse(frame.text) as { seq: number; name: number };
      return [seq, name];
    });
  }
  held(): number[] {
    const names: number[] = [];
    this.outbox.visit((name) => names.push(name) > 0);
    return names;
  }
}

test('[S2] numbers count from 1, and an acknowledgement is cumulative', () => {
  const sink = new Sink();
  for (const name of [7, 8, 9]) sink.push(name);
  expect(sink.acknowledge(2)).toEqual([7, 8]);
  expect(sink.replay()).toEqual([[3, 9]]);
  expect(sink.acknowledge(2)).toEqual([]);
  expect(sink.acknowledge(3)).toEqual([9]);
  sink.push(10);
  expect(sink.replay()).toEqual([[4, 10]]);
});

test('[S2] acknowledging what was never sent changes nothing', () => {
  const sink = new Sink();
  sink.push(1);
  expect(sink.acknowledge(2)).toEqual([]);
  expect(sink.outbox.canReplayFrom(2)).toBe(false);
  expect(sink.outbox.canReplayFrom(0)).toBe(true);
});

test('[S2] each message is sent once, and once more after a rewind', () => {
  const sink = new Sink();
  for (const name of [1, 2]) sink.outbox.push(tail(name), 0);
  expect(sink.read()).toEqual([
    [1, 1],
    [2, 2],
  ]);
  expect(sink.read()).toEqual([]);
  sink.outbox.push(tail(3), 0);
  expect(sink.read()).toEqual([[3, 3]]);
  sink.acknowledge(1);
  expect(sink.replay()).toEqual([
    [2, 2],
    [3, 3],
  ]);
});

test('[S5] over 1,000 frames the oldest goes, a resume from before it is refused, what is held stays', () => {
  const sink = new Sink();
  for (let i = 1; i <= OUTBOX_LIMITS.frames + 1; i += 1) sink.push(i);
  expect(sink.outbox.canReplayFrom(0)).toBe(false);
  expect(sink.outbox.canReplayFrom(1)).toBe(true);
  expect(sink.replay()).toHaveLength(OUTBOX_LIMITS.frames);
  expect(sink.acknowledge(2)).toEqual([1, 2]);
});

test('[S5] over 256 KiB too', () => {
  const sink = new Sink();
  for (let i = 1; i <= 3; i += 1) sink.push(i, { bytes: OUTBOX_LIMITS.bytes / 2, isHeld: false });
  expect([sink.outbox.canReplayFrom(0), sink.outbox.canReplayFrom(1)]).toEqual([false, true]);
});

test('[S5] what has not been sent is never given up', () => {
  const sink = new Sink();
  for (let i = 1; i <= OUTBOX_LIMITS.frames + 9; i += 1) sink.outbox.push(tail(i), 0);
  expect(sink.read()).toHaveLength(OUTBOX_LIMITS.frames + 9);
  expect([sink.outbox.canReplayFrom(8), sink.outbox.canReplayFrom(9)]).toEqual([false, true]);
});

test('[I16] an outbox full of texts says so, in frames and in bytes', () => {
  const many = new Sink();
  for (let i = 0; i < HOLD_LIMITS.frames; i += 1) {
    expect(many.outbox.full).toBe(false);
    many.push(i);
  }
  expect(many.outbox.full).toBe(true);
  const large = new Sink();
  for (let i = 0; i < 4; i += 1) {
    expect(large.outbox.full).toBe(false);
    large.push(i, { bytes: HOLD_LIMITS.bytes / 4 + FRAME_BYTES });
  }
  expect(large.outbox.full).toBe(true);
  large.acknowledge(1);
  expect(large.outbox.full).toBe(false);
});

test('[I16] what nobody answers for does not pile up behind what is held', () => {
  const sink = new Sink();
  sink.push(1);
  for (let i = 2; i <= 400; i += 1) sink.push(i, { bytes: 30_000, isHeld: false });
  expect(sink.outbox.bytes).toBeLessThan(OUTBOX_LIMITS.bytes + HOLD_LIMITS.bytes + 30_000);
  const last = sink.replay().at(-1);
  expect(last).toEqual([400, 400]);
  expect(sink.acknowledge(400)).toEqual([1]);
});

test('[S14] the oldest is as old as itself, but no older than the session or its replay', () => {
  const sink = new Sink(3);
  expect(sink.outbox.oldest()).toBe(undefined);
  sink.push(1, { at: 1 });
  sink.push(2, { at: 9, isHeld: false });
  expect(sink.outbox.oldest()).toBe(3);
  sink.acknowledge(1);
  expect(sink.outbox.oldest()).toBe(9);
  expect(sink.replay(30)).toEqual([[2, 2]]);
  expect(sink.outbox.oldest()).toBe(30);
});

type Command = { push: { bytes: number; isHeld: boolean } } | { acknowledge: number } | { resume: number };
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      push: fc.record({ bytes: fc.integer({ min: 60, max: 40_000 }), isHeld: fc.boolean() }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ acknowledge: fc.nat(80) }) },
  { weight: 2, arbitrary: fc.record({ resume: fc.nat(80) }) },
);

test('[I3] against a list that keeps everything: a replay is complete or refused, and nothing held is lost', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 80 }), (commands) => {
      const sink = new Sink();
      const all: { isHeld: boolean }[] = [];
      const returned: number[] = [];
      let acknowledged = 0;
      for (const command of commands) {
        if ('push' in command) {
          all.push(command.push);
          sink.push(all.length, command.push);
        } else if ('acknowledge' in command) {
          returned.push(...sink.acknowledge(command.acknowledge));
          if (command.acknowledge <= all.length) acknowledged = Math.max(acknowledged, command.acknowledge);
        } else if (sink.outbox.canReplayFrom(command.resume)) {
          expect(command.resume).toBeGreaterThanOrEqual(acknowledged);
          expect(command.resume).toBeLessThanOrEqual(all.length);
          returned.push(...sink.acknowledge(command.resume));
          acknowledged = command.resume;
          const rest = all.slice(acknowledged).map((_, index) => acknowledged + index + 1);
          expect(sink.replay()).toEqual(rest.map((seq) => [seq, seq]));
        }
        sink.outbox.rewind(0);
        expect(sink.outbox.unsent).toBeLessThanOrEqual(OUTBOX_LIMITS.bytes);
        const holding = all.flatMap(({ isHeld }, index) =>
          isHeld && index >= acknowledged ? [index + 1] : [],
        );
        expect(sink.held()).toEqual(holding);
      }
      sink.outbox.abandon((name) => returned.push(name));
      expect(returned).toEqual(all.flatMap(({ isHeld }, index) => (isHeld ? [index + 1] : [])));
    }),
    { numRuns: 200 },
  );
});

test('[I3] long lives: numbers and texts stay together over thousands of messages', () => {
  const sink = new Sink();
  const returned: number[] = [];
  for (let i = 1; i <= 5_000; i += 1) {
    sink.push(i, { isHeld: i % 3 !== 0 });
    if (i % 7 === 0) returned.push(...sink.acknowledge(i - (i % 100)));
    if (i % 500 === 0) expect(sink.replay().every(([seq, name]) => seq === name)).toBe(true);
  }
  sink.outbox.abandon((name) => returned.push(name));
  expect(returned).toEqual(Array.from({ length: 5_000 }, (_, i) => i + 1).filter((i) => i % 3 !== 0));
});
