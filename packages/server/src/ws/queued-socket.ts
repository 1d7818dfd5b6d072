// The queue between the server and a connection's bytes: one write a turn, bounded.
import type { Flushable, Flusher } from './flusher.ts';
import type { ByteQueue, Bytes } from './byte-queue.ts';
import type { Frame } from './frame.ts';
import type { Socket, SocketOwner, Urgency } from './socket.ts';

/** Bytes that may wait to be written to one socket (protocol S14, QUALITY I16). */
export const BACKLOG_LIMIT = 1024 * 1024;

/** Subclasses own the bytes' way out. No closures and no containers: ten thousand of these sit idle. */
export abstract class QueuedSocket implements Socket, Flushable {
  owner: SocketOwner | undefined = undefined;
  readonly #flusher: Flusher;
  // Two forms of one queue. A rope of strings, which shares a broadcast's frame with all other sockets; once there are
  // bytes, everything in bytes.
  #rope = '';
  #bytes: ByteQueue | undefined = undefined;
  /** The most urgent list of the flusher that holds this socket. */
  #listed: Urgency | 'none' = 'none';
  /** The flusher's round in which it became lazy. */
  #lazyIn = 0;
  #blockedSince: number | undefined = undefined;
  #closing = false;

  constructor(flusher: Flusher) {
    this.#flusher = flusher;
  }

  get backlog(): number {
    return this.#waiting + this.unwritten();
  }

  get blockedSince(): number | undefined {
    return this.#blockedSince;
  }

  send(frame: Frame, urgency: Urgency): void {
    if (this.#closing) return;
    if (this.#bytes) this.#bytes.appendLatin1(frame);
    else this.#rope += frame;
    this.#list(urgency);
  }

  sendBytes(frames: Bytes, urgency: Urgency): void {
    if (this.#closing) return;
    frames.writeTo(this.#inBytes());
    this.#list(urgency);
  }

  wake(urgency: Urgency): void {
    if (!this.#closing) this.#list(urgency);
  }

  #list(urgency: Urgency): void {
    if (this.#listed === 'now' || this.#listed === urgency) return;
    if (this.#listed === 'bulk' && urgency === 'lazy') return;
    this.#listed = urgency;
    if (urgency === 'lazy') this.#lazyIn = this.#flusher.round;
    this.#flusher.add(this, urgency);
  }

  flush(): void {
    this.#listed = 'none';
    if (this.#waiting === 0 || this.#closing) return;
    if (this.#blockedSince === undefined) return this.#write();
    if (this.backlog > BACKLOG_LIMIT) this.owner?.overflowed();
  }

  flushLazy(round: number): void {
    if (this.#listed === 'lazy' && this.#lazyIn === round) this.flush();
  }

  close(code: number): void {
    if (this.#closing) return;
    if (this.#waiting > 0 && this.#blockedSince === undefined) this.#write();
    this.#discard();
    this.shut(code);
  }

  /** Whether every write goes on after it has returned, so that a desk each would be on its way for as long. */
  protected get keepsBytes(): boolean {
    return false;
  }

  /** For subclasses: what was written is on its way, more may follow. */
  protected drained(): void {
    this.#blockedSince = undefined;
    this.flush();
  }

  /** For subclasses: the connection is gone. */
  protected gone(code: number): void {
    this.#discard();
    this.owner?.closed(code);
  }

  get #waiting(): number {
    return (this.#bytes ? this.#bytes.size : this.#rope.length) + (this.owner?.unsent ?? 0);
  }

  #inBytes(): ByteQueue {
    if (this.#bytes) return this.#bytes;
    this.#bytes = this.#flusher.queues.take();
    if (this.#rope !== '') this.#bytes.appendLatin1(this.#rope);
    this.#rope = '';
    return this.#bytes;
  }

  #write(): void {
    const isTaken = this.#bytes || this.owner?.unsent ? this.#writeBytes() : this.#writeRope();
    if (!isTaken) this.#blockedSince = this.#flusher.clock.now();
  }

  #writeRope(): boolean {
    const rope = this.#rope;
    this.#rope = '';
    return this.write(rope);
  }

  #writeBytes(): boolean {
    const { desks } = this.#flusher;
    const desk = desks.take();
    if (this.#bytes) this.#bytes.writeTo(desk);
    else if (this.#rope !== '') desk.appendLatin1(this.#rope);
    this.#empty();
    this.owner?.writeUnsent(desk);
    const filled = desk.block.bytes.subarray(0, desk.end);
    if (this.keepsBytes) {
      const copy = Buffer.from(filled);
      desks.give(desk);
      return this.write(copy);
    }
    const isTaken = this.write(filled);
    // What is still on its way is read from where it lies.
    if (this.unwritten() === 0) desks.give(desk);
    return isTaken;
  }

  #discard(): void {
    this.#closing = true;
    this.#empty();
  }

  #empty(): void {
    this.#rope = '';
    if (this.#bytes) this.#flusher.queues.give(this.#bytes);
    this.#bytes = undefined;
  }

  abstract pause(): void;
  abstract resume(): void;
  /** Bytes that were written and have not left the process. */
  protected abstract unwritten(): number;
  /**
   * Writes bytes, of a string one a character. A buffer is its own only for as long as `unwritten` is not 0. False
   * where `drained` is to be awaited before more.
   */
  protected abstract write(bytes: string | Buffer): boolean;
  /** Sends the close frame and sees to it that the connection ends within 2 s. */
  protected abstract shut(code: number): void;
}
