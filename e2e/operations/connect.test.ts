// The options of `connect`, and how a sign-in ends under it, with the real server (docs/sdk/connect.md).
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { connect, signIn, type ConnectOptions, type Parley } from '@parley/client';
import { openFaultProxy, type FaultProxy } from '../faults/fault-proxy.ts';
import { until } from '../faults/until.ts';
import { startServerProcess, type ServerProcess } from '../src/server-process.ts';

const password = 'a password of the tests';
let server: ServerProcess;
let line: FaultProxy;

beforeAll(async () => {
  server = await startServerProcess();
  line = await openFaultProxy(() => server.port);
});
afterAll(async () => {
  await line?.close();
  await server?.close();
});

async function enter(account: string, options: Partial<ConnectOptions> = {}): Promise<Parley> {
  const parley = await connect({ server: line.url, ...options, account, password } as ConnectOptions);
  onTestFinished(() => parley.close());
  await until(() => parley.connection.state.name === 'connected', 5_000, `${account} is connected`);
  return parley;
}

/** Whether nobody has signed in by that name before. */
async function isNew(account: string): Promise<boolean> {
  return (await signIn({ server: server.url, account, password, bearer: true })).created;
}

describe('maxAccountLength', () => {
  test('a longer account is refused before anything is sent, one of that length is not', async () => {
    const before = line.connections;
    await expect(
      connect({ server: line.url, account: 'sixsix', password, maxAccountLength: 5 }),
    ).rejects.toMatchObject({
      code: 'account-invalid',
      message: 'The account has 6 characters, and may have 5.',
    });
    expect(line.connections).toBe(before);
    expect((await enter('fives', { maxAccountLength: 5 })).user).toBe('fives');
  });
});

test('goOn: the session of a client that has let go of it, with its texts, and nobody sees the account go', async () => {
  const [before, other] = [await enter('moves'), await enter('stays')];
  await until(() => before.presence.online.has('stays'), 5_000, 'they see each other');
  const gone: string[] = [];
  other.presence.on('went', (user) => gone.push(user));
  before.chat.send('stays', 'from the first');
  await until(() => other.chat.conversation('moves').length === 1, 5_000, 'the first text');
  const goOn = before.handOver();
  other.chat.send('moves', 'in between');
  const next = await enter('moves', goOn && { goOn });
  // Its place may be known only when it has been said again.
  const texts = (): string =>
    next.chat
      .conversation('stays')
      .map(({ text }) => text)
      .join(', ');
  await until(() => texts() === 'from the first, in between', 5_000, 'both texts, in order');
  expect(gone).toEqual([]);
});

describe('heartbeat', () => {
  test.each([999, 60_001, Number.NaN])('%d is no heartbeat', async (heartbeat) => {
    await expect(connect({ server: line.url, account: 'h', password, heartbeat })).rejects.toThrow(
      RangeError,
    );
  });

  test('a shorter one finds out sooner that a line is dead', async () => {
    const quick = await enter('quick', { heartbeat: 1_000 });
    const slow = await enter('slow', { heartbeat: 60_000 });
    const lost: string[] = [];
    quick.connection.on('interrupted', () => lost.push('quick'));
    slow.connection.on('interrupted', () => lost.push('slow'));
    line.stall();
    onTestFinished(() => line.heal());
    await until(() => lost.length > 0, 8_000, 'the dead line is noticed');
    expect(lost).toEqual(['quick']);
    // Nor does a longer one outlast the server's: 5 s, and twice that.
    await until(() => lost.length > 1, 14_000, 'the other notices at the pace of the server');
  });
});

describe('signal', () => {
  test('aborted before: nothing is sent', async () => {
    const signal = AbortSignal.abort();
    await expect(connect({ server: line.url, account: 'never', password, signal })).rejects.toMatchObject({
      name: 'ParleyError',
      code: 'cancelled',
    });
    expect(await isNew('never')).toBe(true);
  });

  test('aborted while the server says nothing: gives up at once', async () => {
    // A line of its own: over another the request may go by a connection that is kept, and be seen by nobody.
    const silent = await openFaultProxy(() => server.port);
    silent.stall();
    onTestFinished(() => silent.close());
    const controller = new AbortController();
    const { signal } = controller;
    const tried = connect({ server: silent.url, account: 'late', password, signal });
    const refused = expect(tried).rejects.toMatchObject({
      code: 'cancelled',
      message: expect.stringMatching(/\.$/),
    });
    await until(() => silent.connections > 0, 5_000, 'the request is under way');
    controller.abort();
    await refused;
  });

  test('aborted afterwards: what is connected stays', async () => {
    const controller = new AbortController();
    const parley = await enter('stays', { signal: controller.signal });
    controller.abort();
    await expect(parley.messages.query('@server', 'any', 1)).rejects.toMatchObject({ code: 'no-handler' });
    expect(parley.connection.state.name).toBe('connected');
  });
});

describe('a sign-in that has expired', () => {
  /** All that there are, as when their time is over. */
  function expireSignIns(): void {
    const db = new Sqlite(join(server.data, 'parley.db'));
    db.exec('UPDATE sign_ins SET expires = 1');
    db.close();
  }

  test.each(['while it is connected', 'while the server is away'])(
    '%s: it is over, and says why',
    async (when) => {
      const parley = await enter('expired');
      const told: string[] = [];
      parley.connection.on('signedOut', () => told.push('signedOut'));
      parley.connection.on('interrupted', () => told.push('interrupted'));
      const away = when.includes('away');
      if (away) await server.stop();
      expireSignIns();
      if (away) await server.start();
      await until(() => parley.connection.state.name === 'closed', 10_000, 'it is over');
      expect(parley.connection.state).toEqual({ name: 'closed', code: 'signed-out' });
      expect(told).toEqual([...(away ? ['interrupted'] : []), 'signedOut']);
      await expect(parley.messages.send('expired', 'any', 1)).rejects.toMatchObject({
        code: 'signed-out',
        message: 'The sign-in has ended: sign in again.',
      });
      // Nothing tries again by itself; signing in anew does.
      expect((await enter('expired')).user).toBe('expired');
    },
  );
});
