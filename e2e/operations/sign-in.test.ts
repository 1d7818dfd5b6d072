// Other ways of signing in, with the real program: an OpenID provider, a site's tokens, a page of that site.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startServerProcess, type ServerProcess } from '../src/server-process.ts';
import { CLIENT, startIdentityProvider, type IdentityProvider } from './identity-provider.ts';

const SITE = 'https://shop.example';
const TOKEN_SECRET = 'a secret of the tests, 32 bytes long or more';

let identity: IdentityProvider;
let server: ServerProcess;

beforeAll(async () => {
  identity = await startIdentityProvider({ sub: '4711', preferred_username: 'anna' });
  server = await startServerProcess({
    flags: ['--origin', SITE],
    prepare: (data) =>
      writeFileSync(
        join(data, 'parley.json'),
        JSON.stringify({
          'oidc-issuer': identity.issuer,
          'oidc-client-id': CLIENT.id,
          'oidc-client-secret': CLIENT.secret,
          'oidc-name': 'the test',
          'token-secret': TOKEN_SECRET,
          'address-burst': 100,
        }),
      ),
  });
});
afterAll(async () => {
  await server?.close();
  await identity?.close();
});

interface Step {
  status: number;
  location: string;
  setCookies: string[];
}

/** As much of a browser as it takes: it keeps cookies by origin, and follows no redirect by itself. */
function createBrowser() {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: string): Map<string, string> => {
    const { host } = new URL(url);
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    return jar;
  };
  const open = async (url: string): Promise<Step> => {
    const jar = jarOf(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    const setCookies = response.headers.getSetCookie();
    for (const line of setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const to = response.headers.get('location') ?? '';
    const location = to === '' ? '' : new URL(to, url).href;
    return { status: response.status, location, setCookies };
  };
  return {
    jar: () => jarOf(server.url),
    open,
    /** To where the provider is left for the callback, which is not opened yet. `change` is done to what the provider is asked. */
    async approach(change: (asked: URL) => void = () => {}): Promise<string> {
      const begun = await open(`${server.url}/api/oidc/start`);
      const asked = new URL(begun.location);
      change(asked);
      let { href } = asked;
      for (let i = 0; i < 10 && !href.startsWith(`${server.url}/`); i += 1)
        href = (await open(href)).location;
      return href;
    },
    async user(): Promise<unknown> {
      const cookie = [...jarOf(server.url)].map(([name, value]) => `${name}=${value}`).join('; ');
      return (await fetch(`${server.url}/api/session`, { headers: { cookie } })).json();
    },
  };
}

type Browser = ReturnType<typeof createBrowser>;

async function signIn(browser: Browser): Promise<unknown> {
  const { location } = await browser.open(await browser.approach());
  expect(location).toBe(`${server.url}/`);
  return browser.user();
}

describe('an OpenID provider', () => {
  test('[H10] that is away is told in the page, which goes on without it', async () => {
    const { status, location } = await createBrowser().open(`${server.url}/api/oidc/start`);
    expect([status, location]).toEqual([303, `${server.url}/#sign-in=provider-unreachable`]);
    expect(server.printed()).toContain('unexpected HTTP response status code');
    expect(await createBrowser().user()).toEqual({ registration: 'open', oidc: { name: 'the test' } });
  });

  describe('that is there', () => {
    beforeAll(() => identity.open(`${server.url}/api/oidc/callback`));
    beforeEach(() => {
      identity.person = { sub: '4711', preferred_username: 'anna' };
      identity.forge = undefined;
    });

    test('[H10] signs in, with a cookie that is sent along when the provider leads back and one that is not', async () => {
      const browser = createBrowser();
      const back = await browser.approach();
      expect(browser.jar().get('parley-oidc')).toMatch(/^[\w-]{43}$/);
      const { setCookies } = await browser.open(back);
      expect(setCookies).toEqual([
        'parley-oidc=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
        expect.stringMatching(/^parley=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/),
      ]);
      expect(await browser.user()).toEqual({ user: 'anna' });
    });

    test('[H12] tells people by its own id: another name changes nothing, and the same name is not the same person', async () => {
      identity.person = { sub: '4711', preferred_username: 'admin' };
      expect(await signIn(createBrowser())).toEqual({ user: 'anna' });
      identity.person = { sub: '4712', preferred_username: 'Anna@example.org' };
      expect(await signIn(createBrowser())).toEqual({ user: 'Anna-2' });
      // An account with a password is nobody's at the provider.
      const body = JSON.stringify({ account: 'dora', password: 'correct horse' });
      const headers = { 'content-type': 'application/json' };
      await fetch(`${server.url}/api/session`, { method: 'POST', headers, body });
      identity.person = { sub: '4713', preferred_username: 'dora' };
      expect(await signIn(createBrowser())).toEqual({ user: 'dora-2' });
    });

    type Attack = (browser: Browser) => Promise<string>;
    const attacks: [string, Attack][] = [
      [
        'another state',
        async (browser) => {
          const url = new URL(await browser.approach());
          url.searchParams.set('state', 'A'.repeat(43));
          return url.href;
        },
      ],
      ['no state', async (browser) => (await browser.approach()).replace(/&?state=[^&]*/, '')],
      [
        'a code for another nonce',
        (browser) => browser.approach((asked) => asked.searchParams.set('nonce', 'another')),
      ],
      [
        'a code for another verifier',
        (browser) => browser.approach((asked) => asked.searchParams.set('code_challenge', 'A'.repeat(43))),
      ],
      ["somebody else's code and state", () => createBrowser().approach()],
      [
        "somebody else's code with one's own state",
        async (browser) => {
          const theirs = new URL(await createBrowser().approach());
          const own = new URL(await browser.approach());
          own.searchParams.set('code', theirs.searchParams.get('code') ?? '');
          return own.href;
        },
      ],
      [
        'an error of the provider',
        async (browser) => {
          const url = new URL(await browser.approach());
          url.searchParams.delete('code');
          url.searchParams.set('error', 'access_denied');
          return url.href;
        },
      ],
      [
        'another issuer',
        async (browser) => {
          const url = new URL(await browser.approach());
          url.searchParams.set('iss', 'https://evil.example');
          return url.href;
        },
      ],
    ];
    test.each(attacks)('[H10] %s signs nobody in', async (_, attack) => {
      const browser = createBrowser();
      await refused(browser, await attack(browser));
    });

    test('[H10] what came back is good once', async () => {
      const browser = createBrowser();
      const back = await browser.approach();
      const secret = browser.jar().get('parley-oidc') ?? '';
      expect((await browser.open(back)).location).toBe(`${server.url}/`);
      await refused(createBrowser(), back);
      const thief = createBrowser();
      thief.jar().set('parley-oidc', secret);
      await refused(thief, back);
    });

    test('[H10] a token that the provider has not signed as it is signs nobody in', async () => {
      identity.forge = (idToken) => {
        const [header, payload = '', signature] = idToken.split('.');
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
        // With a name in it, nothing else is asked that would contradict it.
        const other = { ...claims, sub: '4799', preferred_username: 'mallory' };
        const changed = Buffer.from(JSON.stringify(other)).toString('base64url');
        return `${header}.${changed}.${signature}`;
      };
      const forger = createBrowser();
      await refused(forger, await forger.approach());
      identity.forge = (idToken) => {
        const header = Buffer.from('{"alg":"none"}').toString('base64url');
        return `${header}.${idToken.split('.')[1]}.`;
      };
      const unsigned = createBrowser();
      await refused(unsigned, await unsigned.approach());
    });

    test('[H10] a name of the server that is none of its own is led nowhere', async () => {
      const { request } = await import('node:http');
      const headers = { host: 'evil.example' };
      const asking = request({
        host: '127.0.0.1',
        port: server.port,
        path: '/api/oidc/start',
        headers,
      }).end();
      const [response] = (await once(asking, 'response')) as [
        { headers: { location?: string }; resume(): void },
      ];
      response.resume();
      expect(response.headers.location).toBe('/#sign-in=foreign-origin');
    });
  });

  async function refused(browser: Browser, url: string): Promise<void> {
    const { location, setCookies } = await browser.open(url);
    expect(location).toBe(`${server.url}/#sign-in=provider-refused`);
    expect(setCookies.filter((one) => one.startsWith('parley='))).toEqual([]);
    expect(await browser.user()).toMatchObject({ registration: 'open' });
  }
});

test('[H7] [H9] a page of a site signs in with its token, and its socket by the subprotocol', async () => {
  const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url');
  const claims = { sub: 'guest-1', guest: true, aud: 'parley', exp: Math.floor(Date.now() / 1_000) + 60 };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  const token = `${signed}.${createHmac('sha256', TOKEN_SECRET).update(signed).digest('base64url')}`;
  const answer = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: SITE },
    body: JSON.stringify({ token, bearer: true }),
  });
  expect(answer.headers.get('access-control-allow-origin')).toBe(SITE);
  const { token: bearer } = (await answer.json()) as { token: string };

  const address = `${server.url.replace('http', 'ws')}/ws`;
  // The token first: whatever comes first must not be what the server answers with.
  const protocols = [`parley.bearer.${bearer}`, 'parley.v1'];
  const socket = new WebSocket(address, protocols, { origin: SITE });
  await once(socket, 'open');
  expect(socket.protocol).toBe('parley.v1');
  socket.send(JSON.stringify({ t: 'session.hello', v: 1, client: 'test', device: 'd'.repeat(22) }));
  const [welcome] = (await once(socket, 'message')) as [Buffer];
  expect(JSON.parse(welcome.toString())).toMatchObject({ t: 'session.welcome', user: 'guest-1' });
  socket.terminate();

  const foreign = new WebSocket(address, protocols, { origin: 'https://evil.example' });
  const [error] = (await once(foreign, 'error')) as [Error];
  expect(error.message).toContain('403');
  expect(server.printed()).not.toContain(bearer);
  expect(server.printed()).not.toContain(token);
});
