// From the click on Accept to the other's picture, against a bare RTCPeerConnection set up cold at that click.
import type { Page } from 'playwright-core';
import { openSeats, type Seat, type Seats } from '../browser/browsers.ts';
import { openColdPair } from '../browser/cold-pair.ts';
import type { Pair } from '../browser/pair.ts';
import { openParleyPair } from '../browser/parley-pair.ts';
import { median, percentile } from '../measure/stats.ts';
import { atMost, type Benchmark, type Figure } from '../report/figure.ts';

const ROUNDS = 20;
/** The first calls load code and wake devices up. */
const WARM_UP = 2;
/** People take their time to pick up. */
const RINGING_MS = 1500;
const SEEN_MS = 15_000;
/** After a call, until devices and connections are closed. */
const REST_MS = 700;

/** Ms from the click to the picture on each screen. */
interface SetUp {
  callee: number;
  caller: number;
}

export const call: Benchmark = {
  name: 'call',
  title: 'Call set-up: from the click on Accept to the picture',
  async run(context) {
    const seats = await openSeats();
    const closers = [seats.close];
    try {
      const cold = await openColdPair(seats);
      closers.unshift(cold.close);
      const parley = await openParleyPair(seats);
      closers.unshift(parley.close);
      const setUps = { cold: [] as SetUp[], parley: [] as SetUp[] };
      for (let round = -WARM_UP; round < ROUNDS; round++) {
        await context.quiet();
        const one = { cold: await setUp(cold, seats), parley: await setUp(parley, seats) };
        context.say(`  round ${round}: cold ${shown(one.cold)}, Parley ${shown(one.parley)}`);
        if (round < 0) continue;
        setUps.cold.push(one.cold);
        setUps.parley.push(one.parley);
      }
      return figures(setUps);
    } finally {
      for (const close of closers) await close();
    }
  },
};

const shown = ({ callee, caller }: SetUp): string => `${Math.round(callee)}/${Math.round(caller)} ms`;

async function setUp(pair: Pair, { caller, callee }: Seats): Promise<SetUp> {
  await pair.ring();
  await pair.caller.waitForTimeout(RINGING_MS);
  await arm(pair.caller, callee);
  await arm(pair.callee, caller);
  await pair.accept();
  const [atCallee, atCaller] = await Promise.all([times(pair.callee), times(pair.caller)]);
  await pair.hangUp();
  await pair.caller.waitForTimeout(REST_MS);
  const { clickedAt } = atCallee;
  return { callee: atCallee.seenAt - clickedAt, caller: atCaller.seenAt - clickedAt };
}

async function arm(page: Page, { picture }: Seat): Promise<void> {
  await page.evaluate(`benchWatch.arm(${JSON.stringify(picture)})`);
}

function times(page: Page): Promise<{ clickedAt: number; seenAt: number }> {
  return page.evaluate(`benchWatch.times(${SEEN_MS})`);
}

type Who = (setUp: SetUp) => number;

// The first is the promise: who clicks sees. The camera of who clicks opens at the click and not before, so the other
// side's picture can't come as soon; it is shown, with the later of the two, so that nobody has to take it on trust.
const SCREENS: [name: string, who: Who][] = [
  ['on the screen of who accepts', ({ callee }) => callee],
  ['on the caller’s screen', ({ caller }) => caller],
  ['until both see each other', ({ callee, caller }) => Math.max(callee, caller)],
];

function figures({ cold, parley }: Record<'cold' | 'parley', SetUp[]>): Figure[] {
  const ratios = SCREENS.map(([name, who], i): Figure => {
    const rounds = parley.map((one, round) => who(one) / who(cold[round] ?? one));
    const target = i === 0 ? { target: atMost(0.7) } : {};
    return { name: `Parley / cold, ${name}`, value: median(rounds), unit: '×', rounds, ...target };
  });
  const times = SCREENS.flatMap(([name, who]) =>
    timeFigures(`Parley, ${name}`, parley.map(who)).concat(timeFigures(`cold, ${name}`, cold.map(who))),
  );
  return [...ratios, ...times];
}

function timeFigures(name: string, rounds: number[]): Figure[] {
  return [
    { name: `${name}, median`, value: median(rounds), unit: 'ms', rounds },
    { name: `${name}, p95`, value: percentile(rounds, 95), unit: 'ms' },
  ];
}
