// Who floods with queries, messages and offers, or says nonsense, is told so and thrown out; it costs the server little,
// and slows nobody else (E1, E2, QUALITY I15, I16).
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CLOSE,
  decodeServerMessage,
  encodeMessage,
  LIMITS,
  mintBlobId,
  mintDeviceId,
  mintQueryId,
  mintTextId,
  SOCKET_PATH,
  SUBPROTOCOL,
  type ClientMessage,
  type TextId,
  type UserId,
} from '@parley/protocol';
import type { Parley } from '@parley/client';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startServerProcess } from '../src/server-process.ts';
import { memoryOf } from './memory.ts';
import { connect, newTicket, type Ticket } from './person.ts';
import { until } from './until.ts';

const MIB = 1024 * 1024;
/** One after the other, each until it is thrown out. */
const FLOODS = 3;

interface Ordeal {
  /** By `TYPE CODE`, how many errors it was answered with. */
  readonly errors: ReadonlyMap<string, number>;
  readonly closed: number;
  /** Bytes that were sent. */
  readonly sent: number;
}

/** Says all of them, as fast as the server takes them, until the server closes. It acknowledges nothing. */
async function attack(server: string, { token }: Ticket, frames: Iterable<string>): Promise<Ordeal> {
  const headers = { authorization: `Bearer ${token}` };
  const socket = new WebSocket(server.replace('http', 'ws') + SOCKET_PATH, SUBPROTOCOL, { headers });
  const errors = new Map<string, number>();
  let closed: number | undefined;
  let isWelcome = false;
  let sent = 0;
  // The server does not read what is left.
  socket.on('error', () => undefined);
  socket.on('close', (code) => (closed = code));
  socket.on('message', (data: Buffer) => {
    const decoded = decodeServerMessage(data.toString());
    if (!decoded.ok) return;
    if (decoded.value.t === 'session.welcome') isWelcome = true;
    if (decoded.value.t !== 'error') return;
    const what = `${decoded.value.about?.t ?? 'frame'} ${decoded.value.code}`;
    errors.set(what, (errors.get(what) ?? 0) + 1);
  });
  await once(socket, 'open');
  socket.send(encodeMessage({ t: 'session.hello', v: 1, client: 'hostile', device: mintDeviceId() }));
  await until(() => isWelcome, 10_000, 'it is welcome at first');
  let count = 0;
  for (const frame of frames) {
    count += 1;
    // It reads, too: what it is told is what is looked at.
    if (count % 4 === 0) await wait(1);
    while (socket.bufferedAmount > MIB && socket.readyState === WebSocket.OPEN) await wait(1);
    if (socket.readyState !== WebSocket.OPEN) break;
    socket.send(frame);
    sent += frame.length;
  }
  await until(() => closed !== undefined, 20_000, 'it is thrown out');
  return { errors, closed: closed ?? 0, sent };
}

/** Each kind in turn, as large as it may be, with queries that are never answered and answers that nobody has asked for. */
function* flood(to: UserId): Generator<string> {
  const payload = { data: JSON.stringify('x'.repeat(40 * 1024)) };
  for (let n = 0; n < 5_000; n += 1) {
    const all: ClientMessage[] = [
      { t: 'query.ask', id: mintQueryId(), to, type: 'hang', timeout: 60_000, ...payload },
      { t: 'message.send', id: mintTextId(), to, type: 'junk', ...payload },
      { t: 'blob.offer', id: mintBlobId(), to, name: 'x'.repeat(LIMITS.blobName), type: '', direct: false },
      { t: 'blob.accept', id: mintBlobId(), direct: true },
      { t: 'query.answer', id: mintQueryId(), to, ...payload },
    ];
    yield* all.map((message) => encodeMessage(message));
  }
}

function nonsense(to: UserId): string[] {
  const ask = { t: 'query.ask', id: mintQueryId(), to, type: 'echo', timeout: 1_000, data: '1' };
  return [
    { ...ask, timeout: 'soon' },
    { t: 'blob.offer', id: mintBlobId(), to, name: '', type: '', size: -1, direct: false },
    { ...ask, t: 'message.send', data: 'x'.repeat(LIMITS.payloadBytes + 1) },
    { ...ask, data: 'x'.repeat(LIMITS.frameBytes) },
    { t: 'blob.signal', id: mintBlobId(), signal: { kind: 'candidate', candidate: [[[[1]]]] } },
  ].map((message) => JSON.stringify(message));
}

