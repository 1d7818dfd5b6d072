// One connection with what is counted on it. A session outlives its lines.
import type { Identity } from '../realtime-api.ts';
import type { Block } from '../ws/bytes.ts';
import type { ByteQueue } from '../ws/byte-queue.ts';
import type { Socket, SocketOwner } from '../ws/socket.ts';
import type { Bucket } from './rate-limit.ts';
import type { Session } from './session.ts';

export type LineState =
  | { readonly name: 'awaiting-hello' }
  | { readonly name: 'active'; readonly session: Session }
  /** Nothing from it counts any more, though its socket may still be closing. */
  | { readonly name: 'closed' };

export interface LineHost {
  received(line: Line, block: Block, start: number, end: number): void;
  receivedUnreadable(line: Line, code: 'bad-message' | 'too-large'): void;
  heard(line: Line): void;
  overflowed(line: Line): void;
  gone(line: Line, code: number): void;
}

const awaitingHello: LineState = { name: 'awaiting-hello' };
const closed: LineState = { name: 'closed' };

/** A class, because ten thousand of these sit idle. */
export class Line implements SocketOwner, Bucket {
  readonly socket: Socket;
  readonly identity: Identity;
  readonly #host: LineHost;
  state: LineState = awaitingHello;
  /** When the client was last heard, in ms of the clock. */
  heardAt: number;
  /** Whether it was pinged since. */
  pinged = false;
  tokens: number;
  filledAt: number;
  strikes = 0;
  refusals = 0;
  /** Frames in the current window of the floodgate. */
  frames = 0;
  framesSince = 0;

  constructor(socket: Socket, identity: Identity, host: LineHost, start: { now: number; tokens: number }) {
    this.socket = socket;
    this.identity = identity;
    this.#host = host;
    this.heardAt = start.now;
    this.filledAt = start.now;
    this.tokens = start.tokens;
  }

  /** Closes the socket; what still comes from it is ignored. */
  close(code: number): void {
    // What is unsent is written before the socket closes.
    this.socket.close(code);
    this.state = closed;
  }

  get unsent(): number {
    return this.#session?.unsent ?? 0;
  }

  writeUnsent(to: ByteQueue): void {
    this.#session?.writeUnsent(to);
  }

  received(block: Block, start: number, end: number): void {
    if (this.state.name !== 'closed') this.#host.received(this, block, start, end);
  }

  receivedUnreadable(code: 'bad-message' | 'too-large'): void {
    if (this.state.name !== 'closed') this.#host.receivedUnreadable(this, code);
  }

  heard(): void {
    if (this.state.name !== 'closed') this.#host.heard(this);
  }

  overflowed(): void {
    if (this.state.name !== 'closed') this.#host.overflowed(this);
  }

  closed(code: number): void {
    this.#host.gone(this, code);
    this.state = closed;
  }

  /** The session whose messages go out on this line: it may have gone on to another one. */
  get #session(): Session | undefined {
    if (this.state.name !== 'active') return undefined;
    const { session } = this.state;
    const isHere = session.life.name === 'active' && session.life.line === this;
    return isHere ? session : undefined;
  }
}
