// Both ends of a transfer over a way that a test cuts, holds up and opens twice: real machines, real bytes, virtual time.
import {
  decodeBlobFrame,
  encodeBlobFrame,
  LIMITS,
  mintBlobId,
  type BlobFrame,
  type UserId,
} from '@parley/protocol';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { BlobSource, Transfer } from '../api/blobs.ts';
import { createFakeRelay, type End } from '../testing/fake-relay.ts';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { IncomingHandle } from './incoming-handle.ts';
import { Incoming } from './incoming.ts';
import { receive, startInflow, wayOpened, type Fresh } from './inflow.ts';
import { Outgoing } from './outgoing.ts';
import { TransferHandle } from './transfer-handle.ts';
import type { RunOptions } from './transfer-run.ts';

const MIB = 1024 * 1024;
const [alice, bob] = ['alice', 'bob'] as UserId[] as [UserId, UserId];

function setUp(source: BlobSource, size?: number) {
  const time = createVirtualTime();
  const relay = createFakeRelay();
  const about = { id: mintBlobId(), name: '', type: '', size };
  const sent = new TransferHandle({ ...about, with: bob, direction: 'outgoing' });
  const got = new IncomingHandle({ ...about, with: alice });
  const optionsOf = (end: End, handle: TransferHandle): RunOptions => ({
    handle,
    platform: { after: time.after, random: () => 0.5, openBytes: () => relay.open(end) },
    url: 'ws://server/blob/ID',
    makeConnection() {
      throw new Error('no connections here');
    },
    direct: () => false,
    // What the server would do with it: an accept binds both, an end is told to both.
    say(message) {
      if (message.t === 'blob.accept') for (const run of [outgoing, incoming]) run.accepted('key', false);
      if (message.t === 'blob.end') for (const run of [outgoing, incoming]) run.ended(message.code);
      return true;
    },
  });
  const outgoing: Outgoing = new Outgoing(optionsOf('sender', sent), source);
  const incoming: Incoming = new Incoming(optionsOf('receiver', got));
  sent.carryBy(Promise.resolve(outgoing));
  got.receiveBy(incoming);
  outgoing.say();
  /** Lets everything that can happen by itself happen. */
  const settle = async (isOver = () => false): Promise<void> => {
    for (let round = 0; round < 5_000 && !isOver(); round += 1) {
      for (const end of ['sender', 'receiver'] as const) relay.deliver(end);
      await turn();
      time.advance(round % 10 === 0 ? 300 : 0);
    }
  };
  return { time, relay, sent, got, settle };
}

