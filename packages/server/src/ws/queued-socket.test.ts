import { expect, test } from 'vitest';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { Block } from './bytes.ts';
import { Flusher } from './flusher.ts';
import type { Frame } from './frame.ts';
import { BACKLOG_LIMIT, QueuedSocket } from './queued-socket.ts';
import type { SocketOwner } from './socket.ts';

class FakeSocket extends QueuedSocket {
  readonly writes: string[] = [];
  readonly shuts: number[] = [];
  /** Bytes that the reader leaves lying. */
  stuck = 0;
  reads = true;
  pause(): void {}
  resume(): void {}
  free(): void {
    this.stuck = 0;
    this.reads = true;
    this.drained();
  }
  protected unwritten(): number {
    return this.stuck;
  }
  protected write(written: string | Buffer): boolean {
    const bytes = written.toString('latin1');
    this.writes.push(bytes);
    if (!this.reads) this.stuck += bytes.length;
    return this.reads;
  }
  protected shut(code: number): void {
    this.shuts.push(code);
  }
}

function setUp() {
  const clock = createVirtualClock(0);
  const turns: (() => void)[] = [];
  const flusher = new Flusher({ clock, soon: (fn) => turns.push(fn) });
  const turn = (): void => {
    for (const fn of turns.splice(0)) fn();
  };
  return { clock, flusher, turn, turns, socket: new FakeSocket(flusher) };
}
const frame = (text: string): Frame => text as Frame;
const block = (text: string): Block => new Block(Buffer.from(text));
const nobody: SocketOwner = {
  unsent: 0,
  writeUnsent() {},
  received() {},
  receivedUnreadable() {},
  heard() {},
  closed() {},
  overflowed() {},
};

/** An owner with something of its own to send. */
function ownerWith(...frames: string[]): SocketOwner {
  return {
    ...nobody,
    get unsent() {
      return frames.join('').length;
    },
    writeUnsent: (to) => to.appendLatin1(frames.splice(0).join('')),
  };
}

test('[D7b] what is sent in one turn is one write, in order', () => {
  const { socket, turn } = setUp();
  socket.send(frame('a'), 'now');
  socket.send(frame('b'), 'lazy');
  socket.send(frame('c'), 'bulk');
  expect(socket.writes).toEqual([]);
  turn();
  expect(socket.writes).toEqual(['abc']);
});

test('[D7b] a lazy frame rides with the next one, and waits 50 ms at most', () => {
  const { clock, socket, turn } = setUp();
  socket.send(frame('ack'), 'lazy');
  turn();
  expect(socket.writes).toEqual([]);
  socket.send(frame('text'), 'now');
  turn();
  expect(socket.writes).toEqual(['acktext']);
  socket.send(frame('late'), 'lazy');
  clock.advance(50);
  expect(socket.writes).toEqual(['acktext', 'late']);
  clock.advance(1_000);
  expect(clock.pending).toBe(0);
});

test('[D7] a broadcast is written 16 sockets a turn, and what is urgent does not wait for it', () => {
  const { flusher, turn, turns } = setUp();
  const sockets = Array.from({ length: 200 }, () => new FakeSocket(flusher));
  for (const socket of sockets) socket.send(frame('presence'), 'bulk');
  const written = (): number => sockets.filter(({ writes }) => writes.length > 0).length;
  turn();
  expect(written()).toBe(16);
  sockets.at(-1)?.send(frame('text'), 'now');
  turn();
  expect(written()).toBe(33);
  expect(sockets.at(-1)?.writes).toEqual(['presencetext']);
  while (turns.length > 0) turn();
  expect(sockets.every(({ writes }) => writes.length === 1)).toBe(true);
});

test('[S14] while the reader takes nothing, nothing is written, and over 1 MiB the owner is told', () => {
  const { clock, socket, turn } = setUp();
  let overflows = 0;
  socket.owner = { ...nobody, overflowed: () => void (overflows += 1) };
  socket.reads = false;
  clock.advance(7);
  socket.send(frame('first'), 'now');
  turn();
  expect(socket.blockedSince).toBe(7);
  socket.send(frame('x'.repeat(BACKLOG_LIMIT - 5)), 'now');
  turn();
  expect([socket.writes.length, socket.backlog, overflows]).toEqual([1, BACKLOG_LIMIT, 0]);
  socket.send(frame('y'), 'lazy');
  clock.advance(50);
  expect(overflows).toBe(1);
  socket.free();
  expect([socket.blockedSince, socket.backlog, socket.writes.length]).toEqual([undefined, 0, 2]);
});

