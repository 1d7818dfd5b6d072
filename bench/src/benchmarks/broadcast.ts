// The relay's p99 among 2,000 people while people come and go all the time, against its p99 while nobody does.
import { setTimeout as pause } from 'node:timers/promises';
import type { ChurnOperations, Person } from '../load/operations.ts';
import { median, percentile } from '../measure/stats.ts';
import { separate } from '../process/priority.ts';
import { startProcess, type RemoteProcess } from '../process/remote.ts';
import { atMost, type Benchmark, type Context, type Figure } from '../report/figure.ts';
import { crowdOf, gather } from './crowds.ts';
import { load, profiled, startServer, type Loaded } from './servers.ts';

const CROWD = 2000;
const PAIRS = 20;
const RATE = 1000;
const ROUNDS = 7;
const WINDOW_MS = 3000;
const CHURN = { perSecond: 25, atOnce: 50 };

export const broadcast: Benchmark = {
  name: 'broadcast',
  title: `Relay during presence broadcasts to ${CROWD.toLocaleString('en')} people`,
  async run(context) {
    const server = await startServer('parley');
    const rejoin = separate(server.process.pid);
    const churner = startProcess<ChurnOperations>('../load/churner.ts', import.meta.url, { source: true });
    const closers: (() => Promise<void>)[] = [() => server.process.close(), () => churner.close()];
    try {
      const crowd = await gather(server, await crowdOf(server, CROWD), false);
      closers.push(crowd.close);
      const loaded = await load(server, PAIRS);
      closers.push(loaded.close);
      const comers = await server.people(Array.from({ length: 500 }, (_, i) => `comer${i}`));
      await pause(2000);
      const before = await crowd.presence();
      const rounds = await measure(context, loaded, churner, comers);
      const { frames } = await crowd.presence();
      return figures(rounds, (frames - before.frames) / CROWD);
    } finally {
      await Promise.all(closers.map((close) => close()));
      rejoin();
    }
  },
};

interface Round {
  quiet: number;
  busy: number;
}

async function measure(
  context: Context,
  { server, generator }: Loaded,
  churner: RemoteProcess<ChurnOperations>,
  comers: Person[],
): Promise<Round[]> {
  const rounds: Round[] = [];
  const p99 = async (): Promise<number> =>
    percentile(await generator.call.openLoop({ rate: RATE, ms: WINDOW_MS, pace: 'timer' }), 99);
  for (let round = 0; round <= ROUNDS; round++) {
    await context.quiet();
    const quiet = await p99();
    await churner.call.start({ port: server.port, people: comers, ...CHURN });
    await pause(500);
    const busy = round === ROUNDS ? await profiled(context, server, 'broadcast', p99) : await p99();
    const came = await churner.call.stop();
    await pause(1500);
    context.say(
      `  round ${round}: p99 quiet ${quiet.toFixed(2)} ms, with ${came} comings ${busy.toFixed(2)} ms`,
    );
    if (round > 0) rounds.push({ quiet, busy });
  }
  return rounds;
}

function figures(rounds: Round[], framesEach: number): Figure[] {
  const quiet = rounds.map((round) => round.quiet);
  const busy = rounds.map((round) => round.busy);
  const ratios = rounds.map((round) => round.busy / round.quiet);
  return [
    {
      name: 'p99 with comings and goings / quiet p99',
      value: median(ratios),
      unit: '×',
      rounds: ratios,
      target: atMost(4),
    },
    { name: 'quiet p99', value: median(quiet), unit: 'ms', rounds: quiet },
    {
      name: `p99 with ${CHURN.perSecond} comings and as many goings a second`,
      value: median(busy),
      unit: 'ms',
      rounds: busy,
    },
    { name: 'presence frames each person got in the run', value: framesEach, unit: '' },
  ];
}
