import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { CLOSE } from '@parley/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let token = '';
beforeEach(async () => {
  server = await startTestServer();
  const issued = server.issue('alice');
  token = issued.ok ? issued.value.token : '';
});
afterEach(() => server.close());

const origin = () => `http://localhost:${server.port}`;

/** Resolves with 101 or the status of the refusal. */
async function upgrade(
  headers: Record<string, string>,
  { path = '/ws', protocols = ['parley.v1'] }: { path?: string; protocols?: string[] } = {},
): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, protocols, { headers });
  return new Promise((resolve) => {
    socket.on('error', () => {});
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    socket.on('open', () => {
      resolve(101);
      socket.terminate();
    });
  });
}

/** Sends bytes and answers all that comes back until the server closes. */
async function send(bytes: string | Buffer): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => {});
  socket.write(bytes);
  return text(socket).catch(() => '');
}

/** Sends bytes, takes the first answer or gives up soon, and leaves. */
async function sendAndHangUp(bytes: Buffer): Promise<void> {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.setTimeout(200, () => socket.destroy());
  socket.once('data', () => socket.destroy());
  socket.write(bytes);
  await new Promise((resolve) => socket.once('close', resolve));
}

/** Mulberry32. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function isAlive(): Promise<boolean> {
  return (await server.request('/healthz')).status === 200;
}

describe('who may open a socket', () => {
  test('[H5] a bearer token, with or without an origin', async () => {
    expect(await upgrade({ authorization: `Bearer ${token}` })).toBe(101);
    expect(server.realtime.accepted).toEqual([
      { user: 'alice', signIn: expect.stringMatching(/^[\w-]{43}$/), host: '127.0.0.1' },
    ]);
  });

  test('[H5] a cookie with the origin of a page of this server', async () => {
    expect(await upgrade({ cookie: `parley=${token}`, origin: origin() })).toBe(101);
    expect(await upgrade({ cookie: `parley=${token}` })).toBe(403);
    expect(await upgrade({ cookie: `parley=${token}`, origin: 'http://evil.example' })).toBe(403);
    expect(await upgrade({ cookie: `parley=${token}`, origin: 'null' })).toBe(403);
    expect(server.realtime.accepted).toHaveLength(1);
  });

  test('[H5] through a trusted proxy with HTTPS, the cookie for HTTPS', async () => {
    await server.close();
    const page = 'https://calls.example.org';
    server = await startTestServer({ origin: [page], trustProxy: ['loopback'] });
    const issued = server.issue('alice');
    token = issued.ok ? issued.value.token : '';
    const https = { 'X-Forwarded-For': '192.0.2.1', 'X-Forwarded-Proto': 'https', origin: page };
    expect(await upgrade({ cookie: `__Host-parley=${token}`, ...https })).toBe(101);
    expect(await upgrade({ cookie: `parley=${token}`, ...https })).toBe(401);
    expect(await upgrade({ cookie: `__Host-parley=${token}`, origin: page })).toBe(401);
    expect(await upgrade({ cookie: `__Host-parley=${token}`, ...https, origin: 'http://evil.example' })).toBe(
      403,
    );
  });

  test('[H5] nobody else, and a token in the URL is no token', async () => {
    expect(await upgrade({})).toBe(401);
    expect(await upgrade({ authorization: 'Bearer x' })).toBe(401);
    expect(await upgrade({ authorization: `Bearer ${'A'.repeat(43)}` })).toBe(401);
    expect(await upgrade({}, { path: `/ws?token=${token}` })).toBe(401);
    expect(await upgrade({ authorization: `Basic ${token}` })).toBe(401);
    expect(server.realtime.accepted).toEqual([]);
  });

  test('[H9] a token beside the subprotocol, from a page of an allowed origin or from no page', async () => {
    await server.close();
    server = await startTestServer({ origin: ['https://shop.example'] });
    const issued = server.issue('alice');
    token = issued.ok ? issued.value.token : '';
    const protocols = ['parley.v1', `parley.bearer.${token}`];
    const from = (headers: Record<string, string>, offered = protocols) =>
      upgrade(headers, { protocols: offered });
    expect(await from({ origin: 'https://shop.example' })).toBe(101);
    expect(await from({ origin: origin() })).toBe(101);
    expect(await from({})).toBe(101);
    expect(server.realtime.accepted.map(({ user, host }) => [user, host])).toEqual(
      Array.from({ length: 3 }, () => ['alice', '127.0.0.1']),
    );
    for (const foreign of [
      'https://evil.example',
      'http://shop.example',
      'https://shop.example.evil',
      'null',
    ])
      expect([foreign, await from({ origin: foreign })]).toEqual([foreign, 403]);
    expect(await from({}, ['parley.v1', 'parley.bearer.'])).toBe(401);
    expect(await from({}, ['parley.v1', `parley.bearer.${'A'.repeat(43)}`])).toBe(401);
    expect(await from({}, [`parley.bearer.${token}`])).toBe(400);
    // The page's own word counts and not the cookie that came along: nobody signs in as two.
    expect(await from({ cookie: `parley=${token}` }, ['parley.v1', 'parley.bearer.x'])).toBe(401);
  });

  test('[H9] two tokens are refused, whatever they are good for', async () => {
    const protocols = ['parley.v1', `parley.bearer.${token}`];
    expect(await upgrade({}, { protocols: [...protocols, 'parley.bearer.x'] })).toBe(400);
    expect(await upgrade({ authorization: `Bearer ${token}` }, { protocols })).toBe(400);
    expect(server.realtime.accepted).toEqual([]);
  });

  test('[H5] only at /ws, and only speaking parley.v1', async () => {
    const headers = { authorization: `Bearer ${token}` };
    expect(await upgrade(headers, { path: '/' })).toBe(404);
    expect(await upgrade(headers, { path: '/ws/' })).toBe(404);
    expect(await upgrade(headers, { path: '/api/session' })).toBe(404);
    expect(await upgrade(headers, { protocols: [] })).toBe(400);
    expect(await upgrade(headers, { protocols: ['parley.v2'] })).toBe(400);
    expect(await upgrade(headers, { protocols: ['parley.v2', 'parley.v1'] })).toBe(101);
  });

  test('[B6] at /blob/ID, only speaking parley.blob.v1, and nobody else either', async () => {
    const authorization = `Bearer ${token}`;
    const at = (path: string, protocol: string, headers: Record<string, string> = { authorization }) =>
      upgrade(headers, { path, protocols: [protocol] });
    const path = '/blob/an-id-of-22-letters';
    expect(await at(path, 'parley.blob.v1')).toBe(101);
    expect(await at(path, 'parley.v1')).toBe(400);
    expect(await at('/ws', 'parley.blob.v1')).toBe(400);
    for (const bad of ['/blob/', '/blob/short', `${path}/x`, `${path}%00`, `/blob/${'x'.repeat(65)}`])
      expect(await at(bad, 'parley.blob.v1')).toBe(404);
    expect(await at(path, 'parley.blob.v1', {})).toBe(401);
    const cookie = `parley=${token}`;
    expect(await at(path, 'parley.blob.v1', { cookie })).toBe(403);
    expect(await at(path, 'parley.blob.v1', { cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await at(path, 'parley.blob.v1', { cookie, origin: origin() })).toBe(101);
  });

  test('[H1] signing out closes the sockets of that sign-in and no other', async () => {
    const other = server.issue('alice');
    const sockets = [token, other.ok ? other.value.token : ''].map(
      (one) =>
        new WebSocket(`ws://127.0.0.1:${server.port}/ws`, ['parley.v1'], {
          headers: { authorization: `Bearer ${one}` },
        }),
    );
    await Promise.all(sockets.map((socket) => once(socket, 'open')));
    const closed = once(sockets[0] as WebSocket, 'close');
    const headers = { authorization: `Bearer ${token}` };
    await server.request('/api/session', { method: 'DELETE', headers });
    expect((await closed)[0]).toBe(CLOSE.signedOut);
    expect(sockets[1]?.readyState).toBe(WebSocket.OPEN);
    expect(await upgrade(headers)).toBe(401);
  });
});

test('[I15] no bytes stop the server', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const seeds = [
    `GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: parley.v1\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    'POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 46\r\n\r\n{"account":"alice","password":"correct horse"}',
    'GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\nIf-None-Match: *\r\n\r\n',
    'DELETE /api/session HTTP/1.1\r\nHost: localhost\r\nCookie: parley=x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ];
  const mutated = (): Buffer => {
    const bytes = Buffer.from(pick(seeds));
    for (let i = 0; i < 1 + random() * 4; i += 1) bytes[Math.floor(random() * bytes.length)] = random() * 256;
    return random() < 0.2 ? bytes.subarray(0, random() * bytes.length) : bytes;
  };
  for (let round = 0; round < 10; round += 1) {
    await Promise.all(Array.from({ length: 20 }, () => sendAndHangUp(mutated())));
  }
  expect({ seed, alive: await isAlive(), errors: server.errors }).toEqual({ seed, alive: true, errors: [] });
});

describe('hostile upgrades', () => {
  const upgradeTo = (target: string, more = '') =>
    `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${more}\r\n`;

  test.each([
    ['a target that is no URL', upgradeTo('//'), 404],
    ['a target with a bad port', upgradeTo('http://[::1:99999999/ws'), 404],
    ['an absolute target', upgradeTo('http://127.0.0.1/ws'), 404],
    ['half an escape', upgradeTo('/ws%'), 404],
    ['another protocol', 'GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n', 400],
    ['another method', upgradeTo('/ws').replace('GET', 'POST'), 400],
    ['no credentials', upgradeTo('/ws', 'Sec-WebSocket-Protocol: parley.v1\r\n'), 401],
    ['bytes that are no HTTP', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0xff, 0x00]), 400],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    [
      'a request smuggled by two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
  ])('[H5] %s is answered and leaves the server alive', async (_, bytes, status) => {
    const answer = await send(bytes);
    expect(answer.split('\r\n')[0]).toContain(`HTTP/1.1 ${status} `);
    expect(answer.toLowerCase()).toContain('\r\ncontent-security-policy: ');
    expect(await isAlive()).toBe(true);
  });

  test('[H5] a caller who goes away in the middle of its refusal', async () => {
    const sockets: Socket[] = [];
    for (let i = 0; i < 50; i += 1) {
      const socket = connect(server.port, '127.0.0.1');
      socket.on('error', () => {});
      await once(socket, 'connect');
      socket.write(upgradeTo('/ws'));
      socket.resetAndDestroy();
      sockets.push(socket);
    }
    for (const socket of sockets) if (!socket.closed) await once(socket, 'close');
    expect(await isAlive()).toBe(true);
  });

  test('[H5] a socket layer that throws costs one caller', async () => {
    server.realtime.accept = () => {
      throw new Error('a bug');
    };
    expect(await upgrade({ authorization: `Bearer ${token}` })).toBe(503);
    expect(await isAlive()).toBe(true);
  });
});