test('[S14] closing writes what is queued, unless the reader is stuck, and then nothing more', () => {
  const { socket, turn, flusher } = setUp();
  socket.send(frame('last words'), 'lazy');
  socket.close(4001);
  expect([socket.writes, socket.shuts]).toEqual([['last words'], [4001]]);
  socket.send(frame('more'), 'now');
  socket.close(1000);
  turn();
  expect([socket.writes, socket.shuts, socket.backlog]).toEqual([['last words'], [4001], 0]);

  const stuck = new FakeSocket(flusher);
  stuck.reads = false;
  stuck.send(frame('a'), 'now');
  turn();
  stuck.send(frame('b'), 'now');
  stuck.close(4005);
  turn();
  expect([stuck.writes, stuck.shuts, stuck.backlog]).toEqual([['a'], [4005], 1]);
});

test('[D7b] strings and bytes keep their order, and what the owner has goes after them in the same write', () => {
  const { socket, turn } = setUp();
  socket.owner = ownerWith('owners', '!');
  socket.send(frame('a'), 'lazy');
  socket.sendBytes(block('b'), 'lazy');
  socket.send(frame('c'), 'now');
  socket.wake('bulk');
  expect(socket.backlog).toBe(3 + 'owners!'.length);
  turn();
  expect([socket.writes, socket.backlog]).toEqual([['abcowners!'], 0]);
  socket.wake('now');
  turn();
  expect(socket.writes).toHaveLength(1);
});

test('[S14] what the owner has waits with it while the reader is stuck, and goes out before a close', () => {
  const { socket, turn } = setUp();
  socket.reads = false;
  socket.send(frame('a'), 'now');
  turn();
  socket.owner = ownerWith('b');
  socket.wake('now');
  turn();
  expect(socket.writes).toEqual(['a']);
  socket.free();
  expect(socket.writes).toEqual(['a', 'b']);
  socket.owner = ownerWith('c');
  socket.wake('lazy');
  socket.close(4001);
  expect([socket.writes, socket.shuts]).toEqual([['a', 'b', 'c'], [4001]]);
});

test('bytes that have not left yet are not written over by other sockets', () => {
  const { flusher, turn } = setUp();
  const buffers: Buffer[] = [];
  class KeepingSocket extends FakeSocket {
    protected override write(written: string | Buffer): boolean {
      if (typeof written !== 'string') buffers.push(written);
      return super.write(written);
    }
  }
  const [stuck, other] = [new KeepingSocket(flusher), new KeepingSocket(flusher)];
  stuck.reads = false;
  stuck.sendBytes(block('one'), 'now');
  turn();
  for (let i = 0; i < 3; i += 1) {
    other.sendBytes(block('two'), 'now');
    turn();
  }
  expect(buffers.map(String)).toEqual(['one', 'two', 'two', 'two']);
  expect(buffers[1]?.buffer).toBe(buffers[2]?.buffer);
});

test('a socket whose writes go on later gets bytes of its own, and the desk serves the next', () => {
  const { flusher, turn } = setUp();
  const kept: Buffer[] = [];
  class SlowSocket extends FakeSocket {
    protected override get keepsBytes(): boolean {
      return true;
    }
    protected override unwritten(): number {
      return 1;
    }
    protected override write(written: string | Buffer): boolean {
      if (Buffer.isBuffer(written)) kept.push(written);
      return true;
    }
  }
  const desk = flusher.desks.take();
  flusher.desks.give(desk);
  for (const text of ['one', 'two']) {
    const socket = new SlowSocket(flusher);
    socket.owner = ownerWith(text);
    socket.wake('now');
    turn();
  }
  expect(kept.map(String)).toEqual(['one', 'two']);
  expect(flusher.desks.take()).toBe(desk);
});
