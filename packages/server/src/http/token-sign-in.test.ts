import { SignJWT, type JWTPayload } from 'jose';
import { afterEach, expect, test } from 'vitest';
import type { Settings } from '../config/settings.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

const SECRET = 'a secret of the tests, 32 bytes long or more';
const SETTINGS: Partial<Settings> = { tokenSecret: SECRET, registration: 'closed' };

let server: TestServer;
afterEach(() => server.close());

function tokenFor(claims: JWTPayload): Promise<string> {
  return new SignJWT({ aud: 'parley', exp: Date.now() / 1_000 + 60, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(SECRET));
}

async function present(token: unknown, more: object = {}): Promise<[number, unknown, string | undefined]> {
  const response = await server.request('/api/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token, ...more }),
  });
  return [response.status, await response.json(), response.headers.getSetCookie()[0]];
}

test('[H7] a token signs in, makes the account though registration is closed, and lasts a day', async () => {
  server = await startTestServer(SETTINGS);
  const [status, body, cookie] = await present(await tokenFor({ sub: 'alice' }));
  expect([status, body]).toEqual([200, { user: 'alice', created: true }]);
  expect(cookie).toMatch(/^parley=[\w-]{43}; Max-Age=86400; /);
  const again = await present(await tokenFor({ sub: 'Alice' }), { bearer: true });
  expect(again).toEqual([200, { user: 'alice', created: false, token: expect.any(String) }, undefined]);
  // Nobody knows a password for it.
  expect((await server.signIn('alice', 'correct horse')).status).toBe(401);
});

test('[H7] one with an id is good once', async () => {
  server = await startTestServer(SETTINGS);
  const token = await tokenFor({ sub: 'alice', jti: 'one' });
  const results = await Promise.all(Array.from({ length: 5 }, () => present(token)));
  expect(results.map(([status]) => status).toSorted((a, b) => a - b)).toEqual([200, 401, 401, 401, 401]);
});

test('[H7] what is no good token is 401, costs its address an attempt, and makes nothing', async () => {
  server = await startTestServer({ ...SETTINGS, addressBurst: 3 });
  for (const token of ['', 'x.y.z', 'x'.repeat(8_192)])
    expect(await present(token)).toEqual([401, { error: 'token-invalid' }, undefined]);
  expect((await present(await tokenFor({ sub: 'alice' })))[0]).toBe(429);
  expect((await server.signIn('alice', 'correct horse')).status).toBe(429);
});

test('[H7] a body is a token or a name with a password, never both', async () => {
  server = await startTestServer(SETTINGS);
  const token = await tokenFor({ sub: 'alice' });
  for (const [value, more] of [
    [token, { account: 'bob', password: 'correct horse' }],
    [token, { account: 'bob' }],
    [['x'], {}],
    ['x'.repeat(8_193), {}],
  ] as const)
    expect(await present(value, more)).toEqual([400, { error: 'bad-message' }, undefined]);
  expect((await present('x'.repeat(17_000)))[1]).toEqual({ error: 'too-large' });
});

test('[H7] a server that expects no tokens takes none', async () => {
  server = await startTestServer();
  expect(await present(await tokenFor({ sub: 'alice' }))).toEqual([
    401,
    { error: 'token-invalid' },
    undefined,
  ]);
});

test('[H12] the site is not believed about accounts that it has not made, unless the operator says so', async () => {
  server = await startTestServer({ tokenSecret: SECRET });
  await server.signIn('alice', 'correct horse');
  expect(await present(await tokenFor({ sub: 'ALICE' }))).toEqual([
    403,
    { error: 'account-taken' },
    undefined,
  ]);
  await server.close();

  server = await startTestServer({ tokenSecret: SECRET, tokenAccounts: 'any' });
  await server.signIn('alice', 'correct horse');
  expect((await present(await tokenFor({ sub: 'alice' })))[1]).toEqual({ user: 'alice', created: false });
  expect((await server.signIn('alice', 'correct horse')).status).toBe(200);
});

test('[H11] the name of a new account is no longer than the operator says, and pages are told', async () => {
  server = await startTestServer({ ...SETTINGS, maxAccountLength: 5 });
  expect((await present(await tokenFor({ sub: 'alice2' })))[1]).toEqual({ error: 'token-invalid' });
  expect((await present(await tokenFor({ sub: 'alice' })))[0]).toBe(200);
  const told = await server.request('/api/session');
  expect(await told.json()).toEqual({ registration: 'closed', accountLength: 5 });
});
