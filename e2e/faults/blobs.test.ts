// Transfers between programs through the real server: on lines that break, and with everything that may go wrong.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  BLOB_PATH,
  BLOB_SUBPROTOCOL,
  decodeServerMessage,
  encodeBlobFrame,
  encodeMessage,
  mintBlobId,
  mintDeviceId,
  SOCKET_PATH,
  SUBPROTOCOL,
  type ClientMessage,
  type ServerMessage,
  type ServerMessageType,
  type UserId,
} from '@parley/protocol';
import type { IncomingBlob, Parley, ParleyError, Transfer } from '@parley/client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { carry } from '../../bench/src/load/blob-carry.ts';
import { fileSink, fileSource } from '../../packages/client/src/node/file-sink.ts';
import { recruit } from '../src/crowd.ts';
import { startServerProcess, type ServerProcess } from '../src/server-process.ts';
import { openFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { memoryOf } from './memory.ts';
import { connect, type Ticket } from './person.ts';
import { until } from './until.ts';

const MIB = 1024 * 1024;
const closers: (() => void | Promise<void>)[] = [];
let server: ServerProcess;
let tickets: Ticket[] = [];

async function open(flags: readonly string[]): Promise<{ server: ServerProcess; tickets: Ticket[] }> {
  const opened: Ticket[] = [];
  const names = Array.from({ length: 24 }, (_, n) => `person-${n}`);
  const started = await startServerProcess({
    flags: ['--log-level', 'error', ...flags],
    async prepare(data) {
      for (const { account, token } of await recruit(data, names))
        opened.push({ user: account as UserId, token });
    },
  });
  return { server: started, tickets: opened };
}

beforeAll(async () => {
  ({ server, tickets } = await open([]));
});
afterAll(() => server.close());
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

function next(): Ticket {
  const ticket = tickets.pop();
  if (!ticket) throw new Error('there is nobody left');
  return ticket;
}

interface Person extends Ticket {
  readonly parley: Parley;
  readonly line: FaultProxy;
}

async function arrive(ticket = next(), at = server): Promise<Person> {
  const line = await openFaultProxy(() => at.port);
  const parley = connect(ticket, line.url);
  closers.push(() => line.close());
  closers.push(() => parley.close());
  await until(() => parley.connection.state.name === 'connected', 20_000, `${ticket.user} is connected`);
  return { ...ticket, parley, line };
}

async function meet(at = server, from = tickets): Promise<[Person, Person]> {
  const pair = [from.pop(), from.pop()] as [Ticket, Ticket];
  const [alice, bob] = [await arrive(pair[0], at), await arrive(pair[1], at)];
  await until(() => alice.parley.presence.online.has(bob.user), 20_000, 'they see each other');
  return [alice, bob];
}

/** What bob is offered next. */
function offered({ parley }: Person): Promise<IncomingBlob> {
  return new Promise((resolve) => {
    const stop = parley.blobs.on('offered', (blob) => {
      stop();
      resolve(blob);
    });
  });
}

async function codeOf({ done }: Pick<Transfer, 'done'>): Promise<string> {
  return done.then(
    () => 'done',
    (cause: ParleyError) => cause.code,
  );
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('[B4] [B6] what is cut three times arrives whole, and neither the server nor its clients grow with it', async () => {
  const [sender, receiver] = [next(), next()];
  const { growth, connections, ms } = await carry({
    server,
    sender,
    receiver,
    bytes: 128 * MIB,
    cuts: [0.2, 0.5, 0.8],
  });
  const shown = Object.entries(growth).map(([who, bytes]) => `${who} ${(bytes / MIB).toFixed(1)} MiB`);
  console.log(`128 MiB with three cuts in ${Math.round(ms)} ms, grown by at most: ${shown.join(', ')}`);
  // Two sockets of each at first, and again after each cut.
  expect(connections).toBeGreaterThanOrEqual(16);
  for (const bytes of Object.values(growth)) expect(bytes).toBeLessThan(64 * MIB);
});

test('[B6] it goes on over the dead lines, slow sinks and pauses of both sides, and the file is the sender’s', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-blobs-'));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const [alice, bob] = await meet();
  const bytes = randomBytes(12 * MIB);
  const offer = offered(bob);
  const sent = alice.parley.blobs.send(bob.user, new Blob([bytes]), { name: 'a file' });
  const got = await offer;
  expect([got.name, got.size, got.with]).toEqual(['a file', bytes.length, alice.user]);
  const path = join(folder, 'got');
  got.accept(fileSink(path));
  await until(() => sent.state.name === 'moving' || sent.state.name === 'done', 20_000, 'it moves');
  got.pause();
  alice.line.drop();
  sent.pause();
  got.resume();
  bob.line.drop('reset');
  await until(() => got.state.name === 'paused' || got.state.name === 'done', 20_000, 'it is paused');
  sent.resume();
  expect(await sent.done).toEqual({ sha256: sha256(bytes) });
  expect(await got.done).toEqual({ sha256: sha256(bytes) });
  expect(sha256(readFileSync(path))).toBe(sha256(bytes));
  expect(existsSync(`${path}.part`)).toBe(false);
  const again = offered(alice);
  const { source, size } = await fileSource(path);
  const back = bob.parley.blobs.send(alice.user, source, { size });
  expect(sha256(await (await again).bytes(size))).toBe(sha256(bytes));
  expect(await codeOf(back)).toBe('done');
});

test('[B4] a server that is killed in the middle and started again carries the rest', async () => {
  const [alice, bob] = await meet();
  const bytes = randomBytes(24 * MIB);
  const offer = offered(bob);
  const sent = alice.parley.blobs.send(bob.user, bytes);
  const got = await offer;
  const parts: Uint8Array[] = [];
  let pace: Promise<void> = Promise.resolve();
  let goOn = (): void => {};
  got.accept(
    new WritableStream({
      async write(part) {
        await pace;
        parts.push(part);
      },
    }),
  );
  await until(() => got.moved > 2 * MIB, 20_000, 'some of it is there');
  pace = new Promise((resolve) => {
    goOn = resolve;
  });
  await server.kill();
  await server.start();
  goOn();
  expect(await sent.done).toEqual({ sha256: sha256(bytes) });
  expect(sha256(Buffer.concat(parts))).toBe(sha256(bytes));
  expect(await codeOf(got)).toBe('done');
});

test('[B4] a recipient whose program dies in the middle, and comes back as another one, has interrupted it', async () => {
  const [alice, bob] = await meet();
  const offer = offered(bob);
  const sent = alice.parley.blobs.send(bob.user, forEver());
  const got = await offer;
  const reader = got.stream().getReader();
  await reader.read();
  bob.line.cut('reset');
  await until(() => sent.state.name === 'waiting', 20_000, 'the sender waits');
  await arrive(bob);
  expect(await codeOf(sent)).toBe('interrupted');
});

test('[B4] a full disk ends it on both sides, and leaves nothing on it', async ({ skip }) => {
  if (process.getuid?.() !== 0) skip('only root can mount a small disk');
  const disk = mkdtempSync(join(tmpdir(), 'parley-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk], { stdio: 'pipe' });
  } catch {
    rmSync(disk, { recursive: true });
    skip('nothing can be mounted here');
  }
  closers.push(() => {
    execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  });
  const [alice, bob] = await meet();
  const offer = offered(bob);
  const sent = alice.parley.blobs.send(bob.user, randomBytes(4 * MIB));
  const got = await offer;
  got.accept(fileSink(join(disk, 'file')));
  expect([await codeOf(sent), await codeOf(got)]).toEqual(['disk-full', 'disk-full']);
  await until(() => !existsSync(join(disk, 'file.part')), 5_000, 'the part is gone');
  expect(existsSync(join(disk, 'file'))).toBe(false);
});

test('[B2] [B3] what is declined, cancelled or for nobody has an end of its own', async () => {
  const [alice, bob] = await meet();
  const { blobs } = alice.parley;
  expect(await codeOf(blobs.send('nobody-of-that-name' as UserId, Uint8Array.of(1)))).toBe('not-online');
  const first = offered(bob);
  const declined = blobs.send(bob.user, Uint8Array.of(1));
  (await first).decline();
  expect(await codeOf(declined)).toBe('declined');
  const second = offered(bob);
  const controller = new AbortController();
  const cancelled = blobs.send(bob.user, Uint8Array.of(1), { signal: controller.signal });
  const got = await second;
  controller.abort();
  expect([await codeOf(cancelled), await codeOf(got)]).toEqual(['cancelled', 'cancelled']);
  expect(() => got.accept(new WritableStream())).toThrow();
  const third = offered(bob);
  const left = blobs.send(bob.user, Uint8Array.of(1));
  await third;
  bob.parley.close();
  expect(await codeOf(left)).toBe('not-online');
});

test('[B2] [B7] beyond what the operator allows it ends with the limit that it met', async () => {
  const small = await open(['--blob-max-bytes', String(4 * MIB), '--blob-quota', String(2 * MIB)]);
  closers.push(() => small.server.close());
  const [alice, bob] = await meet(small.server, small.tickets);
  const { blobs } = alice.parley;
  bob.parley.blobs.on('offered', (blob) => void blob.bytes(1e9).catch(() => undefined));
  expect(await codeOf(blobs.send(bob.user, new Uint8Array(4 * MIB + 1)))).toBe('too-large');
  expect(await codeOf(blobs.send(bob.user, new Uint8Array(MIB)))).toBe('done');
  expect(await codeOf(blobs.send(bob.user, new Uint8Array(2 * MIB)))).toBe('quota-exceeded');
  const carol = await arrive(small.tickets.pop(), small.server);
  const unbounded = carol.parley.blobs.send(bob.user, forEver());
  expect(['quota-exceeded', 'too-large']).toContain(await codeOf(unbounded));
});

test('[B7] a peer that floods is cut off, what it flooded is nowhere, and everybody else is served', async () => {
  const [alice, bob] = await meet();
  const mallory = await rawClient(next());
  const offer = offered(bob);
  const id = mintBlobId();
  mallory.say({ t: 'blob.offer', id, to: bob.user, name: '', type: '', direct: false });
  const got = await offer;
  // A sink that never takes anything: whatever more than 2 MiB comes is more than was granted.
  let aborted: unknown;
  got.accept(
    new WritableStream({
      write: (_, { signal }) => once(signal, 'abort').then(() => undefined),
      abort: (reason) => void (aborted = reason),
    }),
  );
  const { key } = await mallory.hear('blob.accepted');
  const pipe = mallory.open(`${BLOB_PATH}${id}`, BLOB_SUBPROTOCOL);
  await once(pipe, 'open');
  pipe.send(key);
  const [word] = (await once(pipe, 'message')) as [Buffer];
  expect(word.toString()).toBe('joined');
  const before = memoryOf(server.pid);
  for (let n = 0; n < 3_000 && pipe.readyState === WebSocket.OPEN; n += 1) {
    pipe.send(encodeBlobFrame({ kind: 'data', offset: n * 60_000, bytes: new Uint8Array(60_000) }));
    if (n % 20 === 0) await wait(1);
  }
  expect(await codeOf(got)).toBe('misbehaved');
  expect((await mallory.hear('blob.ended')).code).toBe('misbehaved');
  expect(aborted).toMatchObject({ code: 'misbehaved' });
  expect(memoryOf(server.pid) - before).toBeLessThan(32 * MIB);
  const served = offered(bob);
  const sent = alice.parley.blobs.send(bob.user, randomBytes(MIB));
  await (await served).bytes(MIB);
  expect(await codeOf(sent)).toBe('done');
});

test('[B6] nobody but the device with the key, in the account that it was given to, gets near the bytes', async () => {
  const [alice, bob, mallory] = [await rawClient(next()), await rawClient(next()), await rawClient(next())];
  const id = mintBlobId();
  alice.say({ t: 'blob.offer', id, to: bob.user, name: '', type: '', direct: false });
  await bob.hear('blob.offered');
  bob.say({ t: 'blob.accept', id, direct: false });
  const { key } = await bob.hear('blob.accepted');
  for (const [who, word] of [
    [mallory, key],
    [bob, 'not the key'],
    [alice, key],
  ] as const) {
    const socket = who.open(`${BLOB_PATH}${id}`, BLOB_SUBPROTOCOL);
    await once(socket, 'open');
    socket.send(word);
    expect((await once(socket, 'close'))[0]).toBe(4003);
  }
});

interface RawClient {
  readonly user: UserId;
  say(message: ClientMessage): void;
  /** The first message of the type. */
  hear<T extends ServerMessageType>(type: T): Promise<Extract<ServerMessage, { t: T }>>;
  open(path: string, protocol: string): WebSocket;
}

/** A program that keeps to no rules. */
async function rawClient({ user, token }: Ticket): Promise<RawClient> {
  const heard: ServerMessage[] = [];
  const open = (path: string, protocol: string): WebSocket => {
    const headers = { authorization: `Bearer ${token}` };
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, protocol, { headers });
    socket.on('error', () => undefined);
    closers.push(() => socket.terminate());
    return socket;
  };
  const socket = open(SOCKET_PATH, SUBPROTOCOL);
  const say = (message: ClientMessage): void => socket.send(encodeMessage(message));
  socket.on('message', (data: Buffer) => {
    const message = decodeServerMessage(data.toString());
    if (!message.ok) return;
    heard.push(message.value);
    if ('seq' in message.value) say({ t: 'session.ack', seq: message.value.seq });
  });
  await once(socket, 'open');
  say({ t: 'session.hello', v: 1, client: 'raw', device: mintDeviceId() });
  const client: RawClient = {
    user,
    say,
    open,
    async hear(type) {
      const find = (): ServerMessage | undefined => heard.find(({ t }) => t === type);
      await until(() => find() !== undefined, 10_000, `hears ${type}`);
      return find() as never;
    },
  };
  await client.hear('session.welcome');
  return client;
}

async function* forEver(): AsyncIterable<Uint8Array> {
  for (;;) yield new Uint8Array(64 * 1024);
}
