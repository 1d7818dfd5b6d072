// A TCP proxy before the server whose line a test can cut, stall, hold back and mend, in one direction or in both.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type Direction = 'to-server' | 'to-client';
/** `close` says goodbye to both ends (FIN), `reset` does not (RST). */
export type Ending = 'close' | 'reset';

export interface FaultProxy {
  /** What a client calls the server behind it. */
  readonly url: string;
  /** Connections that clients have opened, refused ones included. */
  readonly connections: number;
  /** Drops every connection; new ones are let through. */
  drop(how?: Ending): void;
  /** Drops every connection and refuses new ones. */
  cut(how?: Ending): void;
  /**
   * Keeps connections open and carries nothing, as a pulled cable does: what is sent is lost, and so is the end of a
   * connection. New ones are accepted and silent. With a direction that one is dead only, and neither end is told.
   */
  stall(direction?: Direction): void;
  /** Carries nothing for a while and loses nothing either. */
  hold(direction?: Direction): void;
  /** A very slow line, in both directions. */
  drip(bytesPerSecond: number): void;
  /** Carries again. Connections that lost anything are dropped, what was held arrives. */
  heal(): void;
  close(): Promise<void>;
}

type Fault =
  | { readonly name: 'none' | 'cut' }
  | { readonly name: 'stalled' | 'held'; readonly directions: readonly Direction[] }
  | { readonly name: 'dripping'; readonly bytesPerSecond: number };

const BOTH: readonly Direction[] = ['to-server', 'to-client'];
const DRIP_MS = 50;

/** `target` is asked at each connection, so that the proxy can be there before the server. */
export async function openFaultProxy(target: () => number): Promise<FaultProxy> {
  const pairs = new Set<Pair>();
  let fault: Fault = { name: 'none' };
  let connections = 0;

  const set = (next: Fault): void => {
    fault = next;
    for (const pair of pairs) pair.suffer(next);
  };
  const drop = (how: Ending, which: (pair: Pair) => boolean = () => true): void => {
    for (const pair of pairs) if (which(pair)) pair.drop(how);
  };

  const server = createServer({ noDelay: true }, (near) => {
    connections += 1;
    if (fault.name === 'cut') {
      near.on('error', () => near.destroy());
      near.destroy();
      return;
    }
    const far = connect({ port: target(), host: '127.0.0.1', noDelay: true });
    const pair = new Pair(near, far, () => pairs.delete(pair));
    pairs.add(pair);
    pair.suffer(fault);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    drop: (how = 'close') => drop(how),
    cut(how = 'close') {
      set({ name: 'cut' });
      drop(how);
    },
    stall: (direction) => set({ name: 'stalled', directions: direction ? [direction] : BOTH }),
    hold: (direction) => set({ name: 'held', directions: direction ? [direction] : BOTH }),
    drip: (bytesPerSecond) => set({ name: 'dripping', bytesPerSecond }),
    heal() {
      drop('close', (pair) => pair.isSpoilt);
      set({ name: 'none' });
    },
    async close() {
      drop('close');
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

/** A client's connection and the one to the server that goes with it. */
class Pair {
  readonly #ways: readonly [Way, Way];

  constructor(near: Socket, far: Socket, ended: () => void) {
    this.#ways = [new Way('to-server', near, far), new Way('to-client', far, near)];
    let open = 2;
    for (const socket of [near, far]) {
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open -= 1;
        if (open === 0) ended();
      });
    }
  }

  /** Whether something that was sent will never arrive. */
  get isSpoilt(): boolean {
    return this.#ways.some((way) => way.isSpoilt);
  }

  suffer(fault: Fault): void {
    for (const way of this.#ways) way.suffer(fault);
  }

  drop(how: Ending): void {
    for (const { from } of this.#ways) {
      if (how === 'reset' && !from.connecting) from.resetAndDestroy();
      else from.destroy();
    }
  }
}

/** One direction of a connection. */
class Way {
  readonly from: Socket;
  readonly #to: Socket;
  readonly #direction: Direction;
  #fault: Fault = { name: 'none' };
  /** Read and not passed on: a dripping line's. */
  #waiting = Buffer.alloc(0);
  #isFull = false;
  #timer: NodeJS.Timeout | undefined;
  isSpoilt = false;

  constructor(direction: Direction, from: Socket, to: Socket) {
    this.from = from;
    this.#to = to;
    this.#direction = direction;
    from.on('data', (bytes) => this.#carry(bytes));
    from.on('close', () => this.#end());
    to.on('drain', () => {
      this.#isFull = false;
      this.#settle();
    });
  }

  suffer(fault: Fault): void {
    this.#fault = fault;
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (fault.name === 'dripping') {
      const portion = Math.max(1, Math.floor((fault.bytesPerSecond * DRIP_MS) / 1_000));
      this.#timer = setInterval(() => this.#release(portion), DRIP_MS);
    } else if (fault.name === 'none') this.#release(this.#waiting.length);
    this.#settle();
  }

  #isUnder(name: 'stalled' | 'held'): boolean {
    return this.#fault.name === name && this.#fault.directions.includes(this.#direction);
  }

  #carry(bytes: Buffer): void {
    if (this.#isUnder('stalled')) this.isSpoilt = true;
    else if (this.#timer) this.#waiting = Buffer.concat([this.#waiting, bytes]);
    else this.#write(bytes);
    this.#settle();
  }

  #release(length: number): void {
    if (length > 0 && this.#waiting.length > 0) this.#write(this.#waiting.subarray(0, length));
    this.#waiting = this.#waiting.subarray(length);
    this.#settle();
  }

  #write(bytes: Buffer): void {
    if (!this.#to.destroyed && !this.#to.write(bytes)) this.#isFull = true;
  }

  /** Reads on or not: what is not read fills the sender's and the kernel's buffers, as a slow line does. */
  #settle(): void {
    const isBlocked = this.#isFull || this.#waiting.length > 0 || this.#isUnder('held');
    if (isBlocked) this.from.pause();
    else this.from.resume();
  }

  /** The sender's end is told to the other one, behind all that was sent; nothing is told on a dead line. */
  #end(): void {
    clearInterval(this.#timer);
    if (this.#isUnder('stalled')) this.isSpoilt = true;
    else {
      if (this.#waiting.length > 0) this.#write(this.#waiting);
      this.#to.destroySoon();
    }
  }
}
