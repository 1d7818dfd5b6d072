// The queue between the server and a connection's bytes: one write a turn, bounded.
import type { Flushable, Flusher } from './flusher.ts';
import type { Frame } from './frame.ts';
import type { Socket, SocketOwner, Urgency } from './socket.ts';

/** Bytes that may wait to be written to one socket (protocol S14, QUALITY I16). */
export const BACKLOG_LIMIT = 1024 * 1024;

/** Subclasses own the bytes' way out. No closures and no containers: ten thousand of these sit idle. */
export abstract class QueuedSocket implements Socket, Flushable {
  owner: SocketOwner | undefined = undefined;
  readonly #flusher: Flusher;
  // A rope: joining costs nothing, and it is made flat once, by the write.
  #queued = '';
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
    return this.#queued.length + this.unwritten();
  }

  get blockedSince(): number | undefined {
    return this.#blockedSince;
  }

  send(frame: Frame, urgency: Urgency): void {
    if (this.#closing) return;
    this.#queued += frame;
    if (this.#listed === 'now' || this.#listed === urgency) return;
    if (this.#listed === 'bulk' && urgency === 'lazy') return;
    this.#listed = urgency;
    if (urgency === 'lazy') this.#lazyIn = this.#flusher.round;
    this.#flusher.add(this, urgency);
  }

  flush(): void {
    this.#listed = 'none';
    if (this.#queued === '' || this.#closing) return;
    if (this.#blockedSince === undefined) return this.#write();
    if (this.backlog > BACKLOG_LIMIT) this.owner?.overflowed();
  }

  flushLazy(round: number): void {
    if (this.#listed === 'lazy' && this.#lazyIn === round) this.flush();
  }

  close(code: number): void {
    if (this.#closing) return;
    if (this.#queued !== '' && this.#blockedSince === undefined) this.#write();
    this.#closing = true;
    this.#queued = '';
    this.shut(code);
  }

  /** For subclasses: what was written is on its way, more may follow. */
  protected drained(): void {
    this.#blockedSince = undefined;
    this.flush();
  }

  /** For subclasses: the connection is gone. */
  protected gone(code: number): void {
    this.#closing = true;
    this.#queued = '';
    this.owner?.closed(code);
  }

  #write(): void {
    const bytes = this.#queued;
    this.#queued = '';
    if (!this.write(bytes)) this.#blockedSince = this.#flusher.clock.now();
  }

  abstract pause(): void;
  abstract resume(): void;
  /** Bytes that were written and have not left the process. */
  protected abstract unwritten(): number;
  /** Writes bytes, one a character. False where `drained` is to be awaited before more. */
  protected abstract write(bytes: string): boolean;
  /** Sends the close frame and sees to it that the connection ends within 2 s. */
  protected abstract shut(code: number): void;
}
