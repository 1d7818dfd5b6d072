// A query from one program to another and back, by the SDK over Parley and by bare ws over a bare relay.
import type { QueryOperations } from '../load/operations.ts';
import { median, percentile } from '../measure/stats.ts';
import { startProcess, type RemoteProcess } from '../process/remote.ts';
import { atMost, type Benchmark, type Context, type Figure } from '../report/figure.ts';
import { profiled, startServer, type ServerUnderTest } from './servers.ts';

const ROUNDS = 11;
const WINDOW_MS = 1_000;
const PROTOCOLS = ['bare', 'parley'] as const;
type Contender = (typeof PROTOCOLS)[number];
const TITLES = { bare: 'bare ws', parley: 'Parley' } as const;

interface Running {
  server: ServerUnderTest;
  clients: RemoteProcess<QueryOperations>;
}

export const query: Benchmark = {
  name: 'query',
  title: 'Queries between two programs',
  async run(context) {
    const contenders = { bare: await start('bare'), parley: await start('parley') };
    try {
      return await rounds(context, contenders);
    } finally {
      await Promise.all(
        Object.values(contenders).flatMap(({ server, clients }) => [clients.close(), server.process.close()]),
      );
    }
  },
};

async function start(protocol: Contender): Promise<Running> {
  const server = await startServer(protocol);
  // The servers run what the build made; the build publishes no `createParley`.
  const clients = startProcess<QueryOperations>('../load/query-clients.ts', import.meta.url, {
    source: true,
  });
  try {
    await clients.call.connect({
      protocol,
      port: server.port,
      people: await server.people(['asker', 'answerer']),
    });
  } catch (cause) {
    await Promise.all([clients.close(), server.process.close()]);
    throw cause;
  }
  return { server, clients };
}

/** Each contender in turn. The first round warms the code up and isn't counted. */
async function rounds(context: Context, contenders: Record<Contender, Running>): Promise<Figure[]> {
  const p50: Record<Contender, number[]> = { bare: [], parley: [] };
  const p99: Record<Contender, number[]> = { bare: [], parley: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    await context.quiet();
    const said: string[] = [];
    for (const protocol of PROTOCOLS) {
      const times = await contenders[protocol].clients.call.roundTrips({ ms: WINDOW_MS });
      said.push(
        `${TITLES[protocol]} ${percentile(times, 50).toFixed(3)}/${percentile(times, 99).toFixed(3)}`,
      );
      if (round === 0) continue;
      p50[protocol].push(percentile(times, 50));
      p99[protocol].push(percentile(times, 99));
    }
    context.say(`  round ${round}: p50/p99 in ms: ${said.join(', ')}`);
  }
  for (const { server, clients } of context.profiles ? Object.values(contenders) : [])
    await profiled(context, server, 'query', () => clients.call.roundTrips({ ms: 2 * WINDOW_MS }));
  const ratios = p50.parley.map((ms, i) => ms / (p50.bare[i] ?? Number.NaN));
  return [
    { name: 'Parley / bare ws, p50', value: median(ratios), unit: '×', rounds: ratios, target: atMost(1.3) },
    ...PROTOCOLS.flatMap((protocol) => [
      { name: `${TITLES[protocol]} p50`, value: median(p50[protocol]), unit: 'ms', rounds: p50[protocol] },
      { name: `${TITLES[protocol]} p99`, value: median(p99[protocol]), unit: 'ms', rounds: p99[protocol] },
    ]),
  ];
}
