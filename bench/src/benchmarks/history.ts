// The same texts through a Parley that keeps them and through one that does not: what a history costs.
import { percentile } from '../measure/stats.ts';
import { medianFigure, type Benchmark, type Context, type Figure } from '../report/figure.ts';
import { closedLoop, shown, type Window } from './closed-loop.ts';
import { load, profiled, startServer, type Loaded } from './servers.ts';

const PAIRS = 100;
const ROUNDS = 5;
const IN_FLIGHT = [1, 16] as const;
/** Texts a second in all: as of five thousand people who each write one every five seconds. */
const RATE = 1_000;
const LATENCY_MS = 2_500;

interface Round {
  plain: Window;
  keeping: Window;
}

export const history: Benchmark = {
  name: 'history',
  title: 'Texts that the server keeps',
  async run(context) {
    const plain = await load(await startServer('parley'), PAIRS);
    const keeping = await load(await startServer('parley', { historyDays: 30 }), PAIRS);
    try {
      const figures: Figure[] = [];
      for (const inFlight of IN_FLIGHT)
        figures.push(...figuresOf(await rounds(context, { plain, keeping }, inFlight), inFlight));
      figures.push(...(await latencies(context, { plain, keeping })));
      return figures;
    } finally {
      await Promise.all([plain.close(), keeping.close()]);
    }
  },
};

type Servers = Record<keyof Round, Loaded>;

/** The first one warms the code up and isn't counted. */
async function rounds(context: Context, { plain, keeping }: Servers, inFlight: number): Promise<Round[]> {
  const all: Round[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    await context.quiet();
    const one = { plain: await closedLoop(plain, inFlight), keeping: await closedLoop(keeping, inFlight) };
    context.say(
      `  ${inFlight} in flight, round ${round}: plain ${shown(one.plain)}, keeping ${shown(one.keeping)}`,
    );
    if (round > 0) all.push(one);
  }
  await profiled(context, keeping.server, `history-${inFlight}`, () => closedLoop(keeping, inFlight));
  return all;
}

function figuresOf(all: Round[], inFlight: number): Figure[] {
  const suffix = `, ${inFlight} in flight`;
  const ratios = all.map(({ plain, keeping }) => keeping.perCpuSecond / plain.perCpuSecond);
  const rates = (which: keyof Round): number[] => all.map((round) => round[which].perCpuSecond);
  return [
    medianFigure(`keeping / not keeping${suffix}`, ratios, '×'),
    medianFigure(`not keeping${suffix}`, rates('plain'), '/CPU s'),
    medianFigure(`keeping${suffix}`, rates('keeping'), '/CPU s'),
  ];
}

async function latencies(context: Context, { plain, keeping }: Servers): Promise<Figure[]> {
  await context.quiet();
  const of = ({ generator }: Loaded): Promise<Float64Array> =>
    generator.call.openLoop({ rate: RATE, ms: LATENCY_MS, pace: 'spin' });
  const [without, kept] = [await of(plain), await of(keeping)];
  return [50, 99].flatMap((share) => [
    medianFigure(`not keeping, p${share} at ${RATE}/s`, [percentile(without, share)], 'ms'),
    medianFigure(`keeping, p${share} at ${RATE}/s`, [percentile(kept, share)], 'ms'),
  ]);
}
