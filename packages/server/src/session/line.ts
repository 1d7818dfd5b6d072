// One connection with what is counted on it. A session outlives its lines.
import type { Identity } from '../realtime-api.ts';
import type { Socket, SocketOwner } from '../ws/socket.ts';
import type { Bucket } from './rate-limit.ts';
import type { Session } from './session.ts';

export type LineState =
  | { readonly name: 'awaiting-hello' }
  | { readonly name: 'active'; readonly session: Session }
  /** Nothing from it counts any more, though its socket may still be closing. */
  | { readonly name: 'closed' };

export interface LineHost {
  received(line: Line, text: string): void;
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
    this.state = closed;
    this.socket.close(code);
  }

  received(text: string): void {
    if (this.state.name !== 'closed') this.#host.received(this, text);
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
}
