// Who never reads costs the server little and the others nothing, and gets everything once after all (S14, QUALITY I16).
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import {
  decodeServerMessage,
  encodeMessage,
  mintDeviceId,
  SOCKET_PATH,
  SUBPROTOCOL,
  type ServerMessageOf,
  type SessionId,
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

const READERS = 6;
/** The longest that the server waits for an acknowledgement, and what it takes to close. */
const CLOSED_BY_MS = 23_000;
const MIB = 1024 * 1024;

/** A program that speaks the protocol itself: it keeps its line alive, and reads when it is told to. */
class RawReader {
  readonly texts: ServerMessageOf<'chat.message'>[] = [];
  readonly user: UserId;
  closed: number | undefined;
  recovered: boolean | undefined;
  #socket: WebSocket;
  readonly #ticket: Ticket;
  readonly #server: string;
  readonly #device = mintDeviceId();
  #session: SessionId | undefined;
  #seq = 0;
  #acknowledges = false;
  #alive: NodeJS.Timeout | undefined;

  constructor(ticket: Ticket, server: string) {
    this.user = ticket.user;
    this.#ticket = ticket;
    this.#server = server;
    this.#socket = this.#open();
  }

  get isWelcome(): boolean {
    return this.#session !== undefined;
  }

  stopReading(): void {
    this.#socket.pause();
  }

  /** Reads what is left until the server's close, then comes back and reads on. */
  async comeBack(): Promise<void> {
    this.#acknowledges = true;
    if (this.#socket.readyState !== WebSocket.CLOSED) {
      const closed = once(this.#socket, 'close');
      this.#socket.resume();
      await closed;
    }
    this.#socket = this.#open();
  }

  close(): void {
    clearInterval(this.#alive);
    this.#socket.close();
  }

  #open(): WebSocket {
    const { token } = this.#ticket;
    const url = `${this.#server.replace(/^http/, 'ws')}${SOCKET_PATH}`;
    const socket = new WebSocket(url, SUBPROTOCOL, { headers: { authorization: `Bearer ${token}` } });
    const resume = this.#session === undefined ? {} : { resume: { session: this.#session, seq: this.#seq } };
    const hello = { t: 'session.hello', v: 1, client: 'slow', device: this.#device, ...resume } as const;
    socket.on('open', () => socket.send(encodeMessage(hello)));
    socket.on('error', () => undefined);
    socket.on('close', (code) => (this.closed = code));
    socket.on('message', (data) => {
      if (Buffer.isBuffer(data) && socket === this.#socket) this.#hear(data.toString());
    });
    clearInterval(this.#alive);
    this.#alive = setInterval(() => {
      if (socket.readyState === WebSocket.OPEN) socket.send(encodeMessage({ t: 'session.ping' }));
    }, 2_000);
    return socket;
  }

  #hear(frame: string): void {
    const decoded = decodeServerMessage(frame);
    if (!decoded.ok) throw new Error(`the server said ${frame}`);
    const message = decoded.value;
    if (message.t === 'session.welcome') {
      this.#session = message.session;
      this.recovered = message.recovered;
      if (!message.recovered) this.#seq = 0;
    }
    if (!('seq' in message)) return;
    this.#seq = message.seq;
    if (message.t === 'chat.message') this.texts.push(message);
    if (this.#acknowledges) this.#socket.send(encodeMessage({ t: 'session.ack', seq: message.seq }));
  }
}

/** The ms that each text takes from one to the other, until it is told to stop. */
async function timeTexts(from: Parley, to: Parley, signal: AbortSignal): Promise<number[]> {
  const taken: number[] = [];
  const sentAt = new Map<TextId, number>();
  to.chat.on('added', ({ id }) => {
    const at = sentAt.get(id);
    if (at !== undefined) taken.push(performance.now() - at);
  });
  while (!signal.aborted) {
    sentAt.set(from.chat.send(to.user, 'how fast?').id, performance.now());
    await wait(25);
  }
  await until(() => taken.length === sentAt.size, 20_000, 'all timed texts have come');
  return taken.toSorted((a, b) => a - b);
}

test('[S14] [I16] readers who never read are closed, cost little, slow nobody, and get everything once when they are back', async () => {
  const flags = ['--message-burst', '5000', '--messages-per-second', '2000', '--log-level', 'error'];
  const server = await startServerProcess({ flags });
  const come = async (name: string): Promise<Parley> =>
    connect(await newTicket(server.url, name), server.url);
  const [writer, anna, ben] = [await come('writer'), await come('anna'), await come('ben')];
  const readers: RawReader[] = [];
  for (let n = 0; n < READERS; n += 1)
    readers.push(new RawReader(await newTicket(server.url, `reader-${n}`), server.url));
  const done = new AbortController();
  try {
    await until(() => readers.every(({ isWelcome }) => isWelcome), 20_000, 'the readers are welcome');
    await until(() => ben.presence.online.size === READERS + 2, 20_000, 'all are there');
    const times = timeTexts(anna, ben, done.signal);
    await wait(2_000);
    const before = memoryOf(server.pid);
    for (const reader of readers) reader.stopReading();
    const began = performance.now();
    // Some 1.2 MB for each: more than is held for anybody.
    let most = 0;
    for (let n = 0; n < 400; n += 1) {
      for (const { user } of readers) writer.chat.send(user, `${n} ${'x'.repeat(3_000)}`);
      await wait(5);
      if (n % 20 === 0) most = Math.max(most, memoryOf(server.pid));
    }
    const texts = (user: UserId) => writer.chat.conversation(user);
    const states = (name: string): number =>
      readers.flatMap(({ user }) => texts(user).filter(({ state }) => state.name === name)).length;
    await until(() => states('sending') === 0, 20_000, 'the server has answered about every text');
    const [accepted, refused] = [states('sent'), states('failed')];
    while (performance.now() - began < CLOSED_BY_MS) {
      most = Math.max(most, memoryOf(server.pid));
      await wait(500);
    }
    await Promise.all(readers.map((reader) => reader.comeBack()));
    const closes = readers.map(({ closed }) => closed);
    await until(() => states('sent') === 0, 20_000, 'what was accepted is delivered or given up');
    done.abort();
    const taken = await times;
    const p99 = taken[Math.floor(taken.length * 0.99)] ?? Infinity;
    const grown = (most - before) / READERS / MIB;
    console.log(
      `${accepted} texts held, ${refused} refused; ${grown.toFixed(2)} MiB for each reader at most; closed with ` +
        `${closes.join(', ')}; p99 of ${taken.length} texts of others ${p99.toFixed(1)} ms`,
    );
    expect(refused).toBeGreaterThan(0);
    expect(states('failed')).toBe(refused);
    for (const { user, texts: read, recovered } of readers) {
      const wanted = texts(user).filter(({ state }) => state.name === 'delivered');
      expect(wanted.length).toBeGreaterThan(50);
      // Replayed, or handed over to the session that came in place of one that could not be resumed. A receiver shows
      // an id once (T6).
      const once = new Map(read.map(({ id, place }) => [id, place]));
      expect([...once.keys()]).toEqual(wanted.map(({ id }) => id));
      expect([...once.values()]).toEqual([...once.values()].toSorted((a, b) => a - b));
      expect(recovered).toBeDefined();
    }
    // 4005 where it was still read; the server does not wait for ever until it is.
    expect(closes.every((code) => code === 4005 || code === 1006)).toBe(true);
    // 2 MiB each, and what the garbage of the flood itself takes until it is collected.
    expect(grown).toBeLessThan(2 + 32 / READERS);
    expect(p99).toBeLessThan(250);
  } finally {
    done.abort();
    for (const reader of readers) reader.close();
    for (const parley of [writer, anna, ben]) parley.close();
    await server.close();
  }
}, 120_000);
