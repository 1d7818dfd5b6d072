// One run: people write to each other while their lines break and the server is killed; then all is mended, and checked.
import { setTimeout as wait } from 'node:timers/promises';
import { startServerProcess, type ServerProcess } from '../src/server-process.ts';
import { check, type Verdict } from './checker.ts';
import { enter, newTicket, type Person } from './person.ts';
import { seeded } from '../seeded.ts';
import { until } from './until.ts';
import { blow, type Gust } from './weather.ts';

export interface OrdealOptions {
  seed: number;
  /** How many people write to each other. */
  people: number;
  /** Texts in all. */
  texts: number;
  /** Texts that each writes in a second, on average, while their earlier ones are on their way. */
  perSecond: number;
  gusts: readonly Gust[];
  /** Shortest and longest calm between two faults of a line, in ms. */
  calm: readonly [number, number];
  /** Milliseconds between the ends of the server, if it is to end. */
  killEvery?: number;
  log?: (line: string) => void;
}

export interface Outcome extends Verdict {
  /** Ends of the server: without a warning, and with one. */
  readonly kills: number;
  readonly stops: number;
  /** Faults of lines, by name. */
  readonly faults: ReadonlyMap<string, number>;
  readonly connections: number;
  readonly ms: number;
}

/** Own texts that are not settled, beyond which a person waits before writing more. */
const PATIENCE = 150;
/** How long what is under way may take to settle once all is well: T4's 30 s, and what it takes to come back. */
const SETTLE_MS = 60_000;
const FLAGS = ['--message-burst', '2000', '--messages-per-second', '2000', '--log-level', 'error'];

export async function undergo(options: OrdealOptions): Promise<Outcome> {
  const { seed, log = () => undefined } = options;
  const started = performance.now();
  const server = await startServerProcess({ flags: FLAGS });
  const people: Person[] = [];
  const ended = new AbortController();
  try {
    for (let n = 0; n < options.people; n += 1)
      people.push(await enter(await newTicket(server.url, `person-${n}`), () => server.port));
    await until(() => people.every(isConnected), 20_000, 'everybody is connected');
    const random = seeded(seed);
    const faults = new Map<string, number>();
    const count = (name: string): void => void faults.set(name, (faults.get(name) ?? 0) + 1);
    const { signal } = ended;
    const disasters = Promise.all([
      ...people.map(({ line }, n) =>
        blow({ ...options, line, random: seeded(seed * 1_000 + n), signal, count }),
      ),
      endOverAndOver(server, options.killEvery, seeded(seed + 1), signal),
    ]);
    await write(people, options, random, log);
    ended.abort();
    const [ends] = (await disasters).slice(-1) as [Ends];
    log('all is mended');
    await until(
      () => people.every((person) => isConnected(person) && person.journal.unsettled === 0),
      SETTLE_MS,
    ).catch((cause: unknown) => log(String(cause)));
    const connections = people.reduce((sum, { line }) => sum + line.connections, 0);
    const verdict = check(people.map(({ journal }) => journal));
    return { ...verdict, ...ends, faults, connections, ms: performance.now() - started };
  } finally {
    ended.abort();
    for (const person of people) await person.close();
    await server.close();
  }
}

async function write(
  people: readonly Person[],
  { texts, perSecond }: OrdealOptions,
  random: () => number,
  log: (line: string) => void,
): Promise<void> {
  const started = performance.now();
  let written = 0;
  let due = 0;
  let logged = 0;
  let at = performance.now();
  while (written < texts) {
    await wait(5);
    const now = performance.now();
    due = Math.min(due + ((now - at) / 1_000) * perSecond * people.length, people.length * 20);
    at = now;
    while (due >= 1 && written < texts) {
      due -= 1;
      const from = pick(people, random);
      const to = pick(people, random);
      if (from === to || from.journal.unsettled >= PATIENCE) continue;
      written += 1;
      from.parley.chat.send(to.user, `number ${written} of ${from.user}, for ${to.user}`);
    }
    if (now - logged > 10_000) {
      logged = now;
      log(`${written} texts written after ${Math.round((now - started) / 1_000)} s`);
    }
  }
}

interface Ends {
  kills: number;
  stops: number;
}

/** Three times out of four by SIGKILL, else by SIGTERM. The server is there again in the end. */
async function endOverAndOver(
  server: ServerProcess,
  every: number | undefined,
  random: () => number,
  signal: AbortSignal,
): Promise<Ends> {
  const ends = { kills: 0, stops: 0 };
  if (every === undefined) return ends;
  while (!signal.aborted) {
    await wait(every * (0.5 + random()), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    if (random() < 0.75) {
      await server.kill();
      ends.kills += 1;
    } else {
      await server.stop();
      ends.stops += 1;
    }
    await server.start();
  }
  return ends;
}

function isConnected({ parley }: Person): boolean {
  return parley.connection.state.name === 'connected';
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}