/** Texts and queries from one to the other until it is told to stop; the ms that each took. */
async function exchange(from: Parley, to: Parley, signal: AbortSignal): Promise<number[]> {
  const taken: number[] = [];
  const sentAt = new Map<TextId, number>();
  const queries: Promise<unknown>[] = [];
  to.chat.on('added', ({ id }) => {
    const at = sentAt.get(id);
    if (at !== undefined) taken.push(performance.now() - at);
  });
  while (!signal.aborted) {
    const began = performance.now();
    sentAt.set(from.chat.send(to.user, 'how fast?').id, began);
    const answered = from.messages.query(to.user, 'echo', began);
    queries.push(answered.then((said) => taken.push(performance.now() - Number(said))));
    await wait(25);
  }
  await Promise.all(queries);
  await until(() => taken.length === 2 * sentAt.size, 20_000, 'all texts have come');
  return taken.toSorted((a, b) => a - b);
}

test('[E1] [E2] [I15] [I16] a socket that floods and talks nonsense is told so, costs little, and slows nobody', async () => {
  // So many that the bounds of queries, messages and offers are reached before the pace's.
  const flags = ['--message-burst', '1000', '--messages-per-second', '200', '--log-level', 'error'];
  const server = await startServerProcess({ flags });
  const [alice, bob, carol] = await Promise.all(
    ['alice', 'bob', 'carol'].map(async (name) => connect(await newTicket(server.url, name), server.url)),
  );
  if (!alice || !bob || !carol) throw new Error('nobody has come');
  const parleys = [alice, bob, carol];
  const mallory = await newTicket(server.url, 'mallory');
  for (const one of [bob, carol]) one.messages.answer('echo', ({ payload }) => payload);
  // All of the flood is hers: whoever writes to her meanwhile may read that it was not delivered (T4).
  carol.messages.answer('hang', () => new Promise(() => undefined));
  carol.messages.handle('junk', () => undefined);
  let offers = 0;
  carol.blobs.on('offered', () => void (offers += 1));
  const done = new AbortController();
  let watch: NodeJS.Timeout | undefined;
  try {
    await until(() => alice.presence.online.size === 2, 10_000, 'all are there');
    const times = exchange(alice, bob, done.signal);
    await wait(1_000);
    const before = memoryOf(server.pid);
    let most = before;
    watch = setInterval(() => (most = Math.max(most, memoryOf(server.pid))), 50);
    const floods: Ordeal[] = [];
    for (let n = 0; n < FLOODS; n += 1) floods.push(await attack(server.url, mallory, flood(carol.user)));
    const talk = await attack(server.url, mallory, nonsense(carol.user));
    done.abort();
    const taken = await times;
    const p99 = taken[Math.floor(taken.length * 0.99)] ?? Infinity;
    const sent = floods.reduce((sum, one) => sum + one.sent, 0) / MIB;
    const grown = (most - before) / MIB;
    console.log(
      `${sent.toFixed(0)} MiB of floods, closed with ${floods.map(({ closed }) => closed).join(', ')}; the server has grown by ` +
        `${grown.toFixed(1)} MiB at most; p99 of ${taken.length} texts and queries of others ${p99.toFixed(1)} ms`,
    );
    const told = (what: string): number =>
      floods.reduce((sum, { errors }) => sum + (errors.get(what) ?? 0), 0);
    for (const type of ['query.ask', 'message.send', 'blob.offer', 'query.answer'])
      expect(told(`${type} rate-limited`)).toBeGreaterThan(0);
    expect(told('blob.accept no-such-transfer')).toBeGreaterThan(0);
    // The pace holds back all kinds alike; of offers and queries there are not as many at a time, either.
    for (const type of ['query.ask', 'blob.offer'])
      expect(told(`${type} rate-limited`)).toBeGreaterThan(1.5 * told('blob.accept rate-limited'));
    expect(offers).toBeGreaterThan(0);
    expect(offers).toBeLessThanOrEqual(FLOODS * LIMITS.blobsFrom);
    // 1006 where it was still sending: what it had not read yet is lost to it then.
    for (const { closed } of floods) expect([CLOSE.misbehaved, 1006]).toContain(closed);
    expect(talk.closed).toBe(CLOSE.misbehaved);
    expect([...talk.errors]).toEqual([
      ['query.ask bad-message', 1],
      ['blob.offer bad-message', 1],
      ['message.send bad-message', 1],
      ['frame too-large', 1],
      ['blob.signal bad-message', 1],
    ]);
    expect(taken.length).toBeGreaterThan(100);
    expect(p99).toBeLessThan(250);
    expect(sent).toBeGreaterThan(100);
    expect(grown).toBeLessThan(64);
    // Nothing of it is held against the account.
    const mended = connect(mallory, server.url);
    parleys.push(mended);
    expect(await mended.messages.query(carol.user, 'echo', 'again')).toBe('again');
  } finally {
    clearInterval(watch);
    done.abort();
    for (const parley of parleys) parley.close();
    await server.close();
  }
}, 60_000);
