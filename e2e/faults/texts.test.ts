// The promise of I1 on the real server, real sockets and the real SDK. `npm run faults` does the same at any length.
import { expect, test } from 'vitest';
import { undergo, type OrdealOptions, type Outcome } from './ordeal.ts';
import { GUSTY, STORMY } from './weather.ts';

/** A failing run's seed is in its failure: FAULTS_SEED brings most of it back, timing apart. */
const seed = Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

async function run(options: Omit<OrdealOptions, 'seed' | 'people'>): Promise<Outcome> {
  console.log(`seed ${seed}`);
  const outcome = await undergo({ seed, people: 6, ...options });
  const { written, delivered, failed, kills, stops, connections } = outcome;
  console.log({ written, delivered, failed, kills, stops, connections }, Object.fromEntries(outcome.faults));
  expect(outcome.violations, `seed ${seed}`).toEqual([]);
  expect(written).toBe(options.texts);
  return outcome;
}

test('[I1] on lines that break, stall, half-open and crawl each text arrives once and in order, or is said to have failed', async () => {
  const outcome = await run({ texts: 5_000, perSecond: 30, gusts: STORMY, calm: [200, 1_500] });
  expect(outcome.delivered).toBeGreaterThan(4_000);
  // The weather was bad enough to prove something.
  expect(outcome.connections).toBeGreaterThan(20);
});

test('[I1] [I13] while the server is killed every few seconds no text is lost, doubled, out of order, or fails', async () => {
  const outcome = await run({
    texts: 5_000,
    perSecond: 40,
    gusts: GUSTY,
    calm: [1_000, 6_000],
    killEvery: 3_000,
  });
  expect(outcome.kills + outcome.stops).toBeGreaterThan(2);
  // Nobody is away for longer than texts wait: a restart is no reason for a text to fail.
  expect(outcome.failed, `seed ${seed}`).toBe(0);
});
