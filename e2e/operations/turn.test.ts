// The relay as the server runs it: what it refuses and whom, and what becomes of it when it or the server dies.
import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { UserId } from '@parley/protocol';
import type { TransportAddress } from '../../packages/server/src/turn/client/stun-attributes.ts';
import type { TransportKind } from '../../packages/server/src/turn/client/transport.ts';
import { openTurnClient, type TurnClient } from '../../packages/server/src/turn/client/turn-client.ts';
import { credentialsFor } from '../../packages/server/src/turn/relay-credentials.ts';
import { selfSigned } from '../../packages/server/src/tls/testing/self-signed.ts';
import { missingTools } from '../../scripts/test-tools.mjs';
import { startServerProcess, type ServerProcess } from '../src/server-process.ts';
import { documented, documentedFlags } from './documented.ts';
import { startProgram } from './program.ts';

/** This machine's own: coturn never relays to loopback. */
const own = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .filter(({ internal, address }) => !internal && !address.startsWith('fe80'));
const own4 = own.find(({ family }) => family === 'IPv4')?.address ?? '';
const own6 = own.find(({ family }) => family === 'IPv6')?.address;
const missing = missingTools('turnserver') ?? (own4 === '' ? 'this machine has loopback only' : undefined);
if (missing) console.warn(`SKIPPED turn.test.ts, the relay as the server runs it: ${missing}.`);

// Below the ports that systems give away by themselves.
const port = randomInt(11_000, 30_000);
const tlsPort = port + 1;
const QUOTA = 3;
const MANUAL = 'The relay (TURN)';
const PUBLIC = { 4: '8.8.8.8', 6: '2620:fe::fe' } as const;

const FORBIDDEN = {
  4: [
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.255',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
  ],
  6: [
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '64:ff9b::a00:1',
    '64:ff9b:1::7f00:1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::1',
    'fc00::1',
    'fe80::1',
    'ff02::1',
  ],
} as const;

let folder = '';
let server: ServerProcess;
const clients: TurnClient[] = [];
const listeners: Socket[] = [];

const certificateFile = (): string => join(folder, 'cert.pem');
const file = (name: string): string => readFileSync(join(server.data, 'turn', name), 'utf8').trim();
const pid = (): number => Number(file('turnserver.pid'));
const state = (): Record<string, unknown> => JSON.parse(file('state.json')) as Record<string, unknown>;
/** One that has ended has no words left, though nobody may have asked how it ended yet. */
const runs = (process: number): boolean => {
  const words = `/proc/${process}/cmdline`;
  return existsSync(words) && readFileSync(words, 'utf8') !== '';
};
const isRunning = (): Promise<void> =>
  vi.waitFor(() => expect(state()['name']).toBe('running'), { timeout: 10_000 });

const modeOf = (name: string): number => statSync(join(server.data, 'turn', name)).mode & 0o777;

/** Whose certificate the relay shows. */
async function presentedName(): Promise<unknown> {
  const socket = connectTls({ host: own4, port: tlsPort, rejectUnauthorized: false, minVersion: 'TLSv1.2' });
  await once(socket, 'secureConnect');
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return subject.CN;
}

const flags = (more: string): string[] => [
  ...documentedFlags(MANUAL, { '203.0.113.5': [own4, own6 ?? []].flat().join(',') }),
  ...`--turn auto ${more}`.split(' '),
];

async function renewCertificate(name: string): Promise<void> {
  const { cert, key } = await selfSigned({ names: [name] });
  writeFileSync(join(folder, 'key.pem'), key);
  writeFileSync(certificateFile(), cert);
}

