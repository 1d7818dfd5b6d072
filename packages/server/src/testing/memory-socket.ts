// A server without a network: clients in the same process, on a clock that a test moves. Frames are real bytes.
import type { UserId } from '@parley/protocol';
import type { Log } from '../log.ts';
import type { Identity, RealtimeOptions } from '../realtime-api.ts';
import { createRealtimeCore, type RealtimeCore } from '../realtime.ts';
import { Block } from '../ws/bytes.ts';
import { QueuedSocket } from '../ws/queued-socket.ts';
import { readFrames } from './read-frames.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** The client's end. Messages take the link's latency in each direction and keep their order. */
export interface MemoryClient {
  onmessage: ((text: string) => void) | undefined;
  onclose: ((code: number) => void) | undefined;
  send(text: string): void;
  /** A close handshake by the client. 1000 unless told. */
  close(code?: number): void;
  /** The connection breaks, and both ends notice. What was on the way to the server still arrives. */
  cut(): void;
  /** The same, and what was on the way in either direction is lost. */
  snap(): void;
  /** The connection breaks and nobody notices: nothing arrives on either side any more. */
  vanish(): void;
  /** What travels to this end is lost from now on, and nobody notices: half of the connection is dead. */
  deafen(end: 'client' | 'server'): void;
  /** Stops reading, or reads again. */
  stall(isStalled: boolean): void;
}

export interface MemoryRealtime {
  realtime: Omit<RealtimeCore, 'open' | 'flusher'>;
  clock: VirtualClock;
  /** An upgrade whose credentials proved this account. It is open at once. */
  connect(identity: Identity | string): MemoryClient;
  /**
   * The process is killed: nothing of it moves any more, and what was on the way is lost. Clients notice where the
   * machine still runs and says so (a reset), and do not where it is gone as well.
   */
  crash(isNoticed: boolean): void;
}

export interface MemoryOptions extends Partial<RealtimeOptions> {
  clock?: VirtualClock;
  /** Milliseconds that a message takes, asked anew for each. 0 unless told. */
  latency?: () => number;
}

const silent: Log = { error() {}, warn() {}, info() {}, debug() {} };

export function createMemoryRealtime(options: MemoryOptions = {}): MemoryRealtime {
  const { latency = () => 0, clock = createVirtualClock(), ...rest } = options;
  const core = createRealtimeCore({
    log: silent,
    policy: 'replace',
    preconnect: true,
    epoch: 'memory',
    limits: { sessions: 10_000, messageBurst: 60, messagesPerSecond: 20 },
    // A server that nobody knew before.
    mayReturn: () => false,
    ...rest,
    clock,
    soon: (fn) => void clock.after(0, fn),
  });
  const sockets = new Set<MemorySocket>();
  return {
    realtime: core,
    clock,
    connect(identity) {
      const socket: MemorySocket = new MemorySocket(core.flusher, clock, latency, () =>
        sockets.delete(socket),
      );
      sockets.add(socket);
      core.open(socket, typeof identity === 'string' ? identityOf(identity) : identity);
      return socket.client;
    },
    crash(isNoticed) {
      // All at once first: what the server does about one that is gone must not reach another.
      const clients = Array.from(sockets, (socket) => socket.abandon());
      void core.close();
      if (isNoticed) for (const client of clients) clock.after(0, () => client.onclose?.(1006));
    },
  };
}

function identityOf(user: string): Identity {
  return { user: user as UserId, signIn: `sign-in of ${user}` };
}

/** How long a close may take. */
const CLOSE_MS = 30_000;
/** What the kernel takes from the server though nobody reads. */
const KERNEL_BYTES = 64 * 1024;

class MemorySocket extends QueuedSocket {
  readonly client: MemoryClient;
  readonly #clock: VirtualClock;
  readonly #latency: () => number;
  readonly #left: () => void;
  readonly #deafened = new Set<'client' | 'server'>();
  #giveUp: (() => void) | undefined;
  #state: 'open' | 'vanished' | 'gone' = 'open';
  #stalled = false;
  #unread = '';
  #pausedInput: string[] | undefined;
  #arrivals = { client: 0, server: 0 };

  /** `left`: the socket is gone. */
  constructor(
    flusher: RealtimeCore['flusher'],
    clock: VirtualClock,
    latency: () => number,
    left: () => void,
  ) {
    super(flusher);
    this.#clock = clock;
    this.#latency = latency;
    this.#left = left;
    this.client = {
      onmessage: undefined,
      onclose: undefined,
      send: (text) => this.#travel('server', () => this.#arrive(text)),
      close: (code = 1000) => this.#travel('server', () => this.#finish(code)),
      cut: () => this.#travel('server', () => this.#finish(1006)),
      snap: () => this.#finish(1006),
      vanish: () => void this.abandon(),
      deafen: (end) => void this.#deafened.add(end),
      stall: (isStalled) => this.#stall(isStalled),
    };
  }

  /** Nothing arrives any more at either end. Answers the client's. */
  abandon(): MemoryClient {
    if (this.#state === 'open') this.#state = 'vanished';
    return this.client;
  }

  pause(): void {
    this.#pausedInput ??= [];
  }

  resume(): void {
    const texts = this.#pausedInput ?? [];
    this.#pausedInput = undefined;
    for (const text of texts) this.#arrive(text);
  }

  protected unwritten(): number {
    return Math.max(0, this.#unread.length - KERNEL_BYTES);
  }

  protected write(written: string | Buffer): boolean {
    const bytes = written.toString('latin1');
    if (this.#state === 'vanished' || this.#stalled) {
      this.#unread += bytes;
      return this.unwritten() === 0;
    }
    this.#travel('client', () => this.#deliver(bytes));
    return true;
  }

  protected shut(code: number): void {
    if (this.#state !== 'open' || this.#stalled || this.#deafened.size > 0) {
      // The close frame never arrives, and the server gives up on the handshake.
      this.#clock.after(2_000, () => this.#finish(1006));
      return;
    }
    this.#travel('client', () => this.#finish(code));
    // As ws does where no answer comes.
    this.#giveUp = this.#clock.after(CLOSE_MS, () => this.#finish(1006));
  }

  #deliver(bytes: string): void {
    for (const frame of readFrames(bytes)) {
      if (frame.kind === 'text') this.client.onmessage?.(frame.text);
      else this.#travel('server', () => this.owner?.heard());
    }
  }

  #arrive(text: string): void {
    if (this.#pausedInput) this.#pausedInput.push(text);
    else this.#receive(Buffer.from(text));
  }

  #receive(bytes: Buffer): void {
    this.owner?.received(new Block(bytes), 0, bytes.length);
  }

  #stall(isStalled: boolean): void {
    this.#stalled = isStalled;
    if (isStalled || this.#unread === '') return;
    const bytes = this.#unread;
    this.#unread = '';
    this.#travel('client', () => this.#deliver(bytes));
    this.drained();
  }

  #finish(code: number): void {
    if (this.#state === 'gone') return;
    const isNoticed = this.#state === 'open';
    this.#state = 'gone';
    this.#giveUp?.();
    this.#left();
    this.gone(code);
    if (isNoticed) this.client.onclose?.(code);
  }

  #travel(to: 'client' | 'server', arrive: () => void): void {
    if (this.#state !== 'open') return;
    const at = Math.max(this.#arrivals[to], this.#clock.now() + this.#latency());
    this.#arrivals[to] = at;
    this.#clock.after(at - this.#clock.now(), () => {
      if (this.#state === 'open' && !this.#deafened.has(to)) arrive();
    });
  }
}
