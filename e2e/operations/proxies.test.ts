// Parley behind the reverse proxies that docs/operations.md shows, configured as it shows them (QUALITY, TLS).
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as requestPlain, type IncomingHttpHeaders } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Parley, UserId } from '@parley/client';
import { SOCKET_PATH, SUBPROTOCOL } from '@parley/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { missingTools } from '../../scripts/test-tools.mjs';
import { connect, type Ticket } from '../faults/person.ts';
import { until } from '../faults/until.ts';
import { recruit } from '../src/crowd.ts';
import { startServerProcess, type ServerProcess } from '../src/server-process.ts';
import { documented, documentedFlags } from './documented.ts';
import { freePorts, startProgram, type Program } from './program.ts';
import { wayHome, type Way } from './public-name.ts';

const NAME = 'calls.example.org';
const HEADING = 'Behind a reverse proxy';
const PASSWORD = 'a password of the tests';
/** Shorter than any proxy's time-out for a silent connection: nginx's is 60 s, Caddy has none. */
const SILENCE_MS = 10_000;

const missing = missingTools('nginx', 'caddy', 'openssl');
const kinds = ['nginx', 'caddy'] as const;

interface Proxy extends Program {
  origin: string;
  plainPort: number;
  /** How a client at this address of the machine gets there. */
  from(address: string): Way & { localAddress: string };
}

interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

describe.skipIf(missing)('behind a reverse proxy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-proxies-'));
  const proxies = new Map<string, Proxy>();
  const parleys: Parley[] = [];
  /** When an idle client heard something, by the proxy it is behind: ms of performance.now(). */
  const heard = new Map<string, number[]>();
  let tickets: Ticket[] = [];
  let server: ServerProcess;

  beforeAll(async () => {
    const [nginx = 0, nginxPlain = 0, caddy = 0, caddyPlain = 0] = await freePorts(4);
    server = await startServerProcess({
      flags: [
        ...documentedFlags(HEADING, { [NAME]: `${NAME}:${nginx}` }),
        '--origin',
        `https://${NAME}:${caddy}`,
        '--address-burst',
        '3',
        '--login-burst',
        '100',
      ],
      async prepare(data) {
        const names = [...kinds, ...kinds.flatMap((kind) => [`${kind}-anna`, `${kind}-ben`])];
        for (const { account, token } of await recruit(data, names))
          tickets.push({ user: account as UserId, token });
      },
    });
    proxies.set('nginx', await startNginx(folder, server.port, nginx, nginxPlain));
    proxies.set('caddy', await startCaddy(folder, server.port, caddy, caddyPlain));
    for (const kind of kinds) {
      const times: number[] = [];
      heard.set(kind, times);
      enter(kind, kind, () => void times.push(performance.now()));
    }
  });
  afterAll(async () => {
    for (const parley of parleys) parley.close();
    for (const proxy of proxies.values()) await proxy.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const proxyOf = (kind: string): Proxy => {
    const proxy = proxies.get(kind);
    if (!proxy) throw new Error(`${kind} does not run`);
    return proxy;
  };

  /** A program that somebody is signed in with, behind a proxy. */
  function enter(kind: string, user: string, listen?: () => void): Parley {
    const ticket = tickets.find((one) => one.user === user);
    if (!ticket) throw new Error(`${user} has no ticket`);
    const { origin, from } = proxyOf(kind);
    const parley = connect(ticket, origin, listen, from('127.0.0.2'));
    parleys.push(parley);
    return parley;
  }

  /** A page's request, from an address of this machine that is not trusted. */
  function ask(kind: string, path: string, options: RequestOptions = {}, body?: object): Promise<Answer> {
    const { origin, from } = proxyOf(kind);
    const headers = { origin, 'content-type': 'application/json', ...options.headers };
    const asked = request(`${origin}${path}`, { ...from('127.0.0.2'), ...options, headers });
    return answerOf(asked.end(body && JSON.stringify(body)));
  }

  describe.each(kinds)('%s', (kind) => {
    test('shows the page, and leads there from http', async () => {
      const page = await ask(kind, '/');
      expect(page).toMatchObject({
        status: 200,
        headers: { 'content-type': expect.stringContaining('html') },
      });
      const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(page.body) ?? [];
      expect(await ask(kind, script)).toMatchObject({ status: 200 });
      const plain = requestPlain({
        host: '127.0.0.1',
        port: proxyOf(kind).plainPort,
        headers: { host: NAME },
      });
      const led = await answerOf(plain.end());
      expect([301, 308]).toContain(led.status);
      expect(led.headers.location).toMatch(/^https:\/\/calls\.example\.org\//);
    });

    test('[H1] signs a page in with a cookie for HTTPS only, which opens its socket', async () => {
      const { origin, from } = proxyOf(kind);
      const account = `${kind}-page`;
      const signedIn = await ask(kind, '/api/session', { method: 'POST' }, { account, password: PASSWORD });
      expect(signedIn.status).toBe(200);
      const [setCookie = ''] = signedIn.headers['set-cookie'] ?? [];
      expect(setCookie).toMatch(/^__Host-parley=.*; Path=\/; HttpOnly; SameSite=Strict; Secure$/);

      const [cookie = ''] = setCookie.split(';');
      const asked = await ask(kind, '/api/session', { headers: { cookie } });
      expect(JSON.parse(asked.body)).toEqual({ user: account });
      const open = (page: string) =>
        new WebSocket(origin.replace('https', 'wss') + SOCKET_PATH, SUBPROTOCOL, {
          ...from('127.0.0.2'),
          headers: { cookie },
          origin: page,
        });
      const socket = open(origin);
      await once(socket, 'open');
      socket.terminate();
      const foreign = open('https://evil.example');
      const [refused] = (await once(foreign, 'error')) as [Error];
      expect(refused.message).toContain('403');
    });

    test('carries texts both ways, and a client that goes is seen to be gone', async () => {
      const [anna, ben] = [enter(kind, `${kind}-anna`), enter(kind, `${kind}-ben`)];
      const [annaId, benId] = [`${kind}-anna` as UserId, `${kind}-ben` as UserId];
      await until(() => anna.presence.online.has(benId) && ben.presence.online.has(annaId), 10_000, 'both');
      anna.chat.send(benId, 'Hello Ben');
      ben.chat.send(annaId, 'Hello Anna');
      const seen = (parley: Parley, other: UserId) =>
        parley.chat.conversation(other).map(({ text, state }) => [text, state.name]);
      await until(
        () => seen(anna, benId).length === 2 && seen(ben, annaId).length === 2,
        10_000,
        'the texts',
      );
      await until(() => seen(anna, benId).every(([, state]) => state !== 'sending'), 10_000, 'the receipt');
      const texts = seen(anna, benId).map(([text]) => text);
      expect(new Set(texts)).toEqual(new Set(['Hello Anna', 'Hello Ben']));
      ben.close();
      await until(() => !anna.presence.online.has(benId), 2_000, 'Ben is gone');
    });

    test('[H4] counts wrong passwords for the address of the client, whatever that claims', async () => {
      const addresses = kind === 'nginx' ? ['127.0.0.3', '127.0.0.4'] : ['127.0.0.5', '127.0.0.6'];
      const guess = async (localAddress: string, claimed: string) => {
        const headers = {
          'x-forwarded-for': claimed,
          'x-real-ip': claimed,
          forwarded: `for=${claimed}`,
        };
        const body = { account: kind, password: 'a wrong password' };
        return (await ask(kind, '/api/session', { method: 'POST', localAddress, headers }, body)).status;
      };
      const [one = '', other = ''] = addresses;
      const claims = ['192.0.2.1', '192.0.2.2', '127.0.0.1', '192.0.2.3, 127.0.0.1', other];
      const statuses: unknown[] = [];
      for (const claim of claims) statuses.push(await guess(one, claim));
      expect(statuses).toEqual([401, 401, 401, 429, 429]);
      expect(await guess(other, one)).toBe(401);
    });

    test('leaves a silent line open: something goes over it more often than a proxy asks for', async () => {
      const times = heard.get(kind) ?? [];
      const started = times.at(-1) ?? 0;
      const before = times.length;
      await until(() => times.length > before, SILENCE_MS, 'a heartbeat');
      expect((times.at(-1) ?? 0) - started).toBeLessThan(SILENCE_MS);
      expect(proxyOf(kind).printed()).not.toContain('timed out');
    });
  });
});

function answerOf(asked: ReturnType<typeof request>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    asked.on('error', reject);
    asked.on('response', (response) => {
      const { statusCode: status, headers } = response;
      text(response).then((body) => resolve({ status, headers, body }), reject);
    });
  });
}

