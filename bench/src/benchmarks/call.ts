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

function figures({ cold, parley }: Record<'cold' | 'parley', SetUp[]>): Figure[] {
  const figure = (
    name: string,
    rounds: number[],
    value: number,
    unit = 'ms',
    target?: Figure['target'],
  ): Figure => ({
    name,
    value,
    unit,
    rounds,
    ...(target ? { target } : {}),
  });
  // Both see each other: the later of the two.
  const both = (setUps: SetUp[]): number[] => setUps.map(({ callee, caller }) => Math.max(callee, caller));
  const ratios = both(parley).map((ms, i) => ms / (both(cold)[i] ?? Number.NaN));
  const side = (name: string, setUps: SetUp[], of: (one: SetUp) => number): Figure =>
    figure(name, setUps.map(of), median(setUps.map(of)));
  return [
    figure('Parley / cold, until both see each other', ratios, median(ratios), '×', atMost(0.7)),
    figure('Parley, both, median', both(parley), median(both(parley))),
    figure('Parley, both, p95', both(parley), percentile(both(parley), 95)),
    figure('cold, both, median', both(cold), median(both(cold))),
    figure('cold, both, p95', both(cold), percentile(both(cold), 95)),
    side('Parley, the callee sees the caller', parley, ({ callee }) => callee),
    side('Parley, the caller sees the callee', parley, ({ caller }) => caller),
    side('cold, the callee sees the caller', cold, ({ callee }) => callee),
    side('cold, the caller sees the callee', cold, ({ caller }) => caller),
  ];
}
