// npm run bench [-- [--profile] names…]: runs the benchmarks, prints their tables and writes bench/results/<date>.json.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { blob } from './benchmarks/blob.ts';
import { broadcast } from './benchmarks/broadcast.ts';
import { call } from './benchmarks/call.ts';
import { history } from './benchmarks/history.ts';
import { memory } from './benchmarks/memory.ts';
import { presence } from './benchmarks/presence.ts';
import { query } from './benchmarks/query.ts';
import { relay } from './benchmarks/relay.ts';
import { web } from './benchmarks/web.ts';
import { createQuiet } from './measure/quiet.ts';
import type { Benchmark, Context } from './report/figure.ts';
import { machine, writeResults, type Outcome } from './report/results.ts';
import { table } from './report/table.ts';

const BENCHMARKS: Benchmark[] = [relay, history, query, broadcast, memory, presence, call, web, blob];
const RESULTS = new URL('../results/', import.meta.url);

/** How long a benchmark waits in all for other work on the machine to end. */
const PATIENCE_MS = 10 * 60_000;

async function outcomeOf({ name, title, run }: Benchmark, context: Omit<Context, 'quiet'>): Promise<Outcome> {
  const quiet = createQuiet({ patience: PATIENCE_MS });
  const started = performance.now();
  const said = () => ({
    name,
    title,
    seconds: (performance.now() - started) / 1000,
    waited: quiet.waited / 1000,
  });
  try {
    const figures = await run({ ...context, quiet: () => quiet.wait() });
    return { ...said(), figures };
  } catch (cause) {
    const failure = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    return { ...said(), figures: [], failure };
  }
}

function chosen(names: string[]): Benchmark[] {
  const unknown = names.filter((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name));
  if (unknown.length > 0) {
    const known = BENCHMARKS.map(({ name }) => name).join(', ');
    throw new Error(`No benchmark is called ${unknown.join(', ')}. There are: ${known}.`);
  }
  return BENCHMARKS.filter(({ name }) => names.length === 0 || names.includes(name));
}

/** The program under test is the built one: tsx would slow it with what it adds for stack traces. */
function build(): void {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('What is not built can’t be measured.');
}

async function main(args: string[]): Promise<boolean> {
  const benchmarks = chosen(args.filter((arg) => !arg.startsWith('--')));
  build();
  const started = new Date();
  const on = machine();
  const say = (line: string): void => console.log(line);
  const context = { say, ...(args.includes('--profile') ? { profiles: fileURLToPath(RESULTS) } : {}) };
  say(
    `${on.cpu}, ${on.cores} cores, ${on.memoryGiB} GiB, Linux ${on.kernel}, Node ${on.node}, load ${on.load}`,
  );
  const outcomes: Outcome[] = [];
  for (const benchmark of benchmarks) {
    say(`\n${benchmark.title}`);
    outcomes.push(await outcomeOf(benchmark, context));
  }
  for (const { title, figures, failure } of outcomes) say(`\n${failure ?? table({ title, figures })}`);
  say(`Written: ${await writeResults(RESULTS, started, on, outcomes)}`);
  return outcomes.every(({ failure }) => failure === undefined);
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exitCode = 2;
}
