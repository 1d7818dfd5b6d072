// What a session was sent and has not acknowledged, for sending again after a break (protocol S2–S5).
import { ByteQueue } from '../ws/byte-queue.ts';
import { Block } from '../ws/bytes.ts';
import { headerLength, writeHeader } from '../ws/frame.ts';
import { digitsOf, writeDigits } from './digits.ts';
import type { Tail } from './tail.ts';

/** What can be sent again. Bytes are those of whole frames. */
export const OUTBOX_LIMITS = { frames: 1_000, bytes: 256 * 1024 } as const;
/** What is kept at all, counting texts that can't be sent again any more: beyond, no more texts are taken. */
export const HOLD_LIMITS = { frames: 2_000, bytes: 512 * 1024 } as const;
const MOST_BYTES = OUTBOX_LIMITS.bytes + HOLD_LIMITS.bytes;

/** Gets a held message with its frame's block and where in it the frame ends: good until anything is pushed. */
export type HeldVisitor<H> = (held: H, block: Block, end: number) => void;

/** As many places in arrays are at least worth moving the rest for. */
const LEAST_MOVED = 64;

const HEAD_START = new Block(Buffer.from('{"seq":'));

/**
 * Every text passes through one, and waits here for its acknowledgement. Frames lie one behind the other as they were
 * written, so that nothing is made for each, and sending them again is copying them. `H` is what somebody answers for:
 * it comes back when its message is acknowledged or never will be.
 */
export class Outbox<H> {
  /** Whole frames, from the first unacknowledged one on. */
  #log = new ByteQueue();
  /** Bytes that have left the log at its front. */
  #dropped = 0;
  // Of each message, in arrays that are used over and over: where it ends, counted from the first byte ever; when it
  // was sent; who answers for it.
  #ends: number[] = [];
  #times: number[] = [];
  #helds: (H | undefined)[] = [];
  /** Used places of these arrays, the first one's number, and where in them the first unacknowledged one is. */
  #size = 0;
  #first = 1;
  #head = 0;
  /** Everything after this number can be sent again. */
  #floor = 0;
  /** Where the message of that number ends. */
  #floorEnd = 0;
  /** Up to where all is sent, or need not be. */
  #sent = 0;
  /** Nothing here could have been acknowledged before. */
  #since: number;

  constructor(now: number) {
    this.#since = now;
  }

  /** Adds a message, with who answers for it. `writeUnsent` or `skip` is to follow: what is unsent is never given up. */
  push(tail: Tail, at: number, held?: H): void {
    const seq = this.#last + 1;
    const digits = digitsOf(seq);
    const payload = HEAD_START.size + digits + tail.size;
    const log = this.#log;
    const start = log.reserve(headerLength(payload));
    writeHeader(log.block, start, payload);
    HEAD_START.writeTo(log);
    const number = log.reserve(digits);
    writeDigits(log.block, number, seq, digits);
    tail.writeTo(log);
    const index = this.#size;
    this.#ends[index] = this.#dropped + log.size;
    this.#times[index] = at;
    this.#helds[index] = held;
    this.#size = index + 1;
  }

  /** Bytes that are kept. */
  get bytes(): number {
    return this.#log.size;
  }

  /** Bytes that `writeUnsent` would write. */
  get unsent(): number {
    return this.#end - this.#sent;
  }

