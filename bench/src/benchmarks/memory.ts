// What an idle connection costs the server: resident memory at 10,000 signed-in people, against a bare ws server.
import { setTimeout as pause } from 'node:timers/promises';
import { atMost, medianFigure, type Benchmark, type Figure } from '../report/figure.ts';
import { crowdOf, gather } from './crowds.ts';
import { startServer } from './servers.ts';

const CROWD = 10_000;
/** So many come and go before the first look: the code is compiled then, and the heap has its working size. */
const WARM_UP = 500;
const ROUNDS = 3;
/** Longer than the grace time, so that nothing of the warm-up is left. */
const SETTLE_MS = 12_000;
const PROTOCOLS = ['bare', 'parley'] as const;

interface PerConnection {
  rss: number;
  heap: number;
}

export const memory: Benchmark = {
  name: 'memory',
  title: `Memory of an idle connection, at ${CROWD.toLocaleString('en')}`,
  async run(context) {
    const rounds = { bare: [] as PerConnection[], parley: [] as PerConnection[] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const protocol of PROTOCOLS) {
        const each = await perConnection(protocol);
        rounds[protocol].push(each);
        context.say(
          `  ${protocol}, round ${round}: ${each.rss.toFixed(2)} KiB resident, ${each.heap.toFixed(2)} in the heap`,
        );
      }
    }
    return figures(rounds);
  },
};

async function perConnection(protocol: (typeof PROTOCOLS)[number]): Promise<PerConnection> {
  const server = await startServer(protocol);
  try {
    const people = await crowdOf(server, CROWD);
    const first = await gather(server, people.slice(0, WARM_UP), false);
    await first.leave();
    await pause(SETTLE_MS);
    await first.close();
    const empty = await server.process.call.memory();
    const crowd = await gather(server, people, false);
    try {
      await pause(SETTLE_MS);
      const full = await server.process.call.memory();
      const kib = (bytes: number): number => bytes / CROWD / 1024;
      return { rss: kib(full.rss - empty.rss), heap: kib(full.heapUsed - empty.heapUsed) };
    } finally {
      await crowd.close();
    }
  } finally {
    await server.process.close();
  }
}

function figures({ bare, parley }: Record<(typeof PROTOCOLS)[number], PerConnection[]>): Figure[] {
  const ratios = parley.map(({ rss }, i) => rss / (bare[i]?.rss ?? Number.NaN));
  return [
    medianFigure(
      'Parley, resident',
      parley.map(({ rss }) => rss),
      'KiB',
      atMost(8),
    ),
    medianFigure('Parley / bare ws', ratios, '×'),
    medianFigure(
      'bare ws, resident',
      bare.map(({ rss }) => rss),
      'KiB',
    ),
    medianFigure(
      'Parley, in the heap',
      parley.map(({ heap }) => heap),
      'KiB',
    ),
    medianFigure(
      'bare ws, in the heap',
      bare.map(({ heap }) => heap),
      'KiB',
    ),
  ];
}
