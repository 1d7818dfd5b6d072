import { afterEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
afterEach(() => server.close());

const PASSWORD = 'correct horse';

async function answer(response: Response): Promise<[number, unknown]> {
  return [response.status, await response.json()];
}

function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

describe('signing in', () => {
  test('[H1] a page gets a cookie, is recognised by it, and is not after signing out', async () => {
    server = await startTestServer();
    const signedIn = await server.signIn('alice', PASSWORD);
    expect(await answer(signedIn)).toEqual([200, { user: 'alice', created: true }]);
    const [setCookie = ''] = signedIn.headers.getSetCookie();
    expect(setCookie).toMatch(/^parley=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/);

    const headers = { cookie: `other=1; ${cookieOf(signedIn)}` };
    expect(await answer(await server.request('/api/session', { headers }))).toEqual([200, { user: 'alice' }]);
    const out = await server.request('/api/session', { method: 'DELETE', headers });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^parley=; Max-Age=0; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(await answer(await server.request('/api/session', { headers }))).toEqual([
      200,
      { registration: 'open' },
    ]);
    expect((await server.request('/api/session', { method: 'DELETE', headers })).status).toBe(204);
  });

  test('[H1] a program gets a bearer token in the answer and no cookie', async () => {
    server = await startTestServer();
    const response = await server.signIn('alice', PASSWORD, { bearer: true });
    expect(response.headers.getSetCookie()).toEqual([]);
    const { token } = (await response.json()) as { token: string };
    expect(token).toMatch(/^[\w-]{43}$/);
    const headers = { authorization: `Bearer ${token}` };
    expect(await answer(await server.request('/api/session', { headers }))).toEqual([200, { user: 'alice' }]);
    await server.request('/api/session', { method: 'DELETE', headers });
    expect(await answer(await server.request('/api/session', { headers }))).toEqual([
      200,
      { registration: 'open' },
    ]);
  });

  test('[H1] nobody is nobody, whatever is sent for a token', async () => {
    server = await startTestServer();
    for (const headers of [
      {},
      { cookie: 'parley=' },
      { cookie: 'parley=x' },
      { cookie: `parley=${'A'.repeat(43)}` },
      { cookie: `__Host-parley=${'A'.repeat(43)}` },
      { authorization: 'Basic eDp5' },
      { authorization: `Bearer ${"' OR 1=1 --".padEnd(43, 'x')}` },
    ]) {
      expect(await answer(await server.request('/api/session', { headers }))).toEqual([
        200,
        { registration: 'open' },
      ]);
    }
  });

  test('[H1] a body sent in pieces of unknown length is a body', async () => {
    server = await startTestServer();
    const body = new Blob([JSON.stringify({ account: 'alice', password: PASSWORD })]).stream();
    const headers = { 'Content-Type': 'application/json; charset=utf-8' };
    const init = { method: 'POST', body, headers, duplex: 'half' } as RequestInit;
    expect(await answer(await server.request('/api/session', init))).toEqual([
      200,
      { user: 'alice', created: true },
    ]);
  });

  test('[H2] the first use of a free name makes the account, in one of many at once', async () => {
    server = await startTestServer();
    const responses = await Promise.all(
      Array.from({ length: 8 }, (_, index) => server.signIn(index % 2 === 0 ? 'Alice' : 'aLICE', PASSWORD)),
    );
    const bodies = (await Promise.all(responses.map((one) => one.json()))) as {
      user: string;
      created: boolean;
    }[];
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(new Set(bodies.map(({ user }) => user)).size).toBe(1);
    expect(bodies.filter(({ created }) => created)).toHaveLength(1);
  });

  test('[H2] thirty right passwords at once from one address all pass', async () => {
    server = await startTestServer({ addressBurst: 3 });
    await server.signIn('alice', PASSWORD);
    const responses = await Promise.all(Array.from({ length: 30 }, () => server.signIn('alice', PASSWORD)));
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test('[H2] one address may make six accounts, where this machine is not exempt', async () => {
    server = await startTestServer({ limitLoopback: 'on' });
    for (let i = 0; i < 6; i += 1) expect((await server.signIn(`user${i}`, PASSWORD)).status).toBe(200);
    const refused = await server.signIn('user6', PASSWORD);
    expect(refused.headers.get('retry-after')).toMatch(/^(29|30)$/);
    expect(await answer(refused)).toMatchObject([
      429,
      { error: 'too-many-attempts', retryAfter: expect.any(Number) },
    ]);
    expect((await server.signIn('user1', PASSWORD)).status).toBe(200);
  });

  test('[H2] what a proxy on this machine passes on is limited', async () => {
    server = await startTestServer({ registrationBurst: 1 });
    const body = (account: string) => JSON.stringify({ account, password: PASSWORD });
    const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': '192.0.2.1' };
    const post = (account: string) =>
      server.request('/api/session', { method: 'POST', headers, body: body(account) });
    expect((await post('one')).status).toBe(200);
    expect((await post('two')).status).toBe(429);
    expect((await server.signIn('three', PASSWORD)).status).toBe(200);
    expect((await server.signIn('four', PASSWORD)).status).toBe(200);
  });

  test('[H2] a trusted proxy names who is limited, and nobody else does', async () => {
    server = await startTestServer({ registrationBurst: 1, trustProxy: ['loopback'] });
    const register = async (account: string, chain: string) => {
      const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': chain };
      const body = JSON.stringify({ account, password: PASSWORD });
      return (await server.request('/api/session', { method: 'POST', headers, body })).status;
    };
    expect(await register('one', '192.0.2.1')).toBe(200);
    expect(await register('two', '198.51.100.7, 192.0.2.1')).toBe(429);
    expect(await register('two', '127.0.0.1, 192.0.2.1')).toBe(429);
    expect(await register('two', '192.0.2.2')).toBe(200);
    // Somebody on this machine, through the proxy: the exemption is for those who ask the server itself.
    expect(await register('three', '127.0.0.1')).toBe(200);
    expect(await register('four', '127.0.0.1')).toBe(429);
  });

  test('[H1] behind a trusted proxy with HTTPS the cookie is for HTTPS only, for requests and sockets alike', async () => {
    const origin = 'https://calls.example.org';
    server = await startTestServer({ origin: [origin], trustProxy: ['loopback'] });
    const https = { 'X-Forwarded-For': '192.0.2.1', 'X-Forwarded-Proto': 'https', origin };
    const body = JSON.stringify({ account: 'alice', password: PASSWORD });
    const headers = { ...https, 'Content-Type': 'application/json' };
    const signedIn = await server.request('/api/session', { method: 'POST', headers, body });
    expect(signedIn.headers.getSetCookie()[0]).toMatch(/^__Host-parley=[\w-]{43}; .*; Secure$/);

    const cookie = cookieOf(signedIn);
    expect(await answer(await server.request('/api/session', { headers: { cookie, ...https } }))).toEqual([
      200,
      { user: 'alice' },
    ]);
    expect(await answer(await server.request('/api/session', { headers: { cookie } }))).toEqual([
      200,
      { registration: 'open' },
    ]);
    const out = await server.request('/api/session', { method: 'DELETE', headers: { cookie, ...https } });
    expect(out.headers.getSetCookie()[0]).toMatch(/^__Host-parley=; Max-Age=0; .*; Secure$/);
  });

  test('[H4] a full server says so to a new account and lets the others in', async () => {
    server = await startTestServer({ maxAccounts: 1 });
    await server.signIn('alice', PASSWORD);
    expect(await answer(await server.signIn('bob', PASSWORD))).toEqual([503, { error: 'server-full' }]);
    expect((await server.signIn('alice', PASSWORD)).status).toBe(200);
  });
});

test('[H4] sign-ins under way when the server stops are answered or cut, and fail nothing', async () => {
  server = await startTestServer({ maxAccounts: 10 });
  await server.signIn('alice', PASSWORD);
  const under = Array.from({ length: 20 }, (_, index) =>
    server.signIn(index % 2 === 0 ? 'alice' : `user${index}`, PASSWORD).then(
      ({ status }) => status,
      () => 'cut',
    ),
  );
  await server.signIn('alice', PASSWORD);
  await server.close();
  for (const outcome of await Promise.all(under)) expect([200, 503, 'cut']).toContain(outcome);
  expect(server.errors).toEqual([]);
});

describe('failing', () => {
  test('[H3] an unknown account and a wrong password get the same answer', async () => {
    server = await startTestServer({ registration: 'closed' });
    server.issue('alice');
    const wrong = await server.signIn('alice', 'not the password');
    const unknown = await server.signIn('nobody', 'not the password');
    const seen = [wrong, unknown].map((one) => [...one.headers].filter(([name]) => name !== 'date'));
    expect(seen[0]).toEqual(seen[1]);
    expect(await answer(wrong)).toEqual([401, { error: 'wrong-password' }]);
    expect(await answer(unknown)).toEqual([401, { error: 'wrong-password' }]);
  });

  test('[H4] five wrong passwords, then a wait, for names that do not exist too', async () => {
    server = await startTestServer({ registration: 'closed' });
    server.issue('alice');
    for (const account of ['alice', 'nobody']) {
      for (let i = 0; i < 5; i += 1)
        expect((await server.signIn(account, 'wrong password')).status).toBe(401);
      const refused = await server.signIn(account.toUpperCase(), 'wrong password');
      expect(await answer(refused)).toEqual([429, { error: 'too-many-attempts', retryAfter: 6 }]);
    }
    expect((await server.signIn('somebody else', 'wrong password')).status).toBe(400);
    expect((await server.signIn('somebody-else', 'wrong password')).status).toBe(401);
  });

  test('[H4] twenty wrong passwords from one address, then a wait', async () => {
    server = await startTestServer({ registration: 'closed', addressBurst: 4 });
    for (let i = 0; i < 4; i += 1)
      expect((await server.signIn(`user${i}`, 'wrong password')).status).toBe(401);
    const refused = await server.signIn('user9', 'wrong password');
    expect(await answer(refused)).toEqual([429, { error: 'too-many-attempts', retryAfter: 3 }]);
  });

  test.each([
    ['', PASSWORD, 'account-invalid'],
    ['a b', PASSWORD, 'account-invalid'],
    ['.dot', PASSWORD, 'account-invalid'],
    ['x'.repeat(33), PASSWORD, 'account-invalid'],
    ['аlice', PASSWORD, 'account-invalid'],
    ['a\u0000b', PASSWORD, 'account-invalid'],
    ['alice', '1234567', 'password-invalid'],
    ['alice', 'x'.repeat(1025), 'password-invalid'],
    ['alice', 'ü'.repeat(513), 'password-invalid'],
  ])('[H4] the account %j is refused, or the password, case %#', async (account, password, error) => {
    server = await startTestServer();
    expect(await answer(await server.signIn(account, password))).toEqual([400, { error }]);
  });

  test('[H4] what is not a sign-in is malformed', async () => {
    server = await startTestServer();
    const json = 'application/json';
    const cases: [string, string | undefined][] = [
      ['', json],
      ['{', json],
      ['null', json],
      ['[]', json],
      ['{"account":"alice"}', json],
      ['{"account":"alice","password":"correct horse","admin":true}', json],
      ['{"account":["alice"],"password":"correct horse"}', json],
      [`{"account":"alice","password":${'['.repeat(5000)}`, json],
      ['{"account":"alice","password":"correct horse"}', 'text/plain'],
      ['account=alice&password=correct+horse', 'application/x-www-form-urlencoded'],
    ];
    for (const [body, type = ''] of cases) {
      const response = await server.request('/api/session', {
        method: 'POST',
        body,
        headers: { 'Content-Type': type },
      });
      expect([body.slice(0, 60), ...(await answer(response))]).toEqual([
        body.slice(0, 60),
        400,
        { error: 'bad-message' },
      ]);
    }
  });

  test('[H4] a body over 16 KiB is refused, with and without its length', async () => {
    server = await startTestServer();
    const body = JSON.stringify({ account: 'alice', password: 'x'.repeat(17 * 1024) });
    const headers = { 'Content-Type': 'application/json' };
    const sized = await server.request('/api/session', { method: 'POST', body, headers });
    expect(await answer(sized)).toEqual([400, { error: 'too-large' }]);
    const stream = new Blob([body]).stream();
    const chunked = { method: 'POST', body: stream, headers, duplex: 'half' } as RequestInit;
    expect(await answer(await server.request('/api/session', chunked))).toEqual([
      400,
      { error: 'too-large' },
    ]);
  });

  test('[H4] a page of another origin can neither sign in nor out; the own ones can', async () => {
    server = await startTestServer({ origin: ['https://calls.example.org'] });
    const post = (origin: string) =>
      server.request('/api/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', origin },
        body: JSON.stringify({ account: 'alice', password: PASSWORD }),
      });
    const cookie = cookieOf(await server.signIn('alice', PASSWORD));
    for (const origin of [
      'http://evil.example',
      'null',
      'http://localhost',
      `https://localhost:${server.port}`,
    ]) {
      expect(await answer(await post(origin))).toEqual([403, { error: 'foreign-origin' }]);
      const out = await server.request('/api/session', { method: 'DELETE', headers: { cookie, origin } });
      expect(out.status).toBe(403);
    }
    expect(await answer(await server.request('/api/session', { headers: { cookie } }))).toEqual([
      200,
      { user: 'alice' },
    ]);
    const own = [
      `http://localhost:${server.port}`,
      `http://127.0.0.1:${server.port}`,
      'https://calls.example.org',
    ];
    for (const origin of own) expect((await post(origin)).status).toBe(200);
  });

  test('[H4] other methods are refused and change nothing', async () => {
    server = await startTestServer();
    const put = await server.request('/api/session', { method: 'PUT', body: '{}' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST, DELETE']);
  });
});
