import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './testing/test-server.ts';

const SHOP = 'https://shop.example';
const CREDENTIALS = JSON.stringify({ account: 'alice', password: 'correct horse', bearer: true });

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ origin: [SHOP] });
});
afterEach(() => server.close());

const NAMES = [
  'vary',
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'cross-origin-resource-policy',
];

async function ask(origin: string | undefined, init: RequestInit = {}) {
  const headers = { ...init.headers, ...(origin !== undefined && { origin }) };
  const response = await server.request('/api/session', { ...init, headers });
  return { response, said: NAMES.map((name) => response.headers.get(name)) };
}

const post = (headers: Record<string, string>): RequestInit => ({
  method: 'POST',
  body: CREDENTIALS,
  headers: { 'Content-Type': 'application/json', ...headers },
});

test('[H8] a page of an allowed origin signs in, asks and signs out with a bearer', async () => {
  const allowed = ['Origin', SHOP, null, 'cross-origin'];
  const signedIn = await ask(SHOP, post({}));
  expect(signedIn.said).toEqual(allowed);
  const { token } = (await signedIn.response.json()) as { token: string };
  const bearer = { headers: { authorization: `Bearer ${token}` } };
  const known = await ask(SHOP, bearer);
  expect([known.said, await known.response.json()]).toEqual([allowed, { user: 'alice' }]);
  const out = await ask(SHOP, { method: 'DELETE', ...bearer });
  expect([out.said, out.response.status]).toEqual([allowed, 204]);
});

test('[H8] its preflight is told what it may send, and that no cookie comes along', async () => {
  const { response, said } = await ask(SHOP, { method: 'OPTIONS' });
  expect(response.status).toBe(204);
  expect(said).toEqual(['Origin', SHOP, null, 'cross-origin']);
  expect(response.headers.get('access-control-allow-methods')).toBe('GET, POST, DELETE');
  expect(response.headers.get('access-control-allow-headers')).toBe('authorization, content-type');
  expect(response.headers.get('access-control-max-age')).toBe('600');
});

test.each(['https://evil.example', 'http://shop.example', `${SHOP}:8443`, `${SHOP}.evil`, 'null', '*'])(
  '[H8] a page of %s is told nothing, whatever it asks',
  async (origin) => {
    const nothing = ['Origin', null, null, 'same-origin'];
    const issued = server.issue('alice');
    const authorization = `Bearer ${issued.ok ? issued.value.token : ''}`;
    const preflight = await ask(origin, { method: 'OPTIONS' });
    expect([preflight.response.status, preflight.said]).toEqual([403, nothing]);
    expect(preflight.response.headers.get('access-control-allow-headers')).toBeNull();
    for (const method of ['POST', 'DELETE'])
      expect((await ask(origin, { ...post({ authorization }), method })).response.status).toBe(403);
    const { said } = await ask(origin, { headers: { authorization } });
    expect(said).toEqual(nothing);
  },
);

test('[H8] a failure can be read as well, and every answer varies by origin', async () => {
  const wrong = await ask(SHOP, { ...post({}), body: '{}' });
  expect([wrong.response.status, wrong.said]).toEqual([400, ['Origin', SHOP, null, 'cross-origin']]);
  expect((await ask(undefined)).said).toEqual(['Origin', null, null, 'same-origin']);
});

test('[H8] other routes are for the own pages alone', async () => {
  for (const path of ['/', '/healthz', '/favicon.svg']) {
    const response = await server.request(path, { headers: { origin: SHOP } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  }
});
