// `npm run simulate`: plays histories for as long as is wanted, and makes small what fails.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { formatSteps, planHistory, playHistory, type Step } from './history.ts';
import { shrinkHistory } from './shrink.ts';
import type { Tally } from './watch.ts';

const HELP = `Plays simulated histories of three people on bad networks and a server that is killed, and judges them.

  npm run simulate                             10,000 histories from a seed by chance
  npm run simulate -- --histories 100000       that many
  npm run simulate -- --minutes 120            for that long
  npm run simulate -- --seed 7                 from this seed on
  npm run simulate -- --history 1234           this one history, made small where it fails
`;

/** Histories that a worker plays before it reports. */
const BATCH = 50;

interface Report {
  readonly played: number;
  readonly tally: Tally;
  readonly failures: readonly { seed: number; violations: readonly string[] }[];
}

async function playBatch(from: number): Promise<Report> {
  const tally: Partial<Tally> = {};
  const failures: { seed: number; violations: readonly string[] }[] = [];
  for (let seed = from; seed < from + BATCH; seed += 1) {
    const outcome = await playHistory(seed).catch((cause: unknown) => ({
      violations: [`threw ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`],
      tally: {} as Tally,
    }));
    add(tally, outcome.tally);
    if (outcome.violations.length > 0) failures.push({ seed, violations: outcome.violations });
  }
  return { played: BATCH, tally: tally as Tally, failures };
}

function add(to: Partial<Tally>, one: Partial<Tally>): void {
  for (const [key, count] of Object.entries(one) as [keyof Tally, number][]) to[key] = (to[key] ?? 0) + count;
}

async function playMany(options: { seed: number; histories: number; until: number }): Promise<number> {
  const { histories, until } = options;
  const tally: Partial<Tally> = {};
  const failed: number[] = [];
  let next = options.seed;
  let played = 0;
  const isOver = (): boolean => next - options.seed >= histories || Date.now() >= until;

  const runWorker = async (): Promise<void> => {
    const worker = fork(import.meta.filename, { serialization: 'advanced' });
    try {
      const death = died(worker);
      while (!isOver()) {
        const from = next;
        next += BATCH;
        worker.send(from);
        const [report] = (await Promise.race([once(worker, 'message'), death])) as [Report];
        played += report.played;
        add(tally, report.tally);
        for (const { seed, violations } of report.failures) {
          failed.push(seed);
          console.log(`history ${seed}: ${violations[0]}`);
        }
        if (played % 5_000 < BATCH) console.log(`${played} played, ${failed.length} failed`);
      }
    } finally {
      worker.kill();
    }
  };

  console.log(`histories from seed ${options.seed} on`);
  await Promise.all(Array.from({ length: availableParallelism() }, runWorker));
  console.log(JSON.stringify(tally));
  console.log(`${played} histories played, ${failed.length} with a violation`);
  if (failed.length > 0) console.log(`look at one with: npm run simulate -- --history ${failed[0]}`);
  return failed.length;
}

async function playOne(seed: number): Promise<number> {
  const { violations } = await playHistory(seed);
  const steps = violations.length > 0 ? await shrinkHistory(seed) : planHistory(seed);
  printSteps(steps);
  console.log(`to keep: ${formatSteps(steps)}`);
  const again = await playHistory(seed, steps);
  for (const line of again.violations) console.log(line);
  if (violations.length === 0) console.log(`no violation; ${JSON.stringify(again.tally)}`);
  return violations.length;
}

function printSteps(steps: readonly Step[]): void {
  const names = ['alice', 'bob', 'carol'];
  let at = 500;
  for (const { act, who, to, pause } of steps) {
    console.log(`${(at / 1_000).toFixed(2).padStart(8)} s  ${names[who]} ${act} (${names[to]})`);
    at += pause;
  }
  console.log(`${(at / 1_000).toFixed(2).padStart(8)} s  all is well again`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      histories: { type: 'string' },
      minutes: { type: 'string' },
      seed: { type: 'string' },
      history: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(HELP);
  if (values.history !== undefined) {
    process.exitCode = (await playOne(Number(values.history))) > 0 ? 1 : 0;
    return;
  }
  const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
  const histories = Number(values.histories ?? (minutes === undefined ? 10_000 : Infinity));
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  if (![histories, seed, minutes ?? 0].every((number) => number >= 0)) throw new Error(HELP);
  const until = minutes === undefined ? Infinity : Date.now() + minutes * 60_000;
  process.exitCode = (await playMany({ seed, histories, until })) > 0 ? 1 : 0;
}

async function died(worker: ChildProcess): Promise<never> {
  const [code, signal] = await once(worker, 'exit');
  throw new Error(`a worker ended with ${code ?? signal}`);
}

// A worker is this file with a line to its parent: it is sent the first seed of each batch.
if (process.send)
  process.on('message', (from: number) => void playBatch(from).then((report) => process.send?.(report)));
else await main();
