import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVirtualClock, type VirtualClock } from '../testing/virtual-clock.ts';
import { readAuthority } from './authority-file.ts';
import type { Certificate, CertificateSource } from './certificates.ts';
import { makeLeaf } from './issue.ts';
import { localAuthority } from './local-authority.ts';
import type { Machine } from './machine.ts';

const DAY = 24 * 3_600_000;
const HOME: Machine = {
  names: ['localhost', 'laptop', 'laptop.local'],
  addresses: [
    { address: '192.168.1.5', prefix: 24 },
    { address: 'fd00:1::5', prefix: 64 },
    { address: '2001:db8:1::5', prefix: 64 },
  ],
};

let folder = '';
let file = '';
let clock: VirtualClock;
/** `undefined`: it can't say. */
let machine: Machine | undefined;
let logged: string[];
let changes: Certificate[];
const open: CertificateSource[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-ca-'));
  file = join(folder, 'tls', 'local-ca.json');
  clock = createVirtualClock(Date.now());
  machine = HOME;
  logged = [];
  changes = [];
});
afterEach(() => {
  for (const source of open.splice(0)) source.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<Certificate> {
  const say = (_: unknown, message: string): void => void logged.push(message);
  const log = { error: say, warn: say, info() {}, debug() {} };
  const lookAround = (): Machine => {
    if (machine) return machine;
    throw new Error('EMFILE');
  };
  const source = localAuthority({ file, machine: lookAround, clock, log });
  open.push(source);
  const first = await source.start((certificate) => changes.push(certificate));
  if (!first) throw new Error('no certificate');
  return first;
}

/** Moves the time on, and waits for what is signed meanwhile. */
async function pass(ms: number, condition: () => boolean): Promise<void> {
  clock.advance(ms);
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const caOf = ({ authority }: Certificate): string => authority?.cert ?? '';

/** What OpenSSL says of a certificate under a CA; empty where it is content. */
function verify(ca: string, leaf: string, name: string): string {
  const [caFile, leafFile] = [join(folder, 'ca.pem'), join(folder, 'leaf.pem')];
  writeFileSync(caFile, ca);
  writeFileSync(leafFile, leaf);
  const how = /^[\d.]+$|:/.test(name) ? '-verify_ip' : '-verify_hostname';
  const at = ['-attime', String(Math.floor(clock.now() / 1_000))];
  const args = [
    'verify',
    '-x509_strict',
    '-purpose',
    'sslserver',
    ...at,
    how,
    name,
    '-CAfile',
    caFile,
    leafFile,
  ];
  const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
  return status === 0 ? '' : stderr;
}

describe('the CA and what it signs', () => {
  test.each([
    'localhost',
    'laptop',
    'laptop.local',
    '127.0.0.1',
    '192.168.1.5',
    'fd00:1::5',
    '2001:db8:1::5',
  ])('OpenSSL takes the certificate for %s', async (name) => {
    const certificate = await start();
    expect(verify(caOf(certificate), certificate.cert, name)).toBe('');
  });

  test('the CA is a CA of servers of these names and networks, and of nothing else', async () => {
    const certificate = await start();
    writeFileSync(join(folder, 'ca.pem'), caOf(certificate));
    const text = execFileSync('openssl', ['x509', '-in', join(folder, 'ca.pem'), '-noout', '-text'], {
      encoding: 'utf8',
    });
    expect(text).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
    expect(text).toMatch(/Key Usage: critical\s+Certificate Sign, CRL Sign\n/);
    expect(text).toMatch(/Extended Key Usage: *\n +TLS Web Server Authentication\n/);
    expect(text).toMatch(/Name Constraints: critical\s+Permitted:/);
    expect(text).toContain('ASN1 OID: prime256v1');
    const permitted = [...text.matchAll(/^ +(?:DNS|IP):(\S+)$/gm)].map(([, base]) => base);
    expect(permitted).toEqual([
      'localhost',
      'laptop',
      'laptop.local',
      '127.0.0.1/255.255.255.255',
      '0:0:0:0:0:0:0:1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF',
      '192.168.1.0/255.255.255.0',
      'FD00:1:0:0:0:0:0:0/FFFF:FFFF:FFFF:FFFF:0:0:0:0',
      '2001:DB8:1:0:0:0:0:0/FFFF:FFFF:FFFF:FFFF:0:0:0:0',
    ]);
    const days = (text: string): number => (Date.parse(text) - clock.now()) / DAY;
    expect(days(new X509Certificate(caOf(certificate)).validTo)).toBeGreaterThan(3_640);
    expect(days(new X509Certificate(certificate.cert).validTo)).toBeLessThanOrEqual(90);
  });

  test.each(['bank.example', 'evil.laptop2', '192.168.2.5', '8.8.8.8', 'fd00:2::5', '::2'])(
    'with its key stolen, a certificate for %s is refused by OpenSSL and by Node',
    async (name) => {
      const ca = caOf(await start());
      const stolen = readAuthority(file);
      if (!stolen) throw new Error('nothing to steal');
      const period = { from: clock.now() - DAY, until: clock.now() + DAY };
      const forged = await makeLeaf(stolen, [name], period);
      expect(verify(ca, forged.cert, name)).toContain('permitted subtree violation');

      const server = createServer(forged, (socket) => void socket.end()).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const socket = connect({ port, host: '127.0.0.1', ca, checkServerIdentity: () => undefined });
      const [error] = (await once(socket, 'error')) as [Error];
      expect(error.message).toBe('permitted subtree violation');
      server.close();
    },
  );

  test('its file and folder are for their owner only', async () => {
    await start();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'tls')).mode & 0o777).toBe(0o700);
  });
});