/** Everything that waits for nothing but its turn has it. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
const isOver =
  (...transfers: Transfer[]) =>
  () =>
    transfers.every(({ state }) => state.name === 'done' || state.name === 'ended');
const codeOf = ({ state }: Transfer): string => (state.name === 'ended' ? state.error.code : state.name);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function patterned(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) bytes[at] = (at * 31 + (at >> 8) * 7) & 255;
  return bytes;
}

type Step =
  | { do: 'deliver'; end: End; count: number }
  | { do: 'cut' | 'join again' | 'pause' | 'resume'; end: End }
  | { do: 'take'; count: number }
  | { do: 'wait'; ms: number };

const end = fc.constantFrom<End>('sender', 'receiver');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('deliver' as const),
      end,
      count: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('take' as const), count: fc.integer({ min: 1, max: 20 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(3_000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('cut' as const, 'join again' as const), end }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pause' as const), end }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resume' as const), end }) },
);

test('[B6] however the way breaks, the bytes arrive whole, and no more of them wait than the window holds', async () => {
  let lostInAll = 0;
  const history = fc.record({
    length: fc.oneof(
      { weight: 1, arbitrary: fc.nat(3) },
      { weight: 9, arbitrary: fc.integer({ min: MIB, max: 7 * MIB }) },
    ),
    chunk: fc.integer({ min: 20_000, max: 700_000 }),
    knowsSize: fc.boolean(),
    steps: fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }),
  });
  await fc.assert(
    fc.asyncProperty(history, async ({ length, chunk, knowsSize, steps }) => {
      const data = patterned(length);
      let read = 0;
      const source = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            if (read === length) return controller.close();
            controller.enqueue(data.subarray(read, read + chunk));
            read = Math.min(length, read + chunk);
          },
        },
        { highWaterMark: 0 },
      );
      const { relay, sent, got, settle, time } = setUp(source, knowsSize ? length : undefined);
      const taken: Uint8Array[] = [];
      let takenBytes = 0;
      let most = 0;
      let isFast = false;
      let lost = 0;
      const pending: (() => void)[] = [];
      got.accept(
        new WritableStream({
          write(part) {
            most = Math.max(most, read - takenBytes);
            taken.push(part.slice());
            takenBytes += part.length;
            return isFast ? undefined : new Promise<void>((resolve) => void pending.push(resolve));
          },
        }),
      );
      for (const one of steps) {
        if (one.do === 'deliver') relay.deliver(one.end, one.count);
        else if (one.do === 'cut') {
          lost += relay.waiting(one.end);
          relay.cut(one.end);
        } else if (one.do === 'join again') relay.joinAgain(one.end);
        else if (one.do === 'wait') time.advance(one.ms);
        else if (one.do === 'take') for (let n = 0; n < one.count; n += 1, await turn()) pending.shift()?.();
        else
          for (const [name, handle] of [
            ['sender', sent],
            ['receiver', got],
          ] as const)
            if (name === one.end) handle[one.do]();
        await turn();
        if (isOver(sent, got)()) break;
      }
      isFast = true;
      for (const resolve of pending) resolve();
      for (const handle of [sent, got]) handle.resume();
      await settle(isOver(sent, got));
      expect([codeOf(sent), codeOf(got)]).toEqual(['done', 'done']);
      expect(await got.done).toEqual({ sha256: sha256(data) });
      expect(await sent.done).toEqual({ sha256: sha256(data) });
      expect(Buffer.compare(Buffer.concat(taken), data)).toBe(0);
      expect([sent.moved, got.moved]).toEqual([length, length]);
      expect(most).toBeLessThanOrEqual(LIMITS.blobWindow + Math.max(chunk, 256 * 1024) + LIMITS.blobChunk);
      expect(time.pending).toBe(0);
      lostInAll += lost;
    }),
    { numRuns: 30 },
  );
  // Else nothing has been proved.
  expect(lostInAll).toBeGreaterThan(100);
});

test('[B6] a sink that takes nothing stops the sender at the window', async () => {
  const { got, settle, relay } = setUp(patterned(10 * MIB), 10 * MIB);
  got.accept(new WritableStream({ write: () => new Promise<void>(() => undefined) }));
  let bytes = 0;
  relay.tamper = (frame) => {
    bytes += decodeBlobFrame(frame)?.kind === 'data' ? frame.length - 9 : 0;
    return frame;
  };
  let rounds = 0;
  await settle(() => ++rounds > 100);
  expect(bytes).toBe(LIMITS.blobWindow);
});

test.each<[string, BlobSource]>([
  ['a Blob', new Blob([patterned(600_000)])],
  ['bytes', patterned(600_000)],
  ['nothing', new Uint8Array()],
  [
    'an iterable that gives pieces of one byte',
    (async function* () {
      for (const byte of patterned(300)) yield Uint8Array.of(byte);
    })(),
  ],
])('[B6] %s arrives', async (_title, source) => {
  const { sent, got, settle } = setUp(source);
  const bytes = got.bytes(MIB);
  await settle(isOver(sent, got));
  const expected = patterned(
    source instanceof Blob ? source.size : source instanceof Uint8Array ? source.length : 300,
  );
  expect(sha256(await bytes)).toBe(sha256(expected));
});

test('[B6] where the first words of the receiver are lost they are said again, and then no more', async () => {
  const { sent, got, settle, relay, time } = setUp(patterned(300_000), 300_000);
  relay.losing = 2;
  const bytes = got.bytes(MIB);
  // Sooner than by a line that is silent altogether.
  let rounds = 0;
  await settle(() => isOver(sent, got)() || ++rounds > 150);
  expect(codeOf(sent)).toBe('done');
  expect(sha256(await bytes)).toBe(sha256(patterned(300_000)));
  expect(time.pending).toBe(0);
});

test('[B6] what is read from the stream sets the pace, and its reader may go', async () => {
  const { sent, got, settle } = setUp(patterned(6 * MIB), 6 * MIB);
  const reader = got.stream().getReader();
  let rounds = 0;
  await settle(() => ++rounds > 100);
  expect(got.moved).toBe(0);
  let length = 0;
  for (let n = 0; n < 10; n += 1) {
    const read = reader.read();
    let isThere = false;
    const { value } = await Promise.race([
      read.then((one) => ((isThere = true), one)),
      settle(() => isThere).then(() => read),
    ]);
    length += value?.length ?? 0;
  }
  expect(length).toBeGreaterThan(500_000);
  expect(got.moved).toBeLessThan(length);
  await reader.cancel();
  await settle(isOver(sent, got));
  expect([codeOf(sent), codeOf(got)]).toEqual(['cancelled', 'cancelled']);
});

const diskFull = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
test.each<[string, string, Error]>([
  ['a full disk', 'disk-full', diskFull],
  ['a full quota of the browser', 'disk-full', new DOMException('full', 'QuotaExceededError')],
  ['anything else', 'sink-failed', new Error('anything')],
])('[B4] a sink that fails for %s ends it on both sides, and is aborted: %s', async (_title, code, cause) => {
  const { sent, got, settle } = setUp(patterned(3 * MIB), 3 * MIB);
  let written = 0;
  got.accept(
    new WritableStream({
      write() {
        written += 1;
        if (written > 3) throw cause;
      },
    }),
  );
  await settle(isOver(sent, got));
  expect([codeOf(sent), codeOf(got)]).toEqual([code, code]);
  await expect(got.done).rejects.toMatchObject({ code, cause });
});

test('[B4] a sink that can’t be closed has not got it', async () => {
  const { sent, got, settle } = setUp(patterned(10), 10);
  got.accept(
    new WritableStream({
      close() {
        throw diskFull;
      },
    }),
  );
  await settle(isOver(sent, got));
  expect([codeOf(sent), codeOf(got)]).toEqual(['disk-full', 'disk-full']);
});

const failing = (after: number): AsyncIterable<Uint8Array> =>
  (async function* () {
    yield patterned(after);
    throw new Error('the camera is gone');
  })();
test.each<[string, BlobSource, number | undefined]>([
  ['that fails', failing(100_000), undefined],
  ['that has less than it was to have', new ReadableStream({ start: (to) => to.close() }), 5],
  ['that has more', new ReadableStream({ start: (to) => to.enqueue(patterned(9)) }), 5],
  ['that gives no bytes', new ReadableStream({ start: (to) => to.enqueue('text' as never) }), undefined],
])('[B4] a source %s ends it on both sides, and the sink is aborted', async (_title, source, size) => {
  const { sent, got, settle } = setUp(source, size);
  const abort = vi.fn();
  got.accept(new WritableStream({ abort }));
  await settle(isOver(sent, got));
  expect([codeOf(sent), codeOf(got)]).toEqual(['source-failed', 'source-failed']);
  expect(abort).toHaveBeenCalledTimes(1);
});

test('[B4] what was changed on the way is damaged', async () => {
  const { sent, got, settle, relay } = setUp(patterned(200_000), 200_000);
  relay.tamper = (frame) => {
    const changed = frame.slice();
    if (changed[0] === 0) changed[5_000] = (changed[5_000] ?? 0) ^ 1;
    return changed;
  };
  const abort = vi.fn();
  got.accept(new WritableStream({ abort }));
  await settle(isOver(sent, got));
  expect([codeOf(sent), codeOf(got)]).toEqual(['damaged', 'damaged']);
  expect(abort).toHaveBeenCalledTimes(1);
});

const data = (offset: number, length: number): BlobFrame => ({
  kind: 'data',
  offset,
  bytes: new Uint8Array(length),
});
test.each<[string, BlobFrame | Uint8Array]>([
  ['more than was granted', data(LIMITS.blobWindow, 1)],
  ['more than there is', data(3 * MIB - 1, 2)],
  ['an end that is none', { kind: 'end', total: 5, sha256: new Uint8Array(32) }],
  ['what only receivers say', { kind: 'taken', received: 0, taken: 0, resume: true, paused: false }],
  ['no frame at all', Uint8Array.of(250, 1, 2)],
])('[B7] a sender that sends %s is cut off', async (_title, frame) => {
  const { sent, got, settle, relay } = setUp(patterned(3 * MIB), 3 * MIB);
  const abort = vi.fn();
  relay.tamper = () => (frame instanceof Uint8Array ? frame : encodeBlobFrame(frame));
  got.accept(new WritableStream({ abort }));
  await settle(isOver(sent, got));
  expect([codeOf(sent), codeOf(got)]).toEqual(['misbehaved', 'misbehaved']);
  expect(abort).toHaveBeenCalledTimes(1);
});

test('[B7] a sender that sends the same over and over is cut off', () => {
  let flow = wayOpened(startInflow(8 * MIB));
  let frames = 0;
  for (let received: Fresh = { flow, fresh: 0 }; received !== 'misbehaved' && frames < 1_000; frames += 1) {
    flow = received.flow;
    received = receive(flow, 0, 60_000);
  }
  expect(frames * 60_000).toBeLessThan(3 * LIMITS.blobWindow);
  // A new way begins with what was on the old one.
  expect(receive(wayOpened(flow), 0, 60_000)).not.toBe('misbehaved');
});

test('[B4] without a way for a minute it is over on both sides', async () => {
  const { sent, got, relay, time } = setUp(patterned(MIB), MIB);
  got.accept(new WritableStream({ write: () => new Promise<void>(() => undefined) }));
  await turn();
  relay.deliver('sender');
  relay.deliver('receiver');
  expect(got.state).toEqual({ name: 'moving', way: 'server' });
  relay.cut('receiver');
  relay.deliver('sender');
  expect([sent.state.name, got.state.name]).toEqual(['waiting', 'waiting']);
  for (let n = 0; n < 61; n += 1) {
    relay.cut('sender');
    relay.cut('receiver');
    time.advance(1_000);
  }
  expect([codeOf(sent), codeOf(got)]).toEqual(['interrupted', 'interrupted']);
});

test('[B2] in memory no more is taken than was wanted, whether the sender says how much it is or not', async () => {
  const known = setUp(patterned(101), 101);
  await expect(known.got.bytes(100)).rejects.toMatchObject({ code: 'too-large' });
  expect(codeOf(known.sent)).toBe('too-large');
  const unknown = setUp(patterned(101));
  const bytes = unknown.got.bytes(100);
  bytes.catch(() => undefined);
  await unknown.settle(isOver(unknown.sent, unknown.got));
  await expect(bytes).rejects.toMatchObject({ code: 'too-large' });
  expect(codeOf(unknown.sent)).toBe('too-large');
});

test('[B3] it is accepted once', () => {
  const { got } = setUp(patterned(10), 10);
  got.accept(new WritableStream());
  expect(() => got.accept(new WritableStream())).toThrow(
    expect.objectContaining({ code: 'no-such-transfer' }),
  );
});

test('progress is told at most ten times a second, and pauses at once', async () => {
  const { sent, got, settle, time } = setUp(patterned(20 * MIB), 20 * MIB);
  const told: string[] = [];
  sent.on('changed', () => void told.push(sent.state.name));
  got.accept(new WritableStream());
  const started = time.now();
  await settle(isOver(sent, got));
  const ms = time.now() - started;
  expect(told.filter((name) => name === 'moving').length).toBeLessThanOrEqual(2 + ms / 100);
});
