// The REST API on a server with a port, and the account that its key speaks for.
import { afterEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../http/testing/test-server.ts';

const KEY = 'k'.repeat(43);
let server: TestServer;
afterEach(() => server.close());

const headers = { authorization: `Bearer ${KEY}` };

test('[R1] without keys there is no API, whoever asks', async () => {
  server = await startTestServer();
  for (const path of ['/api/v1/people', '/api/v1/openapi.json', '/api/v1']) {
    const response = await server.request(path, { headers });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ]);
  }
});

test('[R1] with one there is; its account is nobody’s to sign in to, and keeps its name', async () => {
  server = await startTestServer({ apiKey: `helpdesk:${KEY}` });
  const response = await server.request('/api/v1/people', { headers });
  expect([response.status, await response.json()]).toEqual([200, { people: [] }]);
  expect((await server.request('/api/v1/people')).status).toBe(401);
  const refused = await server.signIn('HelpDesk', 'correct horse');
  expect([refused.status, await refused.json()]).toEqual([401, { error: 'wrong-password' }]);
  expect(server.issue('helpdesk')).toEqual({ ok: false, error: { code: 'wrong-password' } });
});

test('[R1] a key opens no socket, and a sign-in no API', async () => {
  server = await startTestServer({ apiKey: `helpdesk:${KEY}` });
  const signedIn = await server.signIn('alice', 'correct horse', { bearer: true });
  const { token } = (await signedIn.json()) as { token: string };
  const asAlice = { authorization: `Bearer ${token}` };
  expect((await server.request('/api/v1/people', { headers: asAlice })).status).toBe(401);
  expect(await (await server.request('/api/session', { headers })).json()).toEqual({ registration: 'open' });
});