describe('over time', () => {
  test('a start later has the same CA and certificate, and another certificate once that is half over', async () => {
    const [first, second] = [await start(), await start()];
    expect(second).toEqual(first);
    clock = createVirtualClock(clock.now() + 31 * DAY);
    const third = await start();
    expect(caOf(third)).toBe(caOf(first));
    expect(third.cert).not.toBe(first.cert);
    expect(await start()).toEqual(third);
  });

  test('a certificate that was signed while the clock was ahead is not gone on with', async () => {
    const first = await start();
    clock = createVirtualClock(clock.now() + 40 * DAY);
    const ahead = await start();
    clock = createVirtualClock(clock.now() - 40 * DAY);
    const back = await start();
    expect(back.cert).not.toBe(ahead.cert);
    expect(verify(caOf(first), back.cert, 'laptop')).toBe('');
  });

  test('the certificate is renewed well before it expires, again and again', async () => {
    const first = await start();
    await clock.advanceAsync(20 * DAY);
    expect(changes).toEqual([]);
    for (let times = 1; times <= 4; times += 1) {
      await pass(30 * DAY, () => changes.length >= times);
      const newest = changes.at(-1);
      if (!newest) throw new Error('not renewed');
      expect(caOf(newest)).toBe(caOf(first));
      expect(verify(caOf(first), newest.cert, '192.168.1.5')).toBe('');
    }
    expect(logged).toEqual([]);
  });

  test('a CA near its end has a successor', async () => {
    const first = await start();
    await pass(3_580 * DAY, () => changes.length > 0);
    expect(logged).toEqual([]);
    await pass(40 * DAY, () => changes.length > 1);
    const next = changes[1];
    expect(next && caOf(next)).not.toBe(caOf(first));
    expect(next && verify(caOf(next), next.cert, 'laptop')).toBe('');
    expect(logged).toEqual([
      'The local CA is about to expire, so there is a new one: devices have to install it once more.',
    ]);
  });

  test('another address of the same network needs no other CA', async () => {
    const first = await start();
    machine = { ...HOME, addresses: [{ address: '192.168.1.77', prefix: 24 }] };
    await pass(10_000, () => changes.length > 0);
    expect(verify(caOf(first), changes[0]?.cert ?? '', '192.168.1.77')).toBe('');
    expect(verify(caOf(first), changes[0]?.cert ?? '', '192.168.1.5')).toContain('IP address mismatch');
    expect(logged).toEqual([]);
  });

  test('in another network there is another CA, and the first one is good again back home', async () => {
    const first = await start();
    machine = { ...HOME, addresses: [{ address: '10.1.2.3', prefix: 16 }] };
    await pass(10_000, () => changes.length > 0);
    const away = changes[0] ?? first;
    expect(logged).toEqual([
      'The local CA does not cover 10.1.2.3, so there is a new one: devices have to install it once more.',
    ]);
    expect(verify(caOf(first), away.cert, '10.1.2.3')).toContain('permitted subtree violation');
    expect(verify(caOf(away), away.cert, '10.1.2.3')).toBe('');
    machine = HOME;
    await pass(10_000, () => changes.length > 1);
    const home = changes[1] ?? first;
    expect(caOf(home)).toBe(caOf(away));
    for (const ca of [caOf(first), caOf(away)]) expect(verify(ca, home.cert, '192.168.1.5')).toBe('');
    expect(logged).toHaveLength(1);
  });

  test("a provider's new IPv6 prefix is left out, and needs no other CA", async () => {
    const first = await start();
    machine = {
      ...HOME,
      addresses: [...HOME.addresses.slice(0, 2), { address: '2001:db8:2::5', prefix: 64 }],
    };
    await pass(10_000, () => changes.length > 0);
    expect(caOf(changes[0] ?? first)).toBe(caOf(first));
    expect(verify(caOf(first), changes[0]?.cert ?? '', '192.168.1.5')).toBe('');
    expect(changes[0]?.cert && new X509Certificate(changes[0].cert).subjectAltName).not.toContain('2001');
  });

  test('another name of the machine needs another CA', async () => {
    const first = await start();
    machine = { ...HOME, names: ['localhost', 'tower', 'tower.local'] };
    await pass(10_000, () => changes.length > 0);
    expect(verify(caOf(first), changes[0]?.cert ?? '', 'tower')).not.toBe('');
    expect(verify(caOf(changes[0] ?? first), changes[0]?.cert ?? '', 'tower')).toBe('');
  });
});

