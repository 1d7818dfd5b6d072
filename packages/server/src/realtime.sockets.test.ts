// The same server over real sockets: handshakes, framing, and input that no client of ours would send.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo, type Socket as NetSocket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import {
  decodeServerMessage,
  mintTextId,
  SUBPROTOCOL,
  type ServerMessage,
  type UserId,
} from '@parley/protocol';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from './clock.ts';
import type { RealtimeOptions } from './realtime-api.ts';
import { createRealtime } from './realtime.ts';
import { deviceNamed } from './testing/test-client.ts';
import { selfSigned } from './tls/testing/self-signed.ts';
import { BACKLOG_LIMIT } from './ws/queued-socket.ts';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** Every test runs over both, by what a server says of itself. */
type Transport = 'TCP' | 'TLS';

async function serveOver(transport: Transport, options: Partial<RealtimeOptions>) {
  const log = { error() {}, warn() {}, info() {}, debug() {} };
  const limits = { sessions: 1_000, messageBurst: 1e6, messagesPerSecond: 1e6 };
  const base = { clock: systemClock, log, policy: 'replace', preconnect: true, epoch: 'e', limits } as const;
  const realtime = createRealtime({ ...base, mayReturn: () => false, ...options });
  const http: HttpServer =
    transport === 'TLS' ? createSecureServer({ ...(await selfSigned()) }) : createServer();
  /** The server's ends of the connections, by user. */
  const ends = new Map<string, Duplex>();
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const user = (request.url ?? '').slice(1);
    ends.set(user, socket);
    realtime.accept(request, socket, head, { user: user as UserId, signIn: user });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  closers.push(async () => {
    await realtime.close();
    http.closeAllConnections();
    http.close();
  });
  return { realtime, ends, transport, port: (http.address() as AddressInfo).port };
}
type Server = Awaited<ReturnType<typeof serveOver>>;

/** A client that keeps what it hears and can wait for it. */
async function open(server: Server, user: string, { hello = true } = {}) {
  const ws = new WebSocket(urlOf(server, user), SUBPROTOCOL, { rejectUnauthorized: false });
  closers.push(() => ws.terminate());
  const heard: ServerMessage[] = [];
  let closed: number | undefined;
  let changed = (): void => {};
  ws.on('message', (data: Buffer) => {
    const message = decodeServerMessage(data.toString());
    if (!message.ok) throw new Error(`heard ${data.toString()}`);
    heard.push(message.value);
    changed();
  });
  ws.on('close', (code) => {
    closed = code;
    changed();
  });
  ws.on('error', () => {});
  await once(ws, 'open');
  const client = {
    ws,
    heard,
    get closed() {
      return closed;
    },
    /** Resolves when the condition holds; it is asked after each message and at the close. */
    async until(condition: () => boolean): Promise<void> {
      while (!condition()) {
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
      }
    },
    hears: (type: ServerMessage['t']) => client.until(() => heard.some(({ t }) => t === type)),
    closes: () => client.until(() => closed !== undefined),
    send: (message: unknown) => ws.send(JSON.stringify(message)),
  };
  if (hello) {
    client.send({ t: 'session.hello', v: 1, client: 'test', device: deviceNamed(user) });
    await client.hears('session.welcome');
  }
  return client;
}

function urlOf({ transport, port }: Server, user: string): string {
  return `${transport === 'TLS' ? 'wss' : 'ws'}://127.0.0.1:${port}/${user}`;
}

/** A socket on which to send bytes of one's own after a right handshake. */
async function openRaw({ transport, port }: Server, user: string): Promise<NetSocket> {
  const at = { port, host: '127.0.0.1' };
  const socket = transport === 'TLS' ? connectTls({ ...at, rejectUnauthorized: false }) : connect(at);
  closers.push(() => void socket.destroy());
  socket.on('error', () => {});
  const key = Buffer.alloc(16).toString('base64');
  const lines = [
    `GET /${user} HTTP/1.1`,
    'Host: x',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
  ];
  socket.write(
    [...lines, `Sec-WebSocket-Key: ${key}`, `Sec-WebSocket-Protocol: ${SUBPROTOCOL}`, '', ''].join('\r\n'),
  );
  await once(socket, 'data');
  return socket;
}

/** A masked client frame; the mask is zeros, so the payload stays readable. */
function clientFrame(payload: string | Buffer, { opcode = 1, fin = true } = {}): Buffer {
  const body = Buffer.from(payload);
  const length =
    body.length < 126 ? [0x80 | body.length] : [0x80 | 126, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([(fin ? 0x80 : 0) | opcode, ...length, 0, 0, 0, 0]), body]);
}
const helloFrame = (user: string): Buffer =>
  clientFrame(JSON.stringify({ t: 'session.hello', v: 1, client: 'raw', device: deviceNamed(user) }));

