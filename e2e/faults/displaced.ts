// A client that was displaced stays away: what it opens is counted on its line (QUALITY I6).
import { setTimeout as wait } from 'node:timers/promises';
import { startServerProcess } from '../src/server-process.ts';
import { connect, enter, newTicket } from './person.ts';
import { until } from './until.ts';

export interface Watched {
  /** Upgrades that the displaced client asked for by itself: 0, or the promise is broken. */
  readonly upgrades: number;
  /** Whether it came back when it was told to. */
  readonly cameBack: boolean;
}

/** Displaces a client and watches it for so long; in the middle the server is killed and started again. */
export async function watchDisplaced(ms: number): Promise<Watched> {
  const server = await startServerProcess({ flags: ['--log-level', 'error'] });
  const ticket = await newTicket(server.url, 'alice');
  const first = await enter(ticket, () => server.port);
  const second = connect(await newTicket(server.url, 'alice'), server.url);
  const closers: (() => void)[] = [() => second.close()];
  try {
    await until(() => first.parley.connection.state.name === 'closed', 20_000, 'the first is displaced');
    const { state } = first.parley.connection;
    if (state.name !== 'closed' || state.code !== 'displaced') throw new Error(`the first is ${state.name}`);
    const before = first.line.connections;
    await wait(ms / 2);
    await server.kill();
    await server.start();
    await wait(ms / 2);
    await until(() => second.connection.state.name === 'connected', 20_000, 'the second is back');
    const upgrades = first.line.connections - before;
    const again = connect(ticket, first.line.url);
    closers.push(() => again.close());
    await until(() => again.connection.state.name === 'connected', 20_000, 'the first is told to come back');
    return { upgrades, cameBack: first.line.connections === before + upgrades + 1 };
  } finally {
    for (const close of closers) close();
    await first.close();
    await server.close();
  }
}
