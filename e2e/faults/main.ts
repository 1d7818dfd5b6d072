// `npm run faults`: puts the real server through thousands of texts on breaking lines, as long and as often as one likes.
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.mjs';
import { countOf, type Breach } from './checker.ts';
import { undergo, type Outcome } from './ordeal.ts';
import { GUSTY, STORMY } from './weather.ts';

const USAGE = `Usage: npm run faults -- [options]

  --texts N        texts in all (5000)
  --people N       people who write to each other (6)
  --per-second N   texts that each of them writes in a second (100)
  --kill-every S   ends the server every S seconds, and the lines break less; 0 never does (0)
  --seed N         the run's seed (a random one, which is printed)
`;

const { values } = parseArgs({
  options: {
    texts: { type: 'string', default: '5000' },
    people: { type: 'string', default: '6' },
    'per-second': { type: 'string', default: '100' },
    'kill-every': { type: 'string', default: '0' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) process.stdout.write(USAGE);
else await run();

async function run(): Promise<void> {
  await build(['server', 'web']);
  const seed = Number(values.seed);
  const killEvery = Number(values['kill-every']) * 1_000;
  say(`seed ${seed}`);
  const outcome = await undergo({
    seed,
    people: Number(values.people),
    texts: Number(values.texts),
    perSecond: Number(values['per-second']),
    gusts: killEvery > 0 ? GUSTY : STORMY,
    calm: killEvery > 0 ? [1_000, 6_000] : [300, 3_000],
    ...(killEvery > 0 ? { killEvery } : {}),
    log: say,
  });
  report(outcome);
  if (outcome.violations.length > 0) {
    say(`a promise was broken: run it again with --seed ${seed}`);
    process.exitCode = 1;
  }
}

function report(outcome: Outcome): void {
  const breaches: Breach[] = ['lost', 'doubled', 'out of order', 'altered', 'invented', 'unsettled'];
  for (const { breach, id, why } of outcome.violations.slice(0, 20)) say(`${breach}: ${id}, ${why}`);
  say(
    `${outcome.written} texts in ${Math.round(outcome.ms / 1_000)} s over ${outcome.connections} connections; ` +
      `the server was killed ${outcome.kills} times and stopped ${outcome.stops} times`,
  );
  say(`faults: ${list(outcome.faults)}`);
  say(`refused: ${list(outcome.refusals)}`);
  say(`delivered ${outcome.delivered}, failed ${outcome.failed}, of these shown ${outcome.failedButShown}`);
  say(breaches.map((breach) => `${breach} ${countOf(outcome, breach)}`).join(', '));
}

function list(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ') || 'none';
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
