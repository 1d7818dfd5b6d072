// Thousands of histories, and all that have ever failed. `npm run simulate` plays as many as are wanted.
import { expect, test } from 'vitest';
import { FOUND } from './found.ts';
import { formatSteps, parseSteps, planHistory, playHistory } from './history.ts';
import type { Tally } from './watch.ts';

const FIRST = Number(process.env['PARLEY_SEED'] ?? 1);
const HISTORIES = Number(process.env['PARLEY_HISTORIES'] ?? 3_000);
/** Histories a test: vitest then says how far it is. */
const PART = 500;

test.each(FOUND.map((found) => [found.what, found] as const))(
  '[I1–I12] %s',
  async (_what, { seed, steps }) => {
    expect((await playHistory(seed, parseSteps(steps))).violations).toEqual([]);
  },
);

test('steps are read back as they were written', () => {
  const steps = planHistory(5);
  expect(parseSteps(formatSteps(steps))).toEqual(steps);
});

test('the same seed makes the same history', async () => {
  const outcome = await playHistory(11);
  expect(planHistory(11)).toEqual(planHistory(11));
  expect(await playHistory(11)).toEqual(outcome);
});

const totals: Partial<Tally> = {};
const parts = Array.from({ length: Math.ceil(HISTORIES / PART) }, (_, part) => FIRST + part * PART);

test.each(parts)(
  '[I1–I6] [I10–I12] [T8] [Q2] [Q5] histories from seed %i on break no rule',
  async (first) => {
    for (let seed = first; seed < Math.min(first + PART, FIRST + HISTORIES); seed += 1) {
      const { violations, tally } = await playHistory(seed);
      const again = `npm run simulate -- --history ${seed}`;
      expect(violations, again).toEqual([]);
      for (const [key, count] of Object.entries(tally) as [keyof Tally, number][])
        totals[key] = (totals[key] ?? 0) + count;
    }
  },
  120_000,
);

test('the histories were about something', () => {
  const least = HISTORIES / 10;
  const { delivered = 0, failed = 0, talked = 0, resumed = 0, anew = 0, displaced = 0, boots = 0 } = totals;
  const { notes = 0, answered = 0 } = totals;
  expect(boots).toBeGreaterThan(HISTORIES + least);
  for (const count of [delivered, failed, notes, answered, talked, resumed, anew, displaced])
    expect(count).toBeGreaterThan(least);
});
