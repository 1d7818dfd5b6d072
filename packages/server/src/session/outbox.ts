// What a session was sent and has not acknowledged, for sending again after a break (protocol S2–S5).
import type { Frame } from '../ws/frame.ts';

/** What can be sent again. */
export const OUTBOX_LIMITS = { frames: 1_000, bytes: 256 * 1024 } as const;
/** What is kept at all, counting frames that are gone and whose texts are not: beyond, no more texts are taken. */
export const HOLD_LIMITS = { frames: 2_000, bytes: 512 * 1024 } as const;

/** `H` is what a frame carries for whoever sent it: it comes back when the frame is acknowledged or never will be. */
interface Entry<H> {
  readonly seq: number;
  readonly at: number;
  readonly bytes: number;
  /** Empty once the outbox has grown over its bounds: the entry then only keeps its `held`. */
  frame: Frame | '';
  readonly held: H | undefined;
}

export class Outbox<H> {
  #entries: Entry<H>[] = [];
  /** Entries at the front without a frame, and what their frames had. */
  #dropped = 0;
  #droppedBytes = 0;
  #bytes = 0;
  #replayedAt = 0;
  #last = 0;
  /** Everything after this number is still here. */
  #floor = 0;

  /** The number that the next frame is to carry. */
  get next(): number {
    return this.#last + 1;
  }

  /** Adds the frame numbered `next`. */
  push(frame: Frame, at: number, held: H | undefined): void {
    this.#last += 1;
    const bytes = frame.length;
    this.#entries.push({ seq: this.#last, at, bytes, frame, held });
    this.#bytes += bytes;
    while (this.#isOver()) this.#dropOldest();
  }

  /** Forgets everything up to `seq` and returns what it held. A number that was never sent changes nothing. */
  acknowledge(seq: number): H[] {
    if (seq > this.#last) return [];
    let count = 0;
    const held: H[] = [];
    for (const entry of this.#entries) {
      if (entry.seq > seq) break;
      count += 1;
      if (count > this.#dropped) this.#bytes -= entry.bytes;
      else this.#droppedBytes -= entry.bytes;
      if (entry.held !== undefined) held.push(entry.held);
    }
    if (count > 0) this.#entries.splice(0, count);
    this.#dropped = Math.max(0, this.#dropped - count);
    this.#floor = Math.max(this.#floor, seq);
    return held;
  }

  canReplayFrom(seq: number): boolean {
    return seq >= this.#floor && seq <= this.#last;
  }

  /** Whether a text for this session would have to be refused. */
  get full(): boolean {
    if (this.#entries.length >= HOLD_LIMITS.frames) return true;
    return this.#bytes + this.#droppedBytes >= HOLD_LIMITS.bytes;
  }

  /** The frames after the last acknowledged one, in order. The time to acknowledge them starts anew. */
  *replay(now: number): Iterable<Frame> {
    this.#replayedAt = now;
    for (const { frame } of this.#entries) if (frame !== '') yield frame;
  }

  /** Since when the oldest unacknowledged frame could have been acknowledged. */
  oldest(): number | undefined {
    const entry = this.#entries[0];
    return entry && Math.max(entry.at, this.#replayedAt);
  }

  /** What unacknowledged frames hold. */
  *held(): Iterable<H> {
    for (const { held } of this.#entries) if (held !== undefined) yield held;
  }

  /** What nobody has acknowledged. The outbox is of no use afterwards. */
  abandon(): H[] {
    const held = [...this.held()];
    this.#entries = [];
    this.#dropped = 0;
    this.#droppedBytes = 0;
    this.#bytes = 0;
    return held;
  }

  #isOver(): boolean {
    const frames = this.#entries.length - this.#dropped;
    return frames > OUTBOX_LIMITS.frames || this.#bytes > OUTBOX_LIMITS.bytes;
  }

  // A live session goes on without the frame: it most likely arrived. Only a resume from before it is impossible now.
  #dropOldest(): void {
    const entry = this.#entries[this.#dropped];
    if (!entry) return;
    this.#bytes -= entry.bytes;
    this.#floor = entry.seq;
    entry.frame = '';
    if (entry.held === undefined) {
      this.#entries.splice(this.#dropped, 1);
      return;
    }
    this.#dropped += 1;
    this.#droppedBytes += entry.bytes;
  }
}