  /** Writes the frames that have not been sent. */
  writeUnsent(to: ByteQueue): void {
    to.append(this.#log.block, this.#placeOf(this.#sent), this.#log.end);
    this.skip();
  }

  /** There is no line to send anything on. */
  skip(): void {
    this.#sent = this.#end;
    // A live session goes on without the oldest: it most likely arrived. Only a resume from before it is impossible now.
    while (this.#isOver()) this.#raiseFloor(this.#floor + 1);
    if (this.#log.size > MOST_BYTES) this.#squeeze();
  }

  /** Forgets everything up to `seq`, and hands over what was held. A number that was never sent changes nothing. */
  acknowledge(seq: number, taken: HeldVisitor<H>): void {
    if (seq > this.#last) return;
    const end = seq - this.#first + 1;
    if (end <= this.#head) return;
    for (let index = this.#head; index < end; index += 1) {
      const held = this.#helds[index];
      if (held === undefined) continue;
      this.#helds[index] = undefined;
      taken(held, this.#log.block, this.#placeOf(this.#endOf(index)));
    }
    this.#head = end;
    this.#sent = Math.max(this.#sent, this.#endOf(end - 1));
    if (seq > this.#floor) this.#raiseFloor(seq);
    this.#forget();
  }

  canReplayFrom(seq: number): boolean {
    return seq >= this.#floor && seq <= this.#last;
  }

  /** Whether a text for this session would have to be refused. */
  get full(): boolean {
    return this.#size - this.#head >= HOLD_LIMITS.frames || this.#log.size >= HOLD_LIMITS.bytes;
  }

  /** What can be sent again is unsent now. The time to acknowledge it starts anew. */
  rewind(now: number): void {
    this.#since = now;
    this.#sent = this.#floorEnd;
  }

  /** Since when the oldest unacknowledged message could have been acknowledged. */
  oldest(): number | undefined {
    if (this.#head === this.#size) return undefined;
    return Math.max(this.#times[this.#head] ?? 0, this.#since);
  }

  /** Hands over what nobody has acknowledged. What is unsent can still be sent; the outbox is of no other use then. */
  abandon(taken: HeldVisitor<H>): void {
    this.visit((held, block, end) => {
      taken(held, block, end);
      return true;
    });
    this.#helds = [];
  }

  /** Shows the held ones in order until the visitor answers false. */
  visit(visitor: (held: H, block: Block, end: number) => boolean): void {
    for (let index = this.#head; index < this.#size; index += 1) {
      const held = this.#helds[index];
      if (held && !visitor(held, this.#log.block, this.#placeOf(this.#endOf(index)))) return;
    }
  }

  get #end(): number {
    return this.#dropped + this.#log.size;
  }

  get #last(): number {
    return this.#first + this.#size - 1;
  }

  #endOf(index: number): number {
    return index < 0 ? this.#dropped : (this.#ends[index] ?? 0);
  }

  #placeOf(position: number): number {
    return this.#log.start + position - this.#dropped;
  }

  #isOver(): boolean {
    if (this.#last - this.#floor > OUTBOX_LIMITS.frames) return true;
    return this.#end - this.#floorEnd > OUTBOX_LIMITS.bytes;
  }

  #raiseFloor(seq: number): void {
    this.#floor = seq;
    const index = seq - this.#first;
    this.#floorEnd = this.#endOf(index);
    // What can't be sent again and is nobody's is of no use any more.
    while (this.#head <= index && this.#helds[this.#head] === undefined) this.#head += 1;
    this.#forget();
  }

  /** Gives up the bytes of what is before the head, and now and then its places in the arrays. */
  #forget(): void {
    const before = this.#endOf(this.#head - 1);
    this.#log.drop(before - this.#dropped);
    this.#dropped = before;
    if (this.#head < this.#size && (this.#head < LEAST_MOVED || this.#head * 2 < this.#size)) return;
    const [ends, times, helds, head] = [this.#ends, this.#times, this.#helds, this.#head];
    this.#first += head;
    this.#size -= head;
    this.#head = 0;
    for (let index = 0; index < this.#size; index += 1) {
      ends[index] = ends[index + head] ?? 0;
      times[index] = times[index + head] ?? 0;
      helds[index] = helds[index + head];
      helds[index + head] = undefined;
    }
  }

  /** Takes out the frames that can't be sent again and are nobody's, from between those of others. */
  #squeeze(): void {
    const kept = new ByteQueue();
    const floor = this.#floor - this.#first;
    let start = this.#dropped;
    for (let index = this.#head; index < this.#size; index += 1) {
      const end = this.#endOf(index);
      const isAlive = index > floor || this.#helds[index] !== undefined;
      if (isAlive) kept.append(this.#log.block, this.#placeOf(start), this.#placeOf(end));
      start = end;
      this.#ends[index] = this.#dropped + kept.size;
    }
    this.#log = kept;
    this.#floorEnd = this.#endOf(floor);
    this.#sent = this.#end;
  }
}
