// Where the two ways of a transfer through the server meet: frames pass from one to the other, and nothing is kept.
import { decodeBlobFrame, type BlobFrame } from '@parley/protocol';
import type { Side } from './transfer.ts';

/** Bytes that may wait for one end before the other is held back. */
const HIGH = 256 * 1024;
const LOW = 64 * 1024;
/** Bytes that may come while nobody is there for them: what was on the way when the other was lost. */
const ASTRAY = 4 * 1024 * 1024;
/** What a frame costs beside its bytes, so that empty ones are not free. */
const FRAME_COST = 64;

/** One end: a socket that has proved which side it is. */
export interface JointEnd {
  pass(frame: Uint8Array): void;
  /** Bytes that wait to be written. */
  readonly backlog: number;
  tell(word: 'joined' | 'parted'): void;
  /** Stops and goes on reading. */
  hold(isHeld: boolean): void;
  close(): void;
}

export interface JointOptions {
  /** Bytes that the transfer may have. */
  limit: number;
  /** Counts bytes of the sender's account; false where that would be too many. */
  spend: (bytes: number) => boolean;
  /** The transfer is to end. */
  stop: (code: 'too-large' | 'quota-exceeded' | 'misbehaved') => void;
}

const KINDS: Readonly<Record<Side, readonly BlobFrame['kind'][]>> = {
  sender: ['data', 'paused', 'end'],
  receiver: ['taken'],
};

export class Joint {
  readonly #options: JointOptions;
  readonly #ends = new Map<Side, JointEnd>();
  #astray = 0;

  constructor(options: JointOptions) {
    this.#options = options;
  }

  /** A second end of the same side replaces the first: its device is back before the server knew it was gone. */
  join(side: Side, end: JointEnd): void {
    const before = this.#ends.get(side);
    this.#ends.set(side, end);
    before?.close();
    const other = this.#ends.get(opposite(side));
    this.#astray = 0;
    if (!other) return;
    other.hold(false);
    for (const one of [other, end]) one.tell('joined');
  }

  /** Nothing of it may be lost on the way: whoever is back says where to go on. */
  part(side: Side, end: JointEnd): void {
    if (this.#ends.get(side) !== end) return;
    this.#ends.delete(side);
    const other = this.#ends.get(opposite(side));
    other?.hold(false);
    other?.tell('parted');
  }

  received(side: Side, end: JointEnd, bytes: Uint8Array): void {
    if (this.#ends.get(side) !== end) return;
    const frame = decodeBlobFrame(bytes);
    if (!frame || !KINDS[side].includes(frame.kind)) return this.#options.stop('misbehaved');
    if (extentOf(frame) > this.#options.limit) return this.#options.stop('too-large');
    if (side === 'sender' && !this.#options.spend(bytes.length + FRAME_COST))
      return this.#options.stop('quota-exceeded');
    const other = this.#ends.get(opposite(side));
    if (!other) return this.#lose(bytes.length + FRAME_COST);
    other.pass(bytes);
    if (other.backlog > HIGH) end.hold(true);
  }

  /** The socket of `side` has written something. */
  drained(side: Side, end: JointEnd): void {
    if (this.#ends.get(side) === end && end.backlog <= LOW) this.#ends.get(opposite(side))?.hold(false);
  }

  close(): void {
    for (const end of this.#ends.values()) end.close();
    this.#ends.clear();
  }

  #lose(bytes: number): void {
    this.#astray += bytes;
    if (this.#astray > ASTRAY) this.#options.stop('misbehaved');
  }
}

function extentOf(frame: BlobFrame): number {
  if (frame.kind === 'data') return frame.offset + frame.bytes.length;
  return frame.kind === 'end' ? frame.total : 0;
}

function opposite(side: Side): Side {
  return side === 'sender' ? 'receiver' : 'sender';
}
