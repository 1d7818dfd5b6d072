// The one port with both schemes, over real sockets: who is served what by plain HTTP.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';
import { connect, createServer, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { selfSigned } from '../tls/testing/self-signed.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
afterEach(() => server.close());

interface Answer {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

async function ask(scheme: 'http' | 'https', options: RequestOptions & { body?: string }): Promise<Answer> {
  const { body = '', ...more } = options;
  const all = { port: server.port, host: '127.0.0.1', rejectUnauthorized: false, ...more };
  const request = scheme === 'https' ? requestSecure(all) : requestPlain(all);
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

/** As from elsewhere: by this machine's own address, or where it has none by a name that is not its own. */
const own = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
const elsewhere = (path = '/', more: RequestOptions & { body?: string } = {}) =>
  ask('http', {
    path,
    headers: { host: `parley.lan:${server.port}` },
    ...(own ? { host: own } : {}),
    ...more,
  });

const start = (): Promise<void> => startTestServer({ host: '0.0.0.0' }).then((one) => void (server = one));

describe('with the local CA', () => {
  test('over TLS everything is served, with cookies for TLS alone', async () => {
    await start();
    expect((await ask('https', { path: '/' })).body).toContain('<title>Parley</title>');
    const signIn = await ask('https', {
      method: 'POST',
      path: '/api/session',
      headers: { 'content-type': 'application/json', origin: `https://localhost:${server.port}` },
      body: JSON.stringify({ account: 'alice', password: 'correct horse' }),
    });
    expect(signIn.status).toBe(200);
    const [cookie = ''] = signIn.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^__Host-parley=[\w-]{43}; .*; Secure$/);
    const socket = new WebSocket(`wss://127.0.0.1:${server.port}/ws`, ['parley.v1'], {
      rejectUnauthorized: false,
      headers: { cookie: cookie.split(';')[0], origin: `https://127.0.0.1:${server.port}` },
    });
    await once(socket, 'open');
    socket.terminate();
  });

  test('plain HTTP serves everything to a browser on this machine', async () => {
    await start();
    for (const host of ['localhost', '127.0.0.1', '[::1]', 'parley.localhost']) {
      const { status, body } = await ask('http', { headers: { host: `${host}:${server.port}` } });
      expect([status, body]).toEqual([200, expect.stringContaining('<title>Parley</title>')]);
    }
    expect((await server.signIn('alice', 'correct horse')).status).toBe(200);
  });

  test('from elsewhere every page is the one that explains, with the address to go to', async () => {
    await start();
    for (const path of ['/', '/assets/app.js', '/?x="><script>']) {
      const { status, headers, body } = await elsewhere(path);
      expect(status).toBe(200);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(body).toContain('Browsers give camera and microphone only to secure pages');
      expect(body).toContain(`href="https://parley.lan:${server.port}/`);
      expect(body).not.toContain('<script');
      expect(body).not.toContain('style=');
    }
    expect((await elsewhere('/parley-https.css')).headers['content-type']).toBe('text/css; charset=utf-8');
  });

  test('from elsewhere the CA is offered, the one whose fingerprint is shown and printed', async () => {
    await start();
    const folder = mkdtempSync(join(tmpdir(), 'parley-plain-'));
    const { port, outside } = server;
    const request = requestPlain({ port, host: '127.0.0.1', path: '/parley-ca.crt', headers: { host: 'x' } });
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const chunks = (await response.toArray()) as Buffer[];
    writeFileSync(join(folder, 'ca.crt'), Buffer.concat(chunks));
    const args = [
      'x509',
      '-inform',
      'der',
      '-in',
      join(folder, 'ca.crt'),
      '-noout',
      '-fingerprint',
      '-sha256',
    ];
    const printed = execFileSync('openssl', args, { encoding: 'utf8' }).trim().split('=')[1] ?? '';
    rmSync(folder, { recursive: true });
    expect(response.headers['content-type']).toBe('application/x-x509-ca-cert');
    expect(outside?.authority?.fingerprint).toBe(printed);
    const page = (await elsewhere()).body.replaceAll(/<\/?span>|\s/g, '');
    expect(page).toContain(printed);
  });

  test.each([
    ['GET', '/api/session'],
    ['POST', '/api/session'],
    ['POST', '/'],
    ['GET', '/ws'],
    ['GET', '/healthz'],
    ['OPTIONS', '/'],
  ])('from elsewhere %s %s is refused', async (method, path) => {
    await start();
    const answer = await elsewhere(path, { method });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([403, { error: 'https-required' }]);
  });

  test('from elsewhere a socket is refused, whatever it has to show', async () => {
    await start();
    const issued = server.issue('alice');
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/ws`, ['parley.v1'], {
      headers: { host: 'parley.lan', authorization: `Bearer ${issued.ok ? issued.value.token : ''}` },
    });
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toContain('403');
    expect(server.realtime.accepted).toEqual([]);
  });

  test.each(['a b', 'x/y', 'x@y', 'x:99999', '[::1', 'x\\y', '%'])('the host %j is refused', async (host) => {
    await start();
    expect((await elsewhere('/', { headers: { host } })).status).toBe(400);
  });

  test('a page of plain HTTP elsewhere is a foreign one', async () => {
    await start();
    const name = own ?? '127.0.0.2';
    const from = (origin: string) =>
      ask('https', { method: 'DELETE', path: '/api/session', headers: { origin } }).then(
        ({ status }) => status,
      );
    expect(await from(`http://${name}:${server.port}`)).toBe(403);
    expect(await from(`https://localhost:${server.port}`)).toBe(204);
    if (own) expect(await from(`https://${own}:${server.port}`)).toBe(204);
  });

  test('a connection that is neither is answered or dropped, and stops nothing', async () => {
    await start();
    const hello = Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0xff, 0x00]);
    for (const bytes of [
      hello,
      Buffer.from([0x16]),
      Buffer.alloc(600, 0x16),
      Buffer.from([0, 1, 2]),
      Buffer.from('\r\n\r\nx'),
    ]) {
      const socket = connect(server.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.end(bytes);
      socket.resume();
      await once(socket, 'close');
    }
    expect((await ask('https', { path: '/healthz' })).status).toBe(200);
    expect(server.errors).toEqual([]);
  });
});

describe('with a certificate that browsers know', () => {
  let folder = '';
  let files: { certificate: string; certificateKey: string };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-own-'));
    files = { certificate: join(folder, 'cert.pem'), certificateKey: join(folder, 'key.pem') };
    const { cert, key } = await selfSigned({ names: ['calls.example.org'] });
    writeFileSync(files.certificate, cert);
    writeFileSync(files.certificateKey, key);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('plain HTTP is redirected with its path, and API requests are refused', async () => {
    server = await startTestServer({ ...files });
    const { status, headers } = await elsewhere('/a?b=c', { host: '127.0.0.1' });
    expect([status, headers.location]).toEqual([308, `https://parley.lan:${server.port}/a?b=c`]);
    expect((await elsewhere('//evil.example/', { host: '127.0.0.1' })).headers.location).toBe(
      `https://parley.lan:${server.port}//evil.example/`,
    );
    expect((await elsewhere('/api/session', { host: '127.0.0.1' })).status).toBe(403);
    expect(server.url).toBe(`http://localhost:${server.port}`);
    expect(server.outside?.urls).toEqual([`https://calls.example.org:${server.port}`]);
  });

  test('its names are origins of this server', async () => {
    server = await startTestServer({ ...files });
    const from = (origin: string) =>
      ask('https', { method: 'DELETE', path: '/api/session', headers: { origin } }).then(
        ({ status }) => status,
      );
    expect(await from(`https://calls.example.org:${server.port}`)).toBe(204);
    expect(await from('https://calls.example.org')).toBe(403);
  });
});

test('an http-port that is taken is said, and everything else goes on', async () => {
  const other = createServer().listen(0, '0.0.0.0');
  await once(other, 'listening');
  const httpPort = (other.address() as AddressInfo).port;
  server = await startTestServer({ host: '0.0.0.0', httpPort });
  other.close();
  expect((await ask('https', { path: '/healthz' })).status).toBe(200);
  expect(server.errors).toEqual([
    `Port ${httpPort} on 0.0.0.0 is taken by another program: stop that one, or choose another port with --http-port (0 is none). {}`,
  ]);
});

test('with https off everything is plain HTTP, as before', async () => {
  server = await startTestServer({ host: '0.0.0.0', https: 'off' });
  expect((await elsewhere('/healthz')).status).toBe(200);
  expect(server.outside).toBeUndefined();
  await expect(ask('https', { path: '/' })).rejects.toThrow();
});