describe.each<Transport>(['TCP', 'TLS'])('over %s', (transport) => {
  const serve = (options: Partial<RealtimeOptions> = {}) => serveOver(transport, options);

  test('[H5] the subprotocol is agreed in the handshake; without it the socket closes with 4006', async () => {
    const server = await serve();
    const { ws } = await open(server, 'alice', { hello: false });
    expect(ws.protocol).toBe('parley.v1');
    const old = new WebSocket(urlOf(server, 'bob'), { rejectUnauthorized: false });
    const [code] = (await once(old, 'close')) as [number];
    expect(code).toBe(4006);
    expect(server.realtime.counts().sockets).toBe(1);
  });

  test('[T3] texts of any script and length arrive as they were', async () => {
    const server = await serve();
    const [alice, bob] = [await open(server, 'alice'), await open(server, 'bob')];
    const texts = ['plain', 'grüße, 你好, 🎉 \u2028 "\\', 'ä'.repeat(4_096), 'x'.repeat(8_192)];
    for (const text of texts) alice.send({ t: 'chat.send', id: mintTextId(), to: 'bob', text });
    const got = (): string[] =>
      bob.heard.flatMap((message) => (message.t === 'chat.message' ? [message.text] : []));
    await bob.until(() => got().length === texts.length);
    expect(got()).toEqual(texts);
    await alice.until(() => alice.heard.filter(({ t }) => t === 'chat.accepted').length === texts.length);
  });

  test('[E1] binary, oversized, deeply nested and meaningless frames are five strikes and stop nothing', async () => {
    const server = await serve();
    const [alice, bob] = [await open(server, 'alice'), await open(server, 'bob')];
    alice.ws.send(Buffer.from('{"t":"session.leave"}'), { binary: true });
    alice.ws.send('['.repeat(65_000));
    alice.ws.send(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`);
    // Few enough characters, too many bytes.
    alice.ws.send('ä'.repeat(40_000));
    alice.ws.send('null');
    await alice.closes();
    const codes = alice.heard.flatMap((message) => (message.t === 'error' ? [message.code] : []));
    expect(codes).toEqual(['bad-message', 'bad-message', 'bad-message', 'too-large', 'bad-message']);
    expect(alice.closed).toBe(4003);
    bob.send({ t: 'session.ping' });
    await bob.hears('session.pong');
  });

  test('[S2] a frame far over the limit closes the socket', async () => {
    const server = await serve();
    const alice = await open(server, 'alice');
    alice.ws.send('x'.repeat(200_000));
    await alice.closes();
    expect(alice.closed).toBe(1009);
  });

  const brokenFrames: [string, Buffer][] = [
    ['unmasked', Buffer.from([0x81, 2, 0x7b, 0x7d])],
    ['with a reserved bit', Buffer.from([0xf1, 0x80, 0, 0, 0, 0])],
    ['of an unknown opcode', clientFrame('', { opcode: 3 })],
    ['of invalid UTF-8', clientFrame(Buffer.from([0xff, 0xfe]))],
    ['as a continuation of nothing', clientFrame('x', { opcode: 0 })],
    ['as a fragmented ping', clientFrame('x', { opcode: 9, fin: false })],
    ['of 2^63 bytes', Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0])],
    ['with a bad close code', clientFrame(Buffer.from([0, 1]), { opcode: 8 })],
    [
      'in a thousand pieces',
      Buffer.concat([
        clientFrame('{', { fin: false }),
        ...Array.from({ length: 1_000 }, () => clientFrame(' ', { opcode: 0, fin: false })),
      ]),
    ],
  ];

  test.each(brokenFrames)('[I15] a frame %s ends its connection and nothing else', async (_, bytes) => {
    const server = await serve();
    const bob = await open(server, 'bob');
    const socket = await openRaw(server, 'alice');
    const ended = once(socket, 'close');
    socket.write(Buffer.concat([helloFrame('alice'), bytes]));
    await ended;
    bob.send({ t: 'session.ping' });
    await bob.hears('session.pong');
    expect(server.realtime.counts()).toMatchObject({ sockets: 1 });
  });

  test('[S4] a connection that breaks in the middle of a frame leaves a session that can be resumed', async () => {
    const server = await serve();
    const socket = await openRaw(server, 'alice');
    socket.write(helloFrame('alice'));
    const [welcome] = (await once(socket, 'data')) as [Buffer];
    const session: unknown = JSON.parse(welcome.subarray(4).toString('utf8', 0, welcome.readUInt16BE(2)));
    const gone = new Promise<void>((resolve) => {
      server.ends.get('alice')?.once('close', () => resolve());
    });
    socket.write(clientFrame('{"t":"session.leave"}').subarray(0, 10));
    if (transport === 'TCP') socket.resetAndDestroy();
    else socket.destroy();
    await gone;
    const back = await open(server, 'alice', { hello: false });
    const resume = { session: (session as { session: string }).session, seq: 0 };
    back.send({ t: 'session.hello', v: 1, client: 'test', device: deviceNamed('alice'), resume });
    await back.hears('session.welcome');
    expect(back.heard[0]).toMatchObject({ recovered: true });
  });

  test('[S2] a frame that comes byte by byte is a frame', async () => {
    const server = await serve();
    const socket = await openRaw(server, 'alice');
    socket.setNoDelay();
    const answered = once(socket, 'data');
    for (const byte of helloFrame('alice')) {
      socket.write(Buffer.from([byte]));
      await new Promise(setImmediate);
    }
    expect(String(((await answered) as [Buffer])[0])).toContain('session.welcome');
  });

  test('[I16] who pings without end and never reads costs little, and slows nobody to a stop', async () => {
    const server = await serve();
    const bob = await open(server, 'bob');
    const socket = await openRaw(server, 'flood');
    socket.pause();
    socket.write(helloFrame('flood'));
    const pings = Buffer.concat(
      Array.from({ length: 1_000 }, () => clientFrame('p'.repeat(125), { opcode: 9 })),
    );
    let most = 0;
    for (let i = 0; i < 100; i += 1) {
      socket.write(pings);
      await new Promise(setImmediate);
      most = Math.max(most, server.ends.get('flood')?.writableLength ?? 0);
    }
    bob.send({ t: 'session.ping' });
    await bob.hears('session.pong');
    expect(most).toBeLessThan(BACKLOG_LIMIT);
  });

  test('[S14] [I16] a reader who stops is cut off with a bounded backlog, and those who write to it go on', async () => {
    const server = await serve();
    const [alice, bob] = [await open(server, 'alice'), await open(server, 'bob')];
    const end = server.ends.get('alice');
    if (!end) throw new Error('no such connection');
    const cut = once(end, 'close');
    const call = 'c'.repeat(22);
    bob.send({ t: 'call.invite', call, to: 'alice', media: 'video' });
    await alice.hears('call.state');
    alice.send({ t: 'call.accept', call, media: 'video' });
    await bob.until(() =>
      bob.heard.some((message) => message.t === 'call.state' && message.view.state === 'connecting'),
    );
    alice.ws.pause();
    const signal = { kind: 'description', type: 'offer', sdp: 'v'.repeat(48_000) };
    let most = 0;
    // The kernel takes megabytes of it on the way, so it takes a good deal more than the limit.
    for (let i = 0; i < 600 && !end.destroyed; i += 1) {
      bob.send({ t: 'call.signal', call, to: 'alice', peer: 0, signal });
      // Answered at once, and after the signal.
      bob.send({ t: 'chat.send', id: mintTextId(), to: 'nobody', text: 'x' });
      const answers = bob.heard.length;
      await bob.until(() => bob.heard.length > answers);
      most = Math.max(most, end.writableLength);
    }
    await cut;
    expect(most).toBeLessThan(BACKLOG_LIMIT + 100_000);
    expect(server.realtime.counts()).toMatchObject({ sockets: 1, sessions: 2 });
  });

  test('[S13] a stopping server says 1012 to everybody and takes nobody new', async () => {
    const server = await serve();
    const clients = [await open(server, 'alice'), await open(server, 'bob')];
    const closed = server.realtime.close();
    await Promise.all([closed, ...clients.map((client) => client.closes())]);
    expect(clients.map((client) => client.closed)).toEqual([1012, 1012]);
    const late = new WebSocket(urlOf(server, 'carol'), SUBPROTOCOL, { rejectUnauthorized: false });
    const refused = new Promise((resolve) => {
      late.on('error', resolve);
    });
    await refused;
    expect(server.realtime.counts()).toEqual({
      sockets: 0,
      sessions: 0,
      users: 0,
      calls: 0,
      textsHeld: 0,
      blobs: 0,
      blobSockets: 0,
      queries: 0,
    });
  });
});
