// Loads a relay through pairs of peers, in a closed or an open loop, and fails where a text is lost or out of order.
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import type { Peer, PeerFactory } from '../peers/peer.ts';
import { deferred, type Deferred } from '../process/deferred.ts';
import type { ClosedLoop, ClosedLoopResult, OpenLoop, Person } from './operations.ts';

const SETTLE_MS = 15_000;
/** Send times kept for each peer; more texts than this are never under way at once. */
const RING = 8192;

export interface RelayLoad {
  ready(): Promise<void>;
  closedLoop(options: ClosedLoop): Promise<ClosedLoopResult>;
  openLoop(options: OpenLoop): Promise<Float64Array>;
  close(): void;
}

interface Side {
  peer: Peer;
  other: Side | undefined;
  sentAt: Float64Array;
}

export interface RelayLoadOptions {
  factory: PeerFactory;
  port: number;
  people: Person[];
  /** How long the relay may take to deliver what is under way once no more is sent. */
  settleMs?: number;
}

export function createRelayLoad(options: RelayLoadOptions): RelayLoad {
  const { settleMs = SETTLE_MS } = options;
  const broken: Deferred<never> = deferred();
  let arrived: (side: Side, number: number) => void = () => {};
  const sides = connectPairs(options, broken, (side, number) => arrived(side, number));

  /** Waits until every text has arrived and nothing is owed, or says what is missing. */
  async function settle(): Promise<void> {
    const deadline = performance.now() + settleMs;
    for (;;) {
      const missing = unsettled(sides);
      if (missing === undefined) return;
      if (performance.now() > deadline) throw new Error(missing);
      await Promise.race([pause(5), broken.promise]);
    }
  }

  return {
    ready: () => allReady(sides, broken),

    async closedLoop({ inFlight, ms }) {
      let texts = 0;
      let running = true;
      arrived = (side) => {
        texts++;
        if (running) side.peer.send(1);
      };
      const started = performance.now();
      const cpu = process.cpuUsage();
      for (let i = 0; i < sides.length; i += 2) {
        sides[i]?.peer.send(inFlight);
        sides[i]?.peer.flush();
      }
      await Promise.race([pause(ms), broken.promise]);
      running = false;
      const { user, system } = process.cpuUsage(cpu);
      const took = performance.now() - started;
      await settle();
      return { texts, ms: took, busy: (user + system) / 1000 / took };
    },

    async openLoop(loop) {
      const latencies: number[] = [];
      arrived = (side, number) => {
        const sentAt = side.other?.sentAt[number % RING] ?? Number.NaN;
        latencies.push(performance.now() - sentAt);
      };
      await Promise.race([sendSteadily(sides, loop), broken.promise]);
      await settle();
      return Float64Array.from(latencies);
    },

    close() {
      for (const { peer } of sides) peer.close();
    },
  };
}

function connectPairs(
  { factory, port, people }: RelayLoadOptions,
  broken: Deferred<never>,
  onText: (side: Side, number: number) => void,
): Side[] {
  const sides = people.map((person, i): Side => {
    const peer = factory({
      port,
      name: person.name,
      credential: person.credential,
      to: people[i ^ 1]?.name ?? '',
      onText: (number) => onText(side, number),
      onFailure: (why) => broken.reject(new Error(why)),
    });
    const side: Side = { peer, other: undefined, sentAt: new Float64Array(RING) };
    return side;
  });
  for (const [i, side] of sides.entries()) side.other = sides[i ^ 1];
  return sides;
}

async function allReady(sides: Side[], broken: Deferred<never>): Promise<void> {
  await Promise.race([Promise.all(sides.map(({ peer }) => peer.ready)), broken.promise]);
}

function unsettled(sides: Side[]): string | undefined {
  for (const { peer, other } of sides) {
    const { received } = peer.counts();
    const sent = other?.peer.counts().sent;
    if (received !== sent) return `a text is lost: ${received} of ${sent} arrived`;
    const owed = peer.owed();
    if (owed) return `once all had arrived, still owed: ${owed}`;
  }
  return undefined;
}

/** Even spacing over all sides in turn; the time that counts is the one at which a text was really written. */
async function sendSteadily(sides: Side[], { rate, ms, pace }: OpenLoop): Promise<void> {
  const started = performance.now();
  let sent = 0;
  for (;;) {
    const elapsed = performance.now() - started;
    if (elapsed >= ms) return;
    for (const due = Math.floor((elapsed * rate) / 1000); sent < due; sent++) {
      const side = sides[sent % sides.length];
      if (!side) return;
      const number = side.peer.counts().sent + 1;
      side.sentAt[number % RING] = performance.now();
      side.peer.send(1);
      side.peer.flush();
    }
    if (pace === 'spin') await turn();
    else await pause(1);
  }
}
