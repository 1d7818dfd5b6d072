// Messages and queries of two programs on the real server, over real sockets that break and with a server that is killed.
import { SERVER } from '@parley/client';
import { expect, onTestFinished, test } from 'vitest';
import { startServerProcess } from '../src/server-process.ts';
import { enter, newTicket } from './person.ts';
import { until } from './until.ts';

test('[T8] [Q1] [Q5] two programs send and ask each other, through broken lines and a killed server', async () => {
  const server = await startServerProcess({ flags: ['--log-level', 'error'] });
  onTestFinished(() => server.close());
  const tickets = [await newTicket(server.url, 'alice'), await newTicket(server.url, 'bob')] as const;
  const [alice, bob] = [
    await enter(tickets[0], () => server.port),
    await enter(tickets[1], () => server.port),
  ];
  onTestFinished(() => alice.close());
  onTestFinished(() => bob.close());
  for (const { parley } of [alice, bob])
    await until(() => parley.connection.state.name === 'connected', 20_000, 'both are connected');
  const got: unknown[] = [];
  const runs: unknown[] = [];
  let answer = (): void => undefined;
  bob.parley.messages.handle('note', ({ payload }) => got.push(payload));
  bob.parley.messages.answer('double', ({ payload }) => {
    runs.push(payload);
    return new Promise((resolve) => (answer = () => resolve((payload as number) * 2)));
  });
  const { messages } = alice.parley;
  const bytes = new Uint8Array([0, 255, 1]);
  await Promise.all([messages.send('bob', 'note', { a: 1 }), messages.send('bob', 'note', bytes)]);
  expect(got).toEqual([{ a: 1 }, bytes]);
  for (const fault of ['drop asker', 'drop answerer', 'kill'] as const) {
    const before = runs.length;
    const doubled = messages.query('bob', 'double', before, { timeout: 30_000 });
    await until(() => runs.length === before + 1, 20_000, 'the handler runs');
    if (fault === 'drop asker') alice.line.drop();
    if (fault === 'drop answerer') bob.line.drop();
    if (fault === 'kill') {
      await server.kill();
      await server.start();
    }
    answer();
    expect([fault, await doubled]).toEqual([fault, before * 2]);
  }
  expect(runs).toEqual([0, 1, 2]);
  const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.catch((error: { code?: unknown }) => error.code);
  expect(await codeOf(messages.query('bob', 'else', 1))).toBe('no-handler');
  expect(await codeOf(messages.query('nobody', 'double', 1))).toBe('not-online');
  expect(await codeOf(messages.send(SERVER, 'note', 1))).toBe('no-handler');
});
