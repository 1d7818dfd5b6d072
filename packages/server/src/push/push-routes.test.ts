import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../http/testing/test-server.ts';
import { startPushService, type PushService } from './testing/push-service.ts';

let server: TestServer;
let service: PushService;
beforeEach(async () => {
  service = await startPushService();
  server = await startTestServer({ pushAllow: ['loopback'] });
});
afterEach(async () => {
  await server.close();
  await service.close();
});

async function cookieOf(account: string): Promise<string> {
  const answer = await server.signIn(account, 'a good password');
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

function ask(method: string, path: string, cookie?: string, body?: unknown, headers: object = {}) {
  return server.request(path, {
    method,
    headers: {
      ...(cookie !== undefined && { cookie }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

const PATHS: [string, string][] = [
  ['GET', '/api/push'],
  ['PUT', '/api/push/subscription'],
  ['DELETE', '/api/push/subscription'],
  ['POST', '/api/push/test'],
  ['POST', '/api/calls/call-one________/decline'],
];

test('nobody who is not signed in, and no page of another origin, gets anything', async () => {
  const cookie = await cookieOf('alice');
  for (const [method, path] of PATHS) {
    expect([path, (await ask(method, path)).status]).toEqual([path, 401]);
    const foreign = await ask(method, path, cookie, undefined, { origin: 'https://evil.example' });
    expect([path, foreign.status, await foreign.json()]).toEqual([path, 403, { error: 'foreign-origin' }]);
  }
});

test('a browser subscribes with the key of this server, and takes that back', async () => {
  const cookie = await cookieOf('alice');
  const { key } = (await (await ask('GET', '/api/push', cookie)).json()) as { key: string };
  expect(Buffer.from(key, 'base64url')).toHaveLength(65);
  const { subscription } = service.subscribe();
  const put = await ask('PUT', '/api/push/subscription', cookie, { ...subscription, expirationTime: null });
  expect(put.status).toBe(204);
  // Its certificate is not trusted here, which is a failure as any other: told, and nothing more.
  const tested = await ask('POST', '/api/push/test', cookie);
  expect([tested.status, await tested.json()]).toEqual([502, { error: 'not-delivered' }]);
  expect((await ask('DELETE', '/api/push/subscription', cookie)).status).toBe(204);
  expect((await ask('POST', '/api/push/test', cookie)).status).toBe(502);
});

test('what is no subscription is refused, and so is one that leads into the network of the server', async () => {
  const cookie = await cookieOf('alice');
  const good = service.subscribe().subscription;
  const put = async (body: unknown): Promise<number> =>
    (await ask('PUT', '/api/push/subscription', cookie, body)).status;
  expect(await put('{')).toBe(400);
  expect(await put({ endpoint: good.endpoint })).toBe(400);
  expect(await put({ ...good, keys: { ...good.keys, p256dh: 'AAAA' } })).toBe(400);
  expect(await put({ ...good, endpoint: 'https://192.168.1.1/admin' })).toBe(403);
  expect(await put({ ...good, endpoint: 'http://127.0.0.1/x' })).toBe(403);
  expect(await put(JSON.stringify({ ...good, more: 'x'.repeat(5_000) }))).toBe(413);
  expect(service.requests).toEqual([]);
});

test('changes are counted by account', async () => {
  const cookie = await cookieOf('alice');
  const statuses: number[] = [];
  for (let count = 0; count < 21; count += 1)
    statuses.push((await ask('POST', '/api/push/test', cookie)).status);
  expect([statuses[0], statuses[19], statuses[20]]).toEqual([502, 502, 429]);
  expect((await ask('POST', '/api/push/test', await cookieOf('bob'))).status).toBe(502);
});

test('[C24] a notification declines in the name of whose cookie comes with it, and of nobody else', async () => {
  const declined: unknown[] = [];
  server.realtime.declineCall = (...asked) => {
    declined.push(asked.slice(0, 2));
    return asked[1] === 'bob';
  };
  const path = '/api/calls/call-one________/decline';
  expect((await ask('POST', path, await cookieOf('bob'))).status).toBe(204);
  expect((await ask('POST', path, await cookieOf('eve'))).status).toBe(404);
  expect((await ask('POST', '/api/calls/x/decline', await cookieOf('bob'))).status).toBe(404);
  expect(declined).toEqual([
    ['call-one________', 'bob'],
    ['call-one________', 'eve'],
  ]);
});

test('where notifications are off, there is no key, and nothing is taken', async () => {
  await server.close();
  server = await startTestServer({ push: 'off' });
  const cookie = await cookieOf('alice');
  expect(await (await ask('GET', '/api/push', cookie)).json()).toEqual({});
  const { subscription } = service.subscribe();
  expect((await ask('PUT', '/api/push/subscription', cookie, subscription)).status).toBe(403);
});