describe('what goes wrong', () => {
  test('a damaged file is put aside, and said', async () => {
    const first = await start();
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 300));
    const second = await start();
    expect(caOf(second)).not.toBe(caOf(first));
    expect(logged[0]).toMatch(
      /^The local CA in .* can't be used \(.*\), so there is a new one: .* once more\.$/,
    );
    expect(existsSync(`${file}.damaged`)).toBe(true);
    expect(caOf(await start())).toBe(caOf(second));
  });

  test('where it can be kept nowhere, there is one until the process ends', async () => {
    writeFileSync(join(folder, 'tls'), 'in the way');
    const certificate = await start();
    expect(verify(caOf(certificate), certificate.cert, '192.168.1.5')).toBe('');
    expect(logged.join('\n')).toMatch(/can't be kept in .*: give this user access, or room on the disk\./);
    await pass(40 * DAY, () => changes.length > 0);
    expect(caOf(changes[0] ?? certificate)).toBe(caOf(certificate));
  });

  test('a clock before the CA was made changes nothing about it, and is said', async () => {
    const first = await start();
    clock = createVirtualClock(Date.UTC(2020, 0, 1));
    const second = await start();
    expect(caOf(second)).toBe(caOf(first));
    expect(logged).toEqual([
      `This machine's clock is before the day on which the local CA was made: set it right, or remove ${file} if it was wrong on that day.`,
    ]);
    clock = createVirtualClock(Date.now());
    expect(verify(caOf(first), second.cert, 'laptop')).toBe('');
  });

  test('while the machine can not say where it is, the certificate stays, and is renewed afterwards', async () => {
    await start();
    machine = undefined;
    await clock.advanceAsync(30_000);
    expect(changes).toEqual([]);
    expect(logged).toHaveLength(3);
    machine = { ...HOME, addresses: [{ address: '192.168.1.77', prefix: 24 }] };
    await pass(10_000, () => changes.length > 0);
  });

  test('a folder that is there already is taken as it is', async () => {
    mkdirSync(join(folder, 'tls'));
    await start();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
