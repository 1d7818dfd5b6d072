// Texts of 120 bytes through Parley, a bare ws relay and a socket.io one: texts a server CPU second, and latencies.
import type { Protocol } from '../load/operations.ts';
import { median, percentile } from '../measure/stats.ts';
import { atLeast, medianFigure, type Benchmark, type Context, type Figure } from '../report/figure.ts';
import { closedLoop, isStarved, shown, type Window } from './closed-loop.ts';
import { load, profiled, startServer, type Loaded } from './servers.ts';

const PAIRS = 100;
const ROUNDS = 7;
const LATENCY_MS = 2500;
const IN_FLIGHT = [1, 16] as const;
const PROTOCOLS = ['bare', 'socketio', 'parley'] as const;
const TITLES: Record<Protocol, string> = { bare: 'bare ws', socketio: 'socket.io', parley: 'Parley' };

type Contenders = Record<Protocol, Loaded>;
type ByProtocol<T> = Record<Protocol, T[]>;

export const relay: Benchmark = {
  name: 'relay',
  title: 'Relay of 120-byte texts',
  async run(context) {
    const contenders = await start();
    try {
      const figures: Figure[] = [];
      const rates: Partial<Record<number, ByProtocol<Window>>> = {};
      for (const inFlight of IN_FLIGHT) {
        const windows = await closedLoops(context, contenders, inFlight);
        rates[inFlight] = windows;
        figures.push(...rateFigures(windows, inFlight));
      }
      const most = median(rates[1]?.bare.map(({ perSecond }) => perSecond) ?? []);
      figures.push(...(await latencies(context, contenders, most / 2)));
      return figures;
    } finally {
      await Promise.all(Object.values(contenders).map((contender) => contender.close()));
    }
  },
};

async function start(): Promise<Contenders> {
  const started = await Promise.all(
    PROTOCOLS.map(async (protocol) => load(await startServer(protocol), PAIRS)),
  );
  return Object.fromEntries(started.map((loaded) => [loaded.server.protocol, loaded])) as Contenders;
}

/** Round by round, each contender in turn. The first round warms the code up and isn't counted. */
async function closedLoops(
  context: Context,
  contenders: Contenders,
  inFlight: number,
): Promise<ByProtocol<Window>> {
  const windows: ByProtocol<Window> = { bare: [], socketio: [], parley: [] };
  for (let round = 0, tries = 0; round <= ROUNDS; tries++) {
    await context.quiet();
    const one = await closedLoopOfEach(contenders, inFlight);
    const starved = PROTOCOLS.some((protocol) => isStarved(one[protocol]));
    const counts = !starved || tries >= 3 * ROUNDS;
    const line = PROTOCOLS.map((protocol) => `${TITLES[protocol]} ${shown(one[protocol])}`).join(', ');
    context.say(
      `  ${inFlight} in flight, round ${round}: ${line}${counts ? '' : ': the machine is busy, once more'}`,
    );
    if (!counts) continue;
    if (round++ > 0) for (const protocol of PROTOCOLS) windows[protocol].push(one[protocol]);
  }
  for (const { server, generator } of context.profiles ? Object.values(contenders) : []) {
    await profiled(context, server, `relay-${inFlight}`, () => closedLoop({ server, generator }, inFlight));
  }
  return windows;
}

async function closedLoopOfEach(contenders: Contenders, inFlight: number): Promise<Record<Protocol, Window>> {
  const { bare, socketio, parley } = contenders;
  return {
    bare: await closedLoop(bare, inFlight),
    socketio: await closedLoop(socketio, inFlight),
    parley: await closedLoop(parley, inFlight),
  };
}

function rateFigures(windows: ByProtocol<Window>, inFlight: number): Figure[] {
  const per = (protocol: Protocol): number[] => windows[protocol].map(({ perCpuSecond }) => perCpuSecond);
  // Round by round, so that what else the machine did at the time is in both numbers.
  const ratio = (against: Protocol): number[] =>
    per('parley').map((rate, i) => rate / (per(against)[i] ?? Number.NaN));
  const suffix = `, ${inFlight} in flight`;
  return [
    medianFigure(`Parley / bare ws${suffix}`, ratio('bare'), '×', atLeast(inFlight === 1 ? 1 : 3)),
    medianFigure(
      `Parley / socket.io${suffix}`,
      ratio('socketio'),
      '×',
      inFlight === 1 ? atLeast(1.7) : undefined,
    ),
    ...PROTOCOLS.map((protocol) => medianFigure(`${TITLES[protocol]}${suffix}`, per(protocol), '/CPU s')),
  ];
}

async function latencies(context: Context, contenders: Contenders, rate: number): Promise<Figure[]> {
  const p50: ByProtocol<number> = { bare: [], socketio: [], parley: [] };
  const p99: ByProtocol<number> = { bare: [], socketio: [], parley: [] };
  for (let round = 0; round < ROUNDS; round++) {
    await context.quiet();
    for (const protocol of PROTOCOLS) {
      const { generator } = contenders[protocol];
      const times = await generator.call.openLoop({ rate, ms: LATENCY_MS, pace: 'spin' });
      p50[protocol].push(percentile(times, 50));
      p99[protocol].push(percentile(times, 99));
    }
    const line = PROTOCOLS.map(
      (p) => `${TITLES[p]} ${p50[p].at(-1)?.toFixed(2)}/${p99[p].at(-1)?.toFixed(2)}`,
    );
    context.say(`  ${Math.round(rate)} texts/s, round ${round}: p50/p99 in ms: ${line.join(', ')}`);
  }
  return PROTOCOLS.flatMap((protocol) => [
    medianFigure(`${TITLES[protocol]} p50 at ${Math.round(rate)}/s`, p50[protocol], 'ms'),
    medianFigure(`${TITLES[protocol]} p99 at ${Math.round(rate)}/s`, p99[protocol], 'ms'),
  ]);
}
