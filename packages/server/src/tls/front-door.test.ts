import { once } from 'node:events';
import { createServer as createHttp } from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as connectTls, createServer as createTls } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { createFrontDoor } from './front-door.ts';
import { createSecureSide } from './secure-side.ts';
import { selfSigned } from './testing/self-signed.ts';

let door: Server;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  door.close();
  await once(door, 'close');
});

async function open(patienceMs = 5_000): Promise<number> {
  const http = createHttp((request, response) => {
    request.resume().on('end', () => response.end(`${request.method} ${request.url}`));
  });
  const secure = createTls(await selfSigned(), (socket) => void socket.pipe(socket));
  door = createFrontDoor({
    plain: (socket) => void http.emit('connection', socket),
    secure: (socket) => void secure.emit('connection', socket),
    patienceMs,
  });
  door.on('connection', (socket) => sockets.push(socket));
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  return (door.address() as AddressInfo).port;
}

const REQUEST = 'POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello';

test.each([1, 2, 7, 1_000])('plain HTTP in pieces of %i bytes gets its answer', async (size) => {
  const socket = connect(await open(), '127.0.0.1').setNoDelay();
  for (let at = 0; at < REQUEST.length; at += size) {
    socket.write(REQUEST.slice(at, at + size));
    await new Promise(setImmediate);
  }
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*POST \/a$/);
});

test('a client that has ended its side still reads its answer', async () => {
  const socket = connect({ port: await open(), host: '127.0.0.1', allowHalfOpen: true });
  socket.end(REQUEST);
  expect(await text(socket)).toContain('POST /a');
});

test.each([1, 3, 2_000])('a ClientHello in pieces of %i bytes makes a TLS connection', async (size) => {
  const port = await open();
  // A relay that cuts what the client says into pieces.
  const relay = connect(port, '127.0.0.1').setNoDelay();
  const { port: middle, close } = await cutting(relay, size);
  const socket = connectTls({ port: middle, host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  socket.write('x'.repeat(20_000));
  let got = 0;
  for await (const chunk of socket as AsyncIterable<Buffer>) if ((got += chunk.length) === 20_000) break;
  expect(got).toBe(20_000);
  close();
});

async function cutting(upstream: Socket, size: number): Promise<{ port: number; close(): void }> {
  const server = createServer((client) => {
    upstream.pipe(client);
    client.on('data', (bytes: Buffer) => {
      for (let at = 0; at < Math.min(bytes.length, 600); at += size)
        upstream.write(bytes.subarray(at, at + size));
      if (bytes.length > 600) upstream.write(bytes.subarray(Math.ceil(600 / size) * size));
    });
    client.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  upstream.on('error', () => {});
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}

test('a connection that says nothing is dropped in time, and so is one that leaves', async () => {
  const port = await open(200);
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'close');
  const leaving = connect(port, '127.0.0.1');
  leaving.end();
  await once(leaving, 'close');
  const resetting = connect(port, '127.0.0.1', () => resetting.resetAndDestroy());
  await once(resetting, 'close');
});

test('a handshake that is begun and not gone on with is dropped in time', async () => {
  const side = createSecureSide(await selfSigned(), 200, () => {});
  door = createFrontDoor({ plain: () => {}, secure: (socket) => side.take(socket), patienceMs: 5_000 });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const socket = connect((door.address() as AddressInfo).port, '127.0.0.1');
  socket.write(Buffer.from([0x16, 0x03]));
  await once(socket, 'close');
});

test('versions before TLS 1.2 are refused', async () => {
  const opened: Socket[] = [];
  const side = createSecureSide(await selfSigned(), 5_000, (socket) => opened.push(socket));
  door = createFrontDoor({ plain: () => {}, secure: (socket) => side.take(socket), patienceMs: 5_000 });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const { port } = door.address() as AddressInfo;
  const options = { port, host: '127.0.0.1', rejectUnauthorized: false };
  const old = connectTls({
    ...options,
    minVersion: 'TLSv1.1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  await once(old, 'error');
  const fine = connectTls({ ...options, maxVersion: 'TLSv1.2', ALPNProtocols: ['h2', 'http/1.1'] });
  await once(fine, 'secureConnect');
  expect(fine.alpnProtocol).toBe('http/1.1');
  fine.destroy();
  expect(opened).toHaveLength(1);
});