beforeAll(async () => {
  if (missing) return;
  folder = mkdtempSync(join(tmpdir(), 'parley-turn-'));
  await renewCertificate('first.test');
  const files = `--certificate ${certificateFile()} --certificate-key ${join(folder, 'key.pem')}`;
  const ports = `--turn-port ${port} --turn-tls-port ${tlsPort} --turn-quota ${QUOTA}`;
  server = await startServerProcess({ flags: flags(`${ports} ${files}`) });
  await isRunning();
});
afterEach(async () => {
  for (const listener of listeners.splice(0)) listener.close();
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(async () => {
  await server?.close();
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

interface Visitor {
  name?: string;
  kind?: TransportKind;
  expires?: number;
  secret?: string;
  port?: number;
}

let visitors = 0;

/** Each is somebody else, as far as quotas go. */
async function visit(visitor: Visitor = {}): Promise<TurnClient> {
  const { name = `visitor${++visitors}`, kind = 'udp', expires = Date.now() + 60_000 } = visitor;
  const secret = visitor.secret ?? file('secret');
  const { username, credential } = credentialsFor({ secret, user: name as UserId, expires });
  const opened = await openTurnClient({
    kind,
    host: own4,
    port: visitor.port ?? (kind === 'tls' ? tlsPort : port),
    credentials: { username, password: credential },
    tls: { ca: readFileSync(certificateFile(), 'utf8'), servername: 'first.test' },
    patienceMs: 5_000,
  });
  if (!opened.ok) throw new Error(opened.error.message);
  clients.push(opened.value);
  return opened.value;
}

async function allocated(
  visitor: Visitor & { family?: 4 | 6 } = {},
): Promise<[TurnClient, TransportAddress]> {
  const client = await visit(visitor);
  const answer = await client.allocate({ family: visitor.family ?? 4 });
  if (!answer.ok) throw new Error(`${answer.error.kind}: ${answer.error.message}`);
  return [client, answer.value.relayed];
}

const codeOf = async (answer: ReturnType<TurnClient['allocate' | 'createPermission' | 'bindChannel']>) => {
  const result = await answer;
  if (result.ok) return 'granted';
  return result.error.kind === 'refused' ? result.error.code : result.error.kind;
};

/** Somebody who waits for a packet there; the answer says what came so far. */
async function listenAt(address: string): Promise<{ port: number; heard: string[] }> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  listeners.push(socket);
  const heard: string[] = [];
  socket.on('message', (data) => heard.push(data.toString()));
  socket.bind(0, address);
  await once(socket, 'listening');
  return { port: socket.address().port, heard };
}

describe.skipIf(missing)('the managed relay', () => {
  test.each(own6 === undefined ? [4 as const] : [4 as const, 6 as const])(
    'relays from IPv%i to no address of this machine, its neighbours or nobody',
    async (family) => {
      const [client, relayed] = await allocated({ family });
      for (const address of FORBIDDEN[family]) {
        expect([address, await codeOf(client.createPermission(address))]).toEqual([address, 403]);
        expect([address, await codeOf(client.bindChannel({ address, port: 9 }))]).toEqual([address, 403]);
      }
      // Nor in the company of one that is allowed.
      const [forbidden] = FORBIDDEN[family];
      expect(await codeOf(client.createPermission(PUBLIC[family], forbidden))).toBe(403);
      for (const address of FORBIDDEN[family === 4 ? 6 : 4])
        expect([address, await codeOf(client.createPermission(address))]).toEqual([address, 443]);
      expect(await codeOf(client.createPermission(PUBLIC[family]))).toBe('granted');
      expect(await codeOf(client.createPermission(relayed.address))).toBe('granted');
    },
  );

  test('what is sent to a forbidden address arrives nowhere', async () => {
    const families = own6 === undefined ? ([4] as const) : ([4, 6] as const);
    for (const family of families) {
      const [client, relayed] = await allocated({ family });
      const [inside, outside] = [
        await listenAt(family === 4 ? '127.0.0.1' : '::1'),
        await listenAt(relayed.address),
      ];
      await client.createPermission(relayed.address);
      const loopbacks =
        family === 4 ? ['127.0.0.1', '0.0.0.0'] : ['::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1'];
      for (const address of loopbacks) client.send({ address, port: inside.port }, Buffer.from('in'));
      client.send({ address: relayed.address, port: outside.port }, Buffer.from('out'));
      await expect.poll(() => outside.heard).toEqual(['out']);
      expect(inside.heard).toEqual([]);
    }
  });

  test.each(['udp', 'tcp', 'tls'] as const)('two meet at it, by %s', async (kind) => {
    const [[one, oneAt], [two, twoAt]] = [await allocated({ kind }), await allocated({ kind })];
    await one.createPermission(twoAt.address);
    await two.createPermission(oneAt.address);
    const heard = new Promise<string>((resolve) => two.onData((_, data) => resolve(data.toString())));
    one.send(twoAt, Buffer.from('hello'));
    expect(await heard).toBe('hello');
  });

  test('it is there for nobody without credentials, with old ones or with ones of their own making', async () => {
    expect(await codeOf((await visit({ expires: Date.now() - 5_000 })).allocate())).toBe(401);
    expect(await codeOf((await visit({ secret: 'guessed' })).allocate())).toBe(401);
    const stranger = await openTurnClient({ kind: 'udp', host: own4, port, patienceMs: 5_000 });
    if (!stranger.ok) throw new Error(stranger.error.message);
    clients.push(stranger.value);
    expect(await codeOf(stranger.value.allocate())).toBe(401);
  });

  test('an account has so many allocations, however often its credentials were renewed', async () => {
    for (let count = 0; count < QUOTA; count += 1)
      await allocated({ name: 'greedy', expires: Date.now() + 60_000 + count * 5_000 });
    expect(await codeOf((await visit({ name: 'greedy' })).allocate())).toBe(486);
    expect(await codeOf((await visit({ name: 'modest' })).allocate())).toBe('granted');
  });

  test('it takes over another certificate, and loses nobody for it', async () => {
    const [client, relayed] = await allocated();
    await renewCertificate('second.test');
    await expect.poll(presentedName, { timeout: 15_000 }).toBe('second.test');
    expect(await codeOf(client.createPermission(relayed.address))).toBe('granted');
    await renewCertificate('first.test');
    await expect.poll(presentedName, { timeout: 15_000 }).toBe('first.test');
  });

  test('killed, it comes back; it goes on when the server is killed, and with the next server', async () => {
    const before = pid();
    process.kill(before, 'SIGKILL');
    await expect
      .poll(() => state()['name'] === 'running' && pid() !== before, { timeout: 10_000 })
      .toBe(true);
    const survivor = pid();
    const [client, relayed] = await allocated();
    const outside = await listenAt(relayed.address);
    await client.createPermission(relayed.address);
    await server.kill();
    client.send({ address: relayed.address, port: outside.port }, Buffer.from('one'));
    await expect.poll(() => outside.heard).toEqual(['one']);
    await server.start();
    await expect.poll(() => state()['adopted'], { timeout: 10_000 }).toBe(true);
    expect(pid()).toBe(survivor);
    client.send({ address: relayed.address, port: outside.port }, Buffer.from('two'));
    await expect.poll(() => outside.heard).toEqual(['one', 'two']);
    // One that was adopted is missed, too.
    process.kill(survivor, 'SIGKILL');
    await expect
      .poll(() => state()['name'] === 'running' && pid() !== survivor, { timeout: 15_000 })
      .toBe(true);
    const last = pid();
    expect(await server.stop()).toBe(0);
    expect(runs(last)).toBe(false);
    expect(state()['name']).toBe('stopped');
    await server.start();
    await isRunning();
  });

  test('where its port is taken or coturn is not installed the server serves all the same, and says why', async () => {
    const at = (other: number): string[] => flags(`--turn-port ${other} --turn-tls-port 0`);
    const cases = [
      [{ flags: at(port) }, { name: 'port', code: 'EADDRINUSE' }],
      [{ flags: at(port + 2), command: ['/usr/bin/env', 'PATH=/nowhere'] }, { name: 'missing' }],
    ] as const;
    for (const [options, trouble] of cases) {
      const other = await startServerProcess(options);
      try {
        const told = (): unknown => JSON.parse(readFileSync(join(other.data, 'turn/state.json'), 'utf8'));
        await expect.poll(told).toMatchObject({ name: 'waiting', trouble });
        expect((await fetch(`${other.url}/healthz`)).status).toBe(200);
      } finally {
        await other.close();
      }
    }
  });

  test('one elsewhere, configured as docs/operations.md says, takes the same credentials and refuses the same', async () => {
    const [external, externalTls] = [port + 4, port + 5];
    const text = documented(MANUAL, 'ini', {
      'listening-port=3478': `listening-port=${external}\nlistening-ip=${own4}`,
      'tls-listening-port=5349': `tls-listening-port=${externalTls}`,
      SECRET: 'geheim',
      '203.0.113.5': own4,
      '/etc/coturn': folder,
    });
    const denied = file('turnserver.conf')
      .split('\n')
      .filter((line) => line.startsWith('denied-peer-ip='));
    expect(text.split('\n')).toEqual(expect.arrayContaining(denied));
    const config = join(folder, 'turnserver.conf');
    const own = `pidfile=${join(folder, 'pid')}\nuserdb=${join(folder, 'db')}\nlog-file=stdout\n`;
    writeFileSync(config, `${text}${own}`);
    const coturn = await startProgram('turnserver', ['-c', config], { host: own4, port: external });
    try {
      for (const kind of ['udp', 'tls'] as const) {
        const at = { port: kind === 'tls' ? externalTls : external, secret: 'geheim' };
        const [client, relayed] = await allocated({ kind, ...at });
        expect(await codeOf(client.createPermission('127.0.0.1'))).toBe(403);
        expect(await codeOf(client.createPermission(relayed.address, PUBLIC[4]))).toBe('granted');
      }
    } finally {
      await Promise.all(clients.splice(0).map((client) => client.close()));
      await coturn.close();
    }
  });

  test('nobody else can read its secret, and no command line has it', () => {
    const secret = file('secret');
    expect(secret.length).toBeGreaterThan(20);
    expect(readFileSync(`/proc/${pid()}/cmdline`, 'utf8')).not.toContain(secret);
    for (const name of ['secret', 'turnserver.conf', 'certificate.pem']) expect(modeOf(name)).toBe(0o600);
  });
});