/** The whole of nginx's configuration around the file that the docs show. */
async function startNginx(folder: string, server: number, port: number, plainPort: number): Promise<Proxy> {
  const [certificate, key] = [join(folder, 'fullchain.pem'), join(folder, 'privkey.pem')];
  const subject = ['-subj', `/CN=${NAME}`, '-addext', `subjectAltName=DNS:${NAME}`, '-days', '2'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...curve, ...subject, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  });
  const site = documented(HEADING, 'nginx', {
    '/etc/ssl/parley/fullchain.pem': certificate,
    '/etc/ssl/parley/privkey.pem': key,
    '127.0.0.1:9900': `127.0.0.1:${server}`,
    '[::]:443': `127.0.0.2:${port}`,
    ' 443': ` 127.0.0.1:${port}`,
    '[::]:80': `127.0.0.2:${plainPort}`,
    ' 80': ` 127.0.0.1:${plainPort}`,
  });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join('\n');
  const file = join(folder, 'nginx.conf');
  writeFileSync(
    file,
    `daemon off; pid ${join(folder, 'nginx.pid')}; error_log stderr warn;
    events {} http { access_log off; ${temporary} ${site} }`,
  );
  const program = await startProgram('nginx', ['-c', file, '-p', folder, '-e', 'stderr'], { port });
  return { ...program, ...wayTo(port, readFileSync(certificate, 'utf8')), plainPort };
}

/** Caddy with the site that the docs show, and a certificate authority of its own instead of a public one. */
async function startCaddy(folder: string, server: number, port: number, plainPort: number): Promise<Proxy> {
  const site = documented(HEADING, 'caddyfile', { '127.0.0.1:9900': `127.0.0.1:${server}` });
  const home = join(folder, 'caddy');
  mkdirSync(home);
  const file = join(folder, 'Caddyfile');
  writeFileSync(
    file,
    `{
      admin off
      local_certs
      skip_install_trust
      default_bind 127.0.0.1
      https_port ${port}
      http_port ${plainPort}
      storage file_system ${home}
    }
    ${site}`,
  );
  const env = { HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home };
  const program = await startProgram('caddy', ['run', '--config', file, '--adapter', 'caddyfile'], {
    port,
    env,
  });
  const root = join(home, 'pki/authorities/local/root.crt');
  return { ...program, ...wayTo(port, readFileSync(root, 'utf8')), plainPort };
}

function wayTo(port: number, ca: string): Pick<Proxy, 'origin' | 'from'> {
  return { origin: `https://${NAME}:${port}`, from: (localAddress) => ({ ...wayHome(ca), localAddress }) };
}
