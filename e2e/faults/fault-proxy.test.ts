import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { openFaultProxy } from './fault-proxy.ts';
import { until } from './until.ts';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** Listens to both ends of connections through a proxy. */
async function setUp() {
  const far: { socket: Socket; heard: string; isClosed: boolean }[] = [];
  const listen = (socket: Socket) => {
    const end = { socket, heard: '', isClosed: false };
    socket.on('data', (bytes) => (end.heard += bytes.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => (end.isClosed = true));
    return end;
  };
  const server = createServer((socket) => void far.push(listen(socket)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy = await openFaultProxy(() => (server.address() as AddressInfo).port);
  const open = async () => {
    const near = listen(connect(Number(new URL(proxy.url).port), '127.0.0.1'));
    closers.push(() => void near.socket.destroy());
    const count = far.length;
    await until(() => far.length > count, 5_000, 'the server has a connection');
    const other = far.at(-1);
    if (!other) throw new Error('there is no connection');
    return { near, far: other };
  };
  closers.push(() => void server.close());
  closers.push(() => proxy.close());
  closers.push(() => {
    for (const { socket } of far) socket.destroy();
  });
  return { proxy, open };
}

test('carries both ways, counts connections, and tells an end behind what was sent before it', async () => {
  const { proxy, open } = await setUp();
  const { near, far } = await open();
  near.socket.write('up');
  far.socket.write('down');
  await until(() => near.heard === 'down' && far.heard === 'up', 5_000);
  near.socket.end('last words');
  await until(() => far.isClosed, 5_000);
  expect(far.heard).toBe('uplast words');
  expect(proxy.connections).toBe(1);
});

test.each(['to-server', 'to-client'] as const)(
  'a line that is dead %s carries the other way',
  async (direction) => {
    const { proxy, open } = await setUp();
    const { near, far } = await open();
    proxy.stall(direction);
    near.socket.write('up');
    far.socket.write('down');
    const [dead, alive] = direction === 'to-server' ? [far, near] : [near, far];
    await until(() => alive.heard !== '', 5_000);
    await wait(50);
    expect([dead.heard, dead.isClosed]).toEqual(['', false]);
    // What was lost is lost: neither end may take the connection for a whole one.
    proxy.heal();
    await until(() => near.isClosed && far.isClosed, 5_000);
  },
);

test('nobody learns over a dead line that the other end has gone', async () => {
  const { proxy, open } = await setUp();
  const { near, far } = await open();
  proxy.stall();
  near.socket.destroy();
  await wait(100);
  expect(far.isClosed).toBe(false);
  proxy.heal();
  await until(() => far.isClosed, 5_000);
});

test('what is held arrives later, and a reader who is held fills the buffers of who writes', async () => {
  const { proxy, open } = await setUp();
  const { near, far } = await open();
  proxy.hold('to-client');
  near.socket.write('up');
  far.socket.write('x'.repeat(16 * 1024 * 1024));
  await until(() => far.heard === 'up', 5_000);
  await wait(200);
  expect(near.heard).toBe('');
  expect(far.socket.writableLength).toBeGreaterThan(1024 * 1024);
  proxy.heal();
  await until(() => near.heard.length === 16 * 1024 * 1024, 20_000);
});

test('a dripping line is slow and loses nothing', async () => {
  const { proxy, open } = await setUp();
  const { near, far } = await open();
  proxy.drip(2_000);
  const started = performance.now();
  near.socket.write('x'.repeat(1_000));
  await until(() => far.heard.length === 1_000, 10_000);
  expect(performance.now() - started).toBeGreaterThan(300);
  near.socket.write('y'.repeat(50_000));
  await until(() => far.heard.length > 1_000, 5_000);
  proxy.heal();
  await until(() => far.heard.length === 51_000, 5_000);
});

test('a cut line drops what is open, by a reset where told, and refuses what is new', async () => {
  const { proxy, open } = await setUp();
  const { near, far } = await open();
  const errors: unknown[] = [];
  near.socket.on('error', (error) => errors.push(error));
  proxy.cut('reset');
  await until(() => near.isClosed && far.isClosed, 5_000);
  expect(errors).toMatchObject([{ code: 'ECONNRESET' }]);
  const refused = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  refused.on('error', () => undefined);
  await once(refused, 'close');
  proxy.heal();
  await open();
  expect(proxy.connections).toBe(3);
});
