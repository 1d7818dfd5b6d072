// What a session was sent and has not acknowledged, for sending again after a break (protocol S2–S5).
import type { Frame } from '../ws/frame.ts';
import { numberedFrame, type Tail } from './tail.ts';

/** What can be sent again. */
export const OUTBOX_LIMITS = { frames: 1_000, bytes: 256 * 1024 } as const;
/** What is kept at all, counting texts that can't be sent again any more: beyond, no more texts are taken. */
export const HOLD_LIMITS = { frames: 2_000, bytes: 512 * 1024 } as const;

/** A message that nobody asks about once it is gone. */
export interface Notice {
  readonly isHeld: false;
  readonly tail: Tail;
  /** Ms of the clock. */
  readonly at: number;
}

/** A message that somebody answers for: it comes back when it is acknowledged or never will be. */
export interface Held {
  readonly isHeld: true;
  readonly tail: Tail;
  readonly at: number;
}

const nothing: Notice = { isHeld: false, tail: '' as Tail, at: 0 };

/**
 * Every text passes through one, and waits here for its acknowledgement: it keeps messages as they are, without a
 * wrapper or a frame for each.
 */
export class Outbox<H extends Held> {
  /** Messages by number, the first one's being `#first`. What is acknowledged or given up is `nothing`. */
  #entries: (H | Notice)[] = [];
  #first = 1;
  /** Where in `#entries` the first unacknowledged one is. */
  #head = 0;
  #last = 0;
  /** Everything after this number can be sent again. */
  #floor = 0;
  /** Of what can be sent again, and of held messages that can't. */
  #bytes = 0;
  #bytesBelow = 0;
  /** Nothing here could have been acknowledged before. */
  #since: number;

  constructor(now: number) {
    this.#since = now;
  }

  /** Adds a message and answers its number. */
  push(message: H | Notice): number {
    this.#last += 1;
    this.#entries.push(message);
    this.#bytes += message.tail.length;
    while (this.#isOver()) this.#dropOldest();
    return this.#last;
  }

  /** Forgets everything up to `seq` and returns what was held. A number that was never sent changes nothing. */
  acknowledge(seq: number): H[] {
    const held: H[] = [];
    if (seq > this.#last) return held;
    const end = seq - this.#first + 1;
    for (let index = this.#head; index < end; index += 1) {
      const message = this.#entries[index] ?? nothing;
      this.#entries[index] = nothing;
      if (index + this.#first > this.#floor) this.#bytes -= message.tail.length;
      else this.#bytesBelow -= message.tail.length;
      if (message.isHeld) held.push(message);
    }
    this.#head = Math.max(this.#head, end);
    this.#floor = Math.max(this.#floor, seq);
    this.#shrink();
    return held;
  }

  canReplayFrom(seq: number): boolean {
    return seq >= this.#floor && seq <= this.#last;
  }

  /** Whether a text for this session would have to be refused. */
  get full(): boolean {
    if (this.#entries.length - this.#head >= HOLD_LIMITS.frames) return true;
    return this.#bytes + this.#bytesBelow >= HOLD_LIMITS.bytes;
  }

  /** The frames after the last acknowledged one, in order. The time to acknowledge them starts anew. */
  *replay(now: number): Iterable<Frame> {
    this.#since = now;
    for (let seq = this.#floor + 1; seq <= this.#last; seq += 1) {
      const message = this.#entries[seq - this.#first];
      if (message) yield numberedFrame(seq, message.tail);
    }
  }

  /** Since when the oldest unacknowledged message could have been acknowledged. */
  oldest(): number | undefined {
    const message = this.#entries[this.#head];
    return message && Math.max(message.at, this.#since);
  }

  /** What is held of the unacknowledged. */
  *held(): Iterable<H> {
    for (let index = this.#head; index < this.#entries.length; index += 1) {
      const message = this.#entries[index];
      if (message?.isHeld) yield message;
    }
  }

  /** What nobody has acknowledged. The outbox is of no use afterwards. */
  abandon(): H[] {
    const held = [...this.held()];
    this.#entries = [];
    this.#head = 0;
    return held;
  }

  #isOver(): boolean {
    return this.#last - this.#floor > OUTBOX_LIMITS.frames || this.#bytes > OUTBOX_LIMITS.bytes;
  }

  // A live session goes on without the frame: it most likely arrived. Only a resume from before it is impossible now.
  #dropOldest(): void {
    this.#floor += 1;
    const index = this.#floor - this.#first;
    const message = this.#entries[index] ?? nothing;
    const { length } = message.tail;
    this.#bytes -= length;
    if (message.isHeld) this.#bytesBelow += length;
    else this.#entries[index] = nothing;
    while (this.#entries[this.#head] === nothing) this.#head += 1;
    this.#shrink();
  }

  #shrink(): void {
    if (this.#head === this.#entries.length) {
      this.#first += this.#head;
      this.#entries.length = 0;
      this.#head = 0;
    } else if (this.#head >= 64 && this.#head * 2 > this.#entries.length) {
      this.#first += this.#head;
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
  }
}
