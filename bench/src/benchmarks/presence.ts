// N people sign in with tokens: how long until all know all, and what it costs, against the naive broadcast.
import { median } from '../measure/stats.ts';
import { atMost, type Benchmark, type Context, type Figure } from '../report/figure.ts';
import { crowdOf, gather } from './crowds.ts';
import { startServer } from './servers.ts';

const SIZES = [1000, 2000, 5000] as const;
const NAIVE_SIZE = 1000;
const ROUNDS = 3;

interface Gathering {
  /** From the last one's connection to everybody's knowledge, in s. */
  after: number;
  /** From the first upgrade on. */
  whole: number;
  cpu: number;
  frames: number;
  megabytes: number;
  mostInTick: number;
  mostFrames: number;
  /** Mean ms between ticks with news. */
  tick: number;
}

export const presence: Benchmark = {
  name: 'presence',
  title: 'Sign-ins until all know all',
  async run(context) {
    const figures: Figure[] = [];
    for (const size of SIZES) {
      const parley: Gathering[] = [];
      const naive: Gathering[] = [];
      const asking: Gathering[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        parley.push(await measured(context, 'parley', size));
        if (size !== NAIVE_SIZE) continue;
        naive.push(await measured(context, 'bare', size));
        asking.push(await measured(context, 'parley', size, true));
      }
      figures.push(...parleyFigures(size, parley));
      if (naive.length > 0) figures.push(...naiveFigures(size, naive, parley));
      if (asking.length > 0) figures.push(...askingFigures(size, asking, parley));
    }
    return figures;
  },
};

async function measured(
  context: Context,
  protocol: 'parley' | 'bare',
  size: number,
  maySee = false,
): Promise<Gathering> {
  await context.quiet();
  const gathering = await gatherAll(protocol, size, maySee);
  const { after, whole, frames, megabytes, mostInTick, mostFrames, tick } = gathering;
  context.say(
    `  ${protocol}${maySee ? ' with maySee' : ''}, ${size}: ${after.toFixed(2)} s after the last, ${whole.toFixed(2)} s in all, ${frames} frames, ` +
      `${megabytes.toFixed(1)} MB, for one person ${mostFrames} and ${mostInTick} in a tick of ${tick.toFixed(0)} ms`,
  );
  return gathering;
}

async function gatherAll(protocol: 'parley' | 'bare', size: number, maySee: boolean): Promise<Gathering> {
  const server = await startServer(protocol, { presence: true, maySee });
  try {
    const people = await crowdOf(server, size);
    const cpu = await server.process.call.cpu();
    const crowd = await gather(server, people, true);
    try {
      const { startedAt, connectedAt, knewAt } = await crowd.knowing();
      const counts = await crowd.presence();
      return {
        after: Math.max(0, knewAt - connectedAt) / 1000,
        whole: (knewAt - startedAt) / 1000,
        cpu: ((await server.process.call.cpu()) - cpu) / 1e6,
        megabytes: counts.bytes / 1e6,
        tick: (knewAt - startedAt) / counts.ticks.size,
        ...counts,
      };
    } finally {
      await crowd.close();
    }
  } finally {
    await server.process.close();
  }
}

function parleyFigures(size: number, rounds: Gathering[]): Figure[] {
  const people = size.toLocaleString('en');
  const figure = figureOf(rounds);
  return [
    figure(
      `${people}: all know all, after the last is connected`,
      ({ after }) => after,
      's',
      size === 5000 ? atMost(3) : undefined,
    ),
    // The worst of all rounds: one person who got two frames in one tick breaks the promise.
    {
      name: `${people}: most presence frames a person got in a tick`,
      value: Math.max(...rounds.map(({ mostInTick }) => mostInTick)),
      unit: '',
      target: atMost(1),
    },
    figure(`${people}: from the first upgrade to all know all`, ({ whole }) => whole, 's'),
    figure(`${people}: time between ticks`, ({ tick }) => tick, 'ms'),
    figure(`${people}: presence frames`, ({ frames }) => frames, ''),
    figure(`${people}: presence bytes`, ({ megabytes }) => megabytes, 'MB'),
    figure(`${people}: server CPU`, ({ cpu }) => cpu, 's'),
  ];
}

function naiveFigures(size: number, naive: Gathering[], parley: Gathering[]): Figure[] {
  const people = size.toLocaleString('en');
  const figure = figureOf(naive);
  const ratio = (of: (gathering: Gathering) => number): number[] =>
    naive.map((gathering, i) => of(gathering) / of(parley[i] ?? gathering));
  const against = (what: string, of: (gathering: Gathering) => number): Figure => {
    const rounds = ratio(of);
    return { name: `${people}: naive / Parley, ${what}`, value: median(rounds), unit: '×', rounds };
  };
  return [
    against('frames', ({ frames }) => frames),
    against('server CPU', ({ cpu }) => cpu),
    against('first upgrade to all know all', ({ whole }) => whole),
    figure(`${people}, naive: from the first upgrade to all know all`, ({ whole }) => whole, 's'),
    figure(`${people}, naive: presence frames`, ({ frames }) => frames, ''),
    figure(`${people}, naive: presence bytes`, ({ megabytes }) => megabytes, 'MB'),
    figure(`${people}, naive: server CPU`, ({ cpu }) => cpu, 's'),
  ];
}

/** What it costs that the operator's code is asked about each pair of people. */
function askingFigures(size: number, asking: Gathering[], parley: Gathering[]): Figure[] {
  const people = size.toLocaleString('en');
  const against = (what: string, of: Of): Figure => {
    const rounds = asking.map((one, i) => of(one) / of(parley[i] ?? one));
    return { name: `${people}: with maySee / without, ${what}`, value: median(rounds), unit: '×', rounds };
  };
  return [
    against('server CPU', ({ cpu }) => cpu),
    against('first upgrade to all know all', ({ whole }) => whole),
    figureOf(asking)(`${people}, with maySee: after the last is connected`, ({ after }) => after, 's'),
  ];
}

type Of = (gathering: Gathering) => number;

function figureOf(
  gatherings: Gathering[],
): (name: string, of: Of, unit: string, target?: Figure['target']) => Figure {
  return (name, of, unit, target) => {
    const rounds = gatherings.map(of);
    return { name, value: median(rounds), unit, rounds, ...(target ? { target } : {}) };
  };
}
