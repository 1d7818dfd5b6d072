// `npm run faults`: puts the real server through thousands of texts on breaking lines, as long and as often as one likes.
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.mjs';
import { countOf, type Breach } from './checker.ts';
import { watchDisplaced } from './displaced.ts';
import { undergo, type Outcome } from './ordeal.ts';
import { GUSTY, STORMY } from './weather.ts';

const USAGE = `Usage: npm run faults -- [options]

  --texts N        texts in all (5000)
  --people N       people who write to each other (6)
  --per-second N   texts that each of them writes in a second (100)
  --kill-every S   ends the server every S seconds; 0 never does (0)
  --weather W      gusty: lines are cut; stormy: they stall, half-open and crawl as well (stormy, gusty with kills)
  --seed N         the run's seed (a random one, which is printed)
  --displaced S    instead of all that: displaces a client and counts its upgrades for S seconds
`;

const { values } = parseArgs({
  options: {
    texts: { type: 'string', default: '5000' },
    people: { type: 'string', default: '6' },
    'per-second': { type: 'string', default: '100' },
    'kill-every': { type: 'string', default: '0' },
    weather: { type: 'string' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    displaced: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) process.stdout.write(USAGE);
else {
  await build(['server', 'web']);
  await (values.displaced === undefined ? run() : displace(Number(values.displaced)));
}

async function displace(seconds: number): Promise<void> {
  const { upgrades, cameBack } = await watchDisplaced(seconds * 1_000);
  say(`${upgrades} upgrades in ${seconds} s; told to come back it ${cameBack ? 'did' : 'did not'}`);
  if (upgrades > 0 || !cameBack) process.exitCode = 1;
}

async function run(): Promise<void> {
  const seed = Number(values.seed);
  const killEvery = Number(values['kill-every']) * 1_000;
  const isGusty = (values.weather ?? (killEvery > 0 ? 'gusty' : 'stormy')) === 'gusty';
  say(`seed ${seed}`);
  const outcome = await undergo({
    seed,
    people: Number(values.people),
    texts: Number(values.texts),
    perSecond: Number(values['per-second']),
    gusts: isGusty ? GUSTY : STORMY,
    calm: isGusty ? [1_000, 6_000] : [300, 3_000],
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
