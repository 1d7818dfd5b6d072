// Who is online, told to everybody in time (QUALITY I4): the real server, the real SDK, real sockets.
import type { Parley, UserId } from '@parley/client';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recruit } from '../src/crowd.ts';
import { startServerProcess, type ServerProcess } from '../src/server-process.ts';
import { openFaultProxy, type Direction, type FaultProxy } from './fault-proxy.ts';
import { connect, type Ticket } from './person.ts';
import { seeded } from '../seeded.ts';
import { until } from './until.ts';

const seed = Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Accounts that are signed in, and a server that knows them. */
async function open(count: number): Promise<{ server: ServerProcess; tickets: Ticket[] }> {
  const tickets: Ticket[] = [];
  const names = Array.from({ length: count }, (_, n) => `person-${n}`);
  const server = await startServerProcess({
    flags: ['--log-level', 'error'],
    async prepare(data) {
      for (const { account, token } of await recruit(data, names))
        tickets.push({ user: account as UserId, token });
    },
  });
  return { server, tickets };
}

const isConnected = ({ connection }: Parley): boolean => connection.state.name === 'connected';

describe.concurrent('a person who goes', () => {
  let server: ServerProcess;
  let tickets: Ticket[] = [];
  const watchers: Parley[] = [];
  const proxies: FaultProxy[] = [];

  beforeAll(async () => {
    ({ server, tickets } = await open(6));
    const ticket = tickets.pop();
    if (!ticket) throw new Error('there is nobody to watch');
    watchers.push(connect(ticket, server.url));
  });
  afterAll(async () => {
    for (const parley of watchers) parley.close();
    for (const proxy of proxies) await proxy.close();
    await server.close();
  });

  /** Lets somebody come on a line of their own, and answers how to see whether they are there. */
  async function arrive() {
    const ticket = tickets.pop();
    const [watcher] = watchers;
    if (!ticket || !watcher) throw new Error('there is nobody left');
    const line = await openFaultProxy(() => server.port);
    proxies.push(line);
    const parley = connect(ticket, line.url);
    watchers.push(parley);
    const isSeen = (): boolean => watcher.presence.online.has(ticket.user);
    await until(isSeen, 20_000, `${ticket.user} is seen`);
    return { parley, line, isSeen, isGone: () => !isSeen() };
  }

  test('[I4] [S11] by closing is gone within 2 s', async () => {
    const { parley, isGone } = await arrive();
    parley.close();
    const ms = await until(isGone, 20_000, 'the person is gone');
    console.log(`a clean close was seen after ${Math.round(ms)} ms`);
    expect(ms).toBeLessThan(2_000);
  });

  test.each<[string, Direction | undefined]>([
    ['on a dead line', undefined],
    ['on a line that is dead to the server', 'to-server'],
    ['on a line that is dead to the client', 'to-client'],
  ])('[I4] [S10] %s is gone within 25 s, and not sooner than the grace time', async (title, direction) => {
    const { line, isGone } = await arrive();
    line.stall(direction);
    const ms = await until(isGone, 40_000, 'the person is gone');
    console.log(`${title}: gone after ${Math.round(ms)} ms`);
    expect(ms).toBeLessThan(25_000);
    expect(ms).toBeGreaterThan(10_000);
  });

  test('[I4] [P1] by a cut of less than the grace time is never gone', async () => {
    const { parley, line, isSeen } = await arrive();
    let wasGone = false;
    const watching = setInterval(() => (wasGone ||= !isSeen()), 10);
    line.cut();
    await wait(3_000);
    line.heal();
    await until(() => isConnected(parley), 20_000, 'the person is back');
    await wait(1_000);
    clearInterval(watching);
    expect(wasGone).toBe(false);
  });
});

/** Everybody who is here sees just everybody else who is here. */
function isRight(here: ReadonlyMap<UserId, Parley>): boolean {
  return [...here].every(([user, { presence }]) => {
    if (presence.online.size !== here.size - 1 || presence.online.has(user)) return false;
    return [...presence.online].every((other) => here.has(other));
  });
}

describe('a crowd', () => {
  const SIZE = 300;
  const here = new Map<UserId, Parley>();
  const lines: FaultProxy[] = [];
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  let server: ServerProcess;
  let tickets: Ticket[] = [];

  const come = (): void => {
    const ticket = pick(tickets.filter(({ user }) => !here.has(user)));
    here.set(ticket.user, connect(ticket, pick(lines).url));
  };
  const go = (): void => {
    const [user, parley] = pick([...here]);
    here.delete(user);
    parley.close();
  };

  beforeAll(async () => {
    ({ server, tickets } = await open(SIZE + 50));
    for (let n = 0; n < 10; n += 1) lines.push(await openFaultProxy(() => server.port));
  });
  afterAll(async () => {
    for (const parley of here.values()) parley.close();
    for (const line of lines) await line.close();
    await server.close();
  });

  test('[I4] that comes, goes and is cut off knows in the end just who is there', async () => {
    console.log(`seed ${seed}`);
    while (here.size < SIZE) come();
    const met = await until(() => isRight(here), 60_000, `seed ${seed}: ${SIZE} people know each other`);
    for (let step = 0; step < 150; step += 1) {
      if (random() < 0.5) go();
      else if (here.size < SIZE + 40) come();
      const line = pick(lines);
      const chance = random();
      if (chance < 0.05) line.drop();
      else if (chance < 0.08) line.stall();
      else if (chance < 0.11) line.stall('to-server');
      else if (chance < 0.14) line.stall('to-client');
      else if (chance < 0.17) line.cut();
      else if (chance < 0.4) line.heal();
      await wait(50);
    }
    for (const line of lines) line.heal();
    // Who closed over a dead line is away without a goodbye: 25 s.
    const ms = await until(() => isRight(here), 60_000, `seed ${seed}: all know who is there`);
    console.log(
      `${SIZE} met in ${Math.round(met)} ms; after the churn all was right in ${Math.round(ms)} ms`,
    );
    expect(ms).toBeLessThan(25_000);
    for (let n = 0; n < 20; n += 1) go();
    const left = await until(() => isRight(here), 20_000, 'everybody knows that 20 have left');
    console.log(`${here.size} knew in ${Math.round(left)} ms that 20 had left`);
    expect(left).toBeLessThan(2_000);
  });

  test('[I4] knows nobody of before a restart who has not come back', async () => {
    await server.kill();
    for (let n = 0; n < 50; n += 1) go();
    await server.start();
    await until(() => [...here.values()].every(isConnected), 60_000, 'everybody is back');
    const ms = await until(() => isRight(here), 20_000, `seed ${seed}: all know who is there`);
    console.log(`${here.size} knew each other ${Math.round(ms)} ms after the last one was back`);
    expect(ms).toBeLessThan(2_000);
  });
});
