// What the rest of the server knows of a connection: frames go out by urgency, texts and the end come in.
import type { ByteQueue, Bytes } from './byte-queue.ts';
import type { Block } from './bytes.ts';
import type { Frame } from './frame.ts';

/**
 * `now` is written at the end of this turn of the event loop. `bulk` too, but only so many sockets a turn, so that a
 * broadcast delays nobody. `lazy` waits a few milliseconds for something else to ride with.
 */
export type Urgency = 'lazy' | 'bulk' | 'now';

export interface Socket {
  /** Does nothing once the socket is closing. */
  send(frame: Frame, urgency: Urgency): void;
  /** The same with the bytes of whole frames. */
  sendBytes(frames: Bytes, urgency: Urgency): void;
  /** The owner has bytes to send: it is asked to `writeUnsent` when it is time to write. They go after what is queued. */
  wake(urgency: Urgency): void;
  /** Bytes that wait to be written: the owner's, in the queue, and in the kernel's way. */
  readonly backlog: number;
  /** Milliseconds of the clock since when the other side takes nothing, `undefined` while it reads. */
  readonly blockedSince: number | undefined;
  /** Writes what is queued where the other side reads, then the close frame. The owner hears `closed` later. */
  close(code: number): void;
  /** Stops and goes on reading. Nothing is lost: the sender's TCP is held back. */
  pause(): void;
  resume(): void;
}

export interface SocketOwner {
  /** Bytes that `writeUnsent` would write. */
  readonly unsent: number;
  /** Adds what the owner has to send to what is about to be written. */
  writeUnsent(to: ByteQueue): void;
  /** A text frame's payload: valid UTF-8, good until this returns. */
  received(block: Block, start: number, end: number): void;
  /** A frame that is none of the protocol's: a binary one, or a text over 64 KiB. */
  receivedUnreadable(code: 'bad-message' | 'too-large'): void;
  /** A ping or pong: a sign of life. */
  heard(): void;
  /** More than LIMITS of bytes wait to be written. Called at the end of a turn, never from within `send`. */
  overflowed(): void;
  /** The connection is gone. `code` is the close code that the other side sent, 1006 where it sent none. */
  closed(code: number): void;
}
