import { request as httpRequest } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SECURITY_HEADERS } from './security-headers.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

interface Raw {
  status: number | undefined;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** `fetch` unpacks what it gets and normalises what it sends; this does neither. */
function raw(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: server.port, path, headers, method },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      },
    );
    request.on('error', reject);
    request.end();
  });
}

describe('the web app', () => {
  test('is served at / and revalidated', async () => {
    const first = await raw('/');
    expect(first.status).toBe(200);
    expect(first.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(first.headers['cache-control']).toBe('no-cache');
    expect(first.headers['content-length']).toBe(String(first.body.length));
    expect(first.body.toString()).toContain('<title>Parley</title>');
    for (const match of [String(first.headers['etag']), `"x", W/${String(first.headers['etag'])}`, '*']) {
      const again = await raw('/', { 'if-none-match': match });
      expect([again.status, again.body.length, again.headers['etag']]).toEqual([
        304,
        0,
        first.headers['etag'],
      ]);
    }
    expect((await raw('/', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('has assets that are kept for good', async () => {
    const { headers } = await raw('/assets/app-AbCd1234.js');
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await raw('/favicon.svg')).headers['cache-control']).toBe('no-cache');
  });

  test('is compressed as the browser wishes, each form with its own tag', async () => {
    const path = '/assets/app-AbCd1234.js';
    const plain = await raw(path);
    const gz = await raw(path, { 'accept-encoding': 'gzip, deflate' });
    const br = await raw(path, { 'accept-encoding': 'gzip, deflate, br' });
    expect([plain, gz, br].map(({ headers }) => headers['content-encoding'])).toEqual([
      undefined,
      'gzip',
      'br',
    ]);
    expect(gunzipSync(gz.body)).toEqual(plain.body);
    expect(brotliDecompressSync(br.body)).toEqual(plain.body);
    expect(gz.body.length).toBeLessThan(plain.body.length / 5);
    expect(new Set([plain, gz, br].map(({ headers }) => headers['etag'])).size).toBe(3);
    expect(gz.headers['vary']).toContain('Accept-Encoding');
    const refused = await raw(path, { 'accept-encoding': 'br;q=0, gzip; q=0.000' });
    expect(refused.headers['content-encoding']).toBeUndefined();
  });

  test('answers HEAD without a body', async () => {
    const { status, headers, body } = await raw('/', {}, 'HEAD');
    expect([status, body.length]).toEqual([200, 0]);
    expect(Number(headers['content-length'])).toBeGreaterThan(0);
  });

  test.each([
    '/nothing',
    '/.hidden',
    '/assets/',
    '/assets/../../data/parley.db',
    '/%2e%2e/data/parley.db',
    '/..%2fdata/parley.db',
    '/constructor',
    '/__proto__',
    '/api/nothing',
    '//',
  ])('has nothing at %s', async (path) => {
    const { status, headers, body } = await raw(path);
    expect([path, status]).toEqual([path, 404]);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body.toString()).toContain('There is nothing here');
  });

  test.each([
    ['de-AT, en;q=0.5', '<html lang="de" dir="ltr">', 'Hier ist nichts'],
    ['ar', '<html lang="ar" dir="rtl">', 'لا يوجد شيء هنا'],
    ['fr', '<html lang="en" dir="ltr">', 'There is nothing here'],
  ])('says that there is nothing in the language of who reads %s', async (wanted, tag, heading) => {
    const { headers, body } = await raw('/nothing', { 'accept-language': wanted });
    expect(headers['vary']).toContain('Accept-Language');
    expect(body.toString()).toContain(tag);
    expect(body.toString()).toContain(heading);
  });
});

describe('the SDK', () => {
  test.each([
    ['/sdk/parley.js', 'no-cache'],
    ['/sdk/assets/core-AbCd1234.js', 'public, max-age=31536000, immutable'],
  ])('may be imported from %s by pages of every origin', async (path, cacheControl) => {
    const { status, headers } = await raw(path, { origin: 'https://elsewhere.example' });
    expect([status, headers['cache-control']]).toEqual([200, cacheControl]);
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    const again = await raw(path, { 'if-none-match': String(headers['etag']) });
    expect([again.status, again.headers['access-control-allow-origin']]).toEqual([304, '*']);
  });

  test.each(['/sdk', '/sdk/', '/sdk/index.html', '/sdk//parley.js', '/parley.js'])(
    'has nothing at %s',
    async (path) => expect((await raw(path)).status).toBe(404),
  );

  test('opens nothing else to other origins', async () => {
    for (const path of ['/', '/assets/app-AbCd1234.js', '/api/session', '/healthz'])
      expect((await raw(path)).headers['access-control-allow-origin']).toBeUndefined();
  });
});

test('the health check answers', async () => {
  const { status, body } = await raw('/healthz');
  expect([status, JSON.parse(body.toString())]).toEqual([
    200,
    { status: 'ok', instance: expect.any(String) as string },
  ]);
});

describe('security headers', () => {
  test.each(['/', '/assets/app-AbCd1234.js', '/nothing', '/api/session', '/healthz', '/\\', '/%'])(
    'are on %s',
    async (path) => {
      const { headers } = await raw(path);
      for (const [name, value] of SECURITY_HEADERS)
        expect([name, headers[name.toLowerCase()]]).toEqual([name, value]);
    },
  );

  test('name what a call needs and forbid the rest', () => {
    const named = new Map(SECURITY_HEADERS);
    const policy = named.get('Content-Security-Policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy.split('; ')).toContain(part);
    }
    const permissions = (named.get('Permissions-Policy') ?? '').split(', ');
    for (const name of ['camera', 'microphone', 'display-capture'])
      expect(permissions).toContain(`${name}=(self)`);
    expect(permissions).toContain('geolocation=()');
  });
});
