// What the benchmark asks of a load generator's process.

export type Protocol = 'bare' | 'socketio' | 'parley';

export interface Person {
  name: string;
  credential: string;
}

export interface ClosedLoop {
  /** Texts between their sending and their arrival, in each pair. */
  inFlight: number;
  ms: number;
}

export interface ClosedLoopResult {
  texts: number;
  ms: number;
  /** The generator's own CPU time as a share of the time: near 1, it and not the server may be the limit. */
  busy: number;
}

export interface OpenLoop {
  /** Texts a second, over all pairs. */
  rate: number;
  ms: number;
  /** `spin` sends to the microsecond and takes a core; `timer` sends what is due at every millisecond. */
  pace: 'spin' | 'timer';
}

export interface GeneratorOperations {
  /** Connects people as pairs: the first writes with the second, the third with the fourth… */
  connect(options: { protocol: Protocol; port: number; people: Person[] }): Promise<void>;
  closedLoop(options: ClosedLoop): Promise<ClosedLoopResult>;
  /** The ms from sending to arrival of each text. */
  openLoop(options: OpenLoop): Promise<Float64Array>;
  close(): void;
}

export interface HoldOptions {
  protocol: Exclude<Protocol, 'socketio'>;
  port: number;
  /** Named by `nameOf`, with the credentials in the same order. */
  people: Person[];
  /** Everybody of all holders: the size of the set that each comes to know. */
  everybody: number;
  /** Sign-ins under way at once. */
  concurrency: number;
  /** Whether presence frames are read, or just counted. */
  learn: boolean;
  /** The first of the loopback addresses to connect from: 127.0.0.x. */
  address: number;
}

/** Times are ms of the machine's monotonic clock, which all processes share. */
export interface Held {
  /** When the first sign-in began. */
  startedAt: number;
  connectedAt: number;
  /** When the last person here came to know everybody. */
  knewAt: number;
}

export interface PresenceCount {
  frames: number;
  bytes: number;
  /** The most that one person got. */
  mostFrames: number;
  /** The most frames with which one person came to the same tick's knowledge: more than one breaks P3. */
  mostInTick: number;
  /**
   * How many people were known after each tick. Ticks are not marked on the wire, but while people only come, each
   * tick with a frame makes that number grow.
   */
  ticks: Set<number>;
}

export interface Churn {
  port: number;
  /** Who comes and goes: enough of them that nobody comes back while still there. */
  people: Person[];
  /** As many sign in each second, and as many leave. */
  perSecond: number;
  /** Signed in at once. */
  atOnce: number;
}

export interface HolderOperations {
  /** Resolves when everybody here is connected. */
  connect(options: HoldOptions): Promise<void>;
  /** Resolves when everybody here knows everybody. */
  knowing(): Promise<Held>;
  presence(): PresenceCount;
  leave(): void;
}

export interface ChurnOperations {
  start(options: Churn): void;
  /** Resolves with the number of people who came when all have left. */
  stop(): Promise<number>;
}

export interface QueryOperations {
  /** Connects the one who asks and the one who answers. */
  connect(options: { protocol: 'bare' | 'parley'; port: number; people: Person[] }): Promise<void>;
  /** The ms that each round trip took, one after the other for as long. */
  roundTrips(options: { ms: number }): Promise<Float64Array>;
}
