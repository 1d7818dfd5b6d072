// What happens to a person's line, one fault after the other, from a seed.
import { setTimeout as wait } from 'node:timers/promises';
import type { FaultProxy } from './fault-proxy.ts';

export interface Gust {
  readonly name: string;
  /** How much more often than one of weight 1. */
  readonly weight: number;
  /** Shortest and longest, in ms. */
  readonly ms: readonly [number, number];
  begin(line: FaultProxy): void;
}

const cuts: readonly Gust[] = [
  { name: 'drop', weight: 4, ms: [0, 0], begin: (line) => line.drop() },
  { name: 'reset', weight: 4, ms: [0, 0], begin: (line) => line.drop('reset') },
  { name: 'cut', weight: 2, ms: [50, 800], begin: (line) => line.cut() },
];

/** Cuts only: what a server that is killed every few seconds is enough of a fault with. */
export const GUSTY: readonly Gust[] = cuts;

export const STORMY: readonly Gust[] = [
  ...cuts,
  { name: 'stalled', weight: 2, ms: [200, 3_000], begin: (line) => line.stall() },
  // Longer than either end takes to notice.
  { name: 'dead', weight: 0.3, ms: [10_500, 12_000], begin: (line) => line.stall() },
  { name: 'half-open to the server', weight: 1, ms: [200, 6_000], begin: (line) => line.stall('to-server') },
  { name: 'half-open to the client', weight: 1, ms: [200, 6_000], begin: (line) => line.stall('to-client') },
  { name: 'slow reader', weight: 2, ms: [200, 4_000], begin: (line) => line.hold('to-client') },
  { name: 'held', weight: 1, ms: [200, 3_000], begin: (line) => line.hold() },
  { name: 'dripping', weight: 2, ms: [500, 3_000], begin: (line) => line.drip(8_000) },
];

export interface WeatherOptions {
  line: FaultProxy;
  random: () => number;
  gusts: readonly Gust[];
  /** Shortest and longest calm between two faults, in ms. */
  calm: readonly [number, number];
  signal: AbortSignal;
  count: (name: string) => void;
}

/** Resolves once the signal has come and the line is mended. */
export async function blow({ line, random, gusts, calm, signal, count }: WeatherOptions): Promise<void> {
  const between = ([least, most]: readonly [number, number]): number => least + random() * (most - least);
  const sleep = (ms: number): Promise<void> => wait(ms, undefined, { signal }).catch(() => undefined);
  while (!signal.aborted) {
    await sleep(between(calm));
    if (signal.aborted) break;
    const gust = draw(gusts, random());
    count(gust.name);
    gust.begin(line);
    const ms = between(gust.ms);
    if (ms > 0) {
      await sleep(ms);
      line.heal();
    }
  }
  line.heal();
}

function draw(gusts: readonly Gust[], chance: number): Gust {
  let left = chance * gusts.reduce((sum, { weight }) => sum + weight, 0);
  for (const gust of gusts) {
    left -= gust.weight;
    if (left < 0) return gust;
  }
  throw new Error('there is no weather without gusts');
}
