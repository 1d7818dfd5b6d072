// Each check with facts given, and where a fault can be made here, with the fault itself.
import { chownSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newestFile } from '../clock-doubt.ts';
import { defaultSettings } from '../config/settings.ts';
import { diskFull } from '../store/full-disk.ts';
import { openStore } from '../store/open-store.ts';
import { selfSigned } from '../tls/testing/self-signed.ts';
import type { TurnFault } from '../turn/client/turn-fault.ts';
import type { AcmeKept } from './acme-certificate.ts';
import { checkAddresses, checkSecureContext } from './addresses.ts';
import { checkCertificate, lookAtCertificate, type CertificateFacts } from './certificate.ts';
import { askClock, checkClock } from './clock.ts';
import { checkDatabase, lookAtDatabase } from './database.ts';
import { checkDataFolder, checkDisk, lookAtDataFolder } from './data-folder.ts';
import { checkName, type NameFacts } from './names.ts';
import { checkNode } from './node-version.ts';
import { checkPort, lookAtPorts } from './ports.ts';
import { checkRelay, type RelayFacts } from './relay.ts';
import { checkRunning, type Answer } from './running.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
const DAY = 86_400_000;
const ROOM = { bytes: 5 * 1024 ** 3, files: 100_000 };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-doctor-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['20.19.0', 'ok'],
  ['24.1.0', 'ok'],
  ['20.18.9', 'fail'],
  ['18.20.4', 'fail'],
])('Node.js %s: %s', (version, state) => {
  expect(checkNode(version)).toMatchObject({ name: 'node', state });
});

describe('the data folder', () => {
  const given = { folder: '/data', exists: true, owner: 'parley', user: 'parley', room: ROOM };

  test('that is there, that is not there yet, and that can not be written', () => {
    expect(checkDataFolder(given)).toMatchObject({ name: 'data', state: 'ok' });
    expect(checkDataFolder({ ...given, exists: false })).toMatchObject({ state: 'ok' });
    const refused = {
      ...given,
      user: 'bob',
      refusal: 'The data folder /data can not be written: do something.',
    };
    expect(checkDataFolder(refused)).toEqual({
      name: 'data',
      state: 'fail',
      message: refused.refusal,
      advice: 'It belongs to the user parley, and this is bob.',
    });
  });

  test('of another user is worth a word to root, who can write everywhere', (context) => {
    context.skip(process.getuid?.() !== 0, 'giving a folder away takes root');
    chownSync(folder, 1, 1);
    const { state, message, advice } = checkDataFolder(lookAtDataFolder(folder));
    expect([state, message]).toEqual(['warn', `The data folder ${folder} is another user's.`]);
    expect(advice).toBe(
      'It belongs to the user daemon, and this is root. Run this as the user that runs the server, to see what that one may do.',
    );
  });

  test('that is no folder is refused in the words of the start', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(checkDataFolder(lookAtDataFolder(file))).toMatchObject({
      state: 'fail',
      message: expect.stringMatching(
        /^The data folder .*file can't be written \(EEXIST.*\): choose another/,
      ) as string,
    });
  });

  test.each([
    [{ bytes: 5 * 1024 ** 3, files: 10_000 }, 'ok', 'The disk has 5.0 GiB free, and room for 10000 files.'],
    [{ bytes: 5 * 1024 ** 3 }, 'ok', 'The disk has 5.0 GiB free.'],
    [
      { bytes: 50 * 1024 ** 2, files: 10_000 },
      'warn',
      'The disk of the data folder /data has room for 50 MiB only: free some space before it is full.',
    ],
    [
      { bytes: 5 * 1024 ** 3, files: 7 },
      'warn',
      'The disk of the data folder /data has room for 7 more files only: free some space before it is full.',
    ],
    [{ bytes: 0, files: 10_000 }, 'fail', diskFull('/data')],
    [{ bytes: 5 * 1024 ** 3, files: 0 }, 'fail', diskFull('/data')],
  ])('a disk with %j: %s', (room, state, message) => {
    expect(checkDisk({ folder: '/data', exists: true, room })).toEqual({ name: 'disk', state, message });
  });
});

describe('the database', () => {
  test('not there yet, whole, and damaged', () => {
    expect(checkDatabase(lookAtDatabase(folder))).toMatchObject({ name: 'database', state: 'ok' });
    const file = join(folder, 'parley.db');
    const store = openStore(file);
    store.addAccount({ name: 'alice', passwordHash: 'x', created: 0 });
    // A server has it open.
    expect(checkDatabase(lookAtDatabase(folder))).toMatchObject({
      state: 'ok',
      message: expect.stringMatching(/^It is whole: 1 account, version \d+, \d+ KiB\.$/) as string,
    });
    store.close();
    writeFileSync(file, 'This is no database at all, though it is long enough to have been one.'.repeat(20));
    expect(checkDatabase(lookAtDatabase(folder))).toEqual({
      name: 'database',
      state: 'fail',
      message: `The database ${file} is damaged (file is not a database): put a backup in its place, or move it away to start empty.`,
    });
  });
});

test('the clock of a server is asked for', async () => {
  const ahead = 3_600_000;
  const server = createHttpServer((_request, response) => {
    response.setHeader('Date', new Date(Date.now() - ahead).toUTCString());
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const other = await askClock(url);
  expect(other?.name).toBe('127.0.0.1');
  expect(Math.abs((other?.aheadMs ?? 0) - ahead)).toBeLessThanOrEqual(other?.errorMs ?? 0);
  server.close();
  await once(server, 'close');
  expect(await askClock(url)).toBeUndefined();
});

describe('the clock', () => {
  const right = { now: NOW, newest: { file: '/data/parley.db', at: NOW - 1_000 }, other: undefined };
  const other = (aheadMs: number) => ({ ...right, other: { name: 'ca.example.org', aheadMs, errorMs: 700 } });

  test.each([
    ['alone', right, 'ok', /^It says 2026-11-24 12:00 UTC, .* compare it with a watch\.$/],
    [
      'before this release',
      { ...right, now: Date.UTC(1970, 0, 1) },
      'fail',
      /clock says 1970-01-01 00:00 UTC: set it/,
    ],
    [
      'before what was written',
      { ...right, newest: { file: '/data/parley.db', at: NOW + 2 * DAY } },
      'fail',
      /but \/data\/parley\.db was written at 2026-11-26 12:00 UTC: set it/,
    ],
    ['as another says', other(3_000), 'ok', /as does ca\.example\.org\.$/],
    ['a little ahead', other(20_000), 'warn', /is 20 s ahead of that of ca\.example\.org: set it/],
    ['far behind', other(-3 * 3_600_000), 'fail', /is 3 hours behind that of ca\.example\.org: set it/],
  ])('%s', (_, facts, state, message) => {
    expect(checkClock(facts)).toMatchObject({
      name: 'clock',
      state,
      message: expect.stringMatching(message) as string,
    });
  });

  test('is compared with the newest file of the data folder', () => {
    const file = join(folder, 'parley.db');
    writeFileSync(file, '');
    const later = Date.now() / 1_000 + 86_400;
    utimesSync(file, later, later);
    expect(newestFile(folder)?.file).toBe(file);
    expect(newestFile(join(folder, 'missing'))?.file).not.toContain(folder);
  });
});

describe('the certificate', () => {
  const machine = { names: ['localhost'], addresses: [{ address: '192.168.1.5', prefix: 24 }] };
  const stopped = { name: 'stopped' } as const;

  /** Checks files with these contents; `undefined` is a file that is not there. */
  async function check(cert: string | undefined, key: string | undefined, settings: object = {}) {
    const files = { certificate: join(folder, 'cert.pem'), certificateKey: join(folder, 'key.pem') };
    if (cert !== undefined) writeFileSync(files.certificate, cert);
    if (key !== undefined) writeFileSync(files.certificateKey, key);
    const all = { ...defaultSettings(), ...files, host: '0.0.0.0', data: folder, ...settings };
    const facts = await lookAtCertificate({ settings: all, machine, running: stopped, now: NOW });
    return checkCertificate(facts);
  }

  const good = { names: ['calls.example.org'], from: NOW - DAY, until: NOW + 60 * DAY };

  test('that is good', async () => {
    const { cert, key } = await selfSigned(good);
    expect(await check(cert, key)).toEqual([
      {
        name: 'certificate',
        state: 'ok',
        message: `The one in ${folder}/cert.pem is for calls.example.org, and good until 2027-01-23.`,
      },
    ]);
  });

  test.each([
    [
      'expired',
      { ...good, until: NOW - 1_000 },
      'fail',
      /expired on 2026-11-24, so browsers refuse it: renew it, or set this machine's clock/,
    ],
    [
      'not valid yet',
      { ...good, from: NOW + DAY },
      'fail',
      /is valid only from 2026-11-25 on: set this machine's clock/,
    ],
    [
      'about to expire',
      { ...good, until: NOW + 3 * DAY },
      'warn',
      /expires on 2026-11-27: renew it before\.$/,
    ],
  ])('that is %s', async (_, options, state, message) => {
    const { cert, key } = await selfSigned(options);
    expect(await check(cert, key)).toEqual([
      { name: 'certificate', state, message: expect.stringMatching(message) as string },
    ]);
  });

  test('that is for another name', async () => {
    const { cert, key } = await selfSigned(good);
    const message = expect.stringMatching(
      /is for calls\.example\.org and not for talk\.example\.org: open Parley by one of its names/,
    ) as string;
    const expected = [{ name: 'certificate', state: 'warn', message }];
    expect(await check(cert, key, { host: 'talk.example.org' })).toEqual(expected);
    expect(await check(cert, key, { origin: ['https://talk.example.org:9900'] })).toEqual(expected);
    expect(await check(cert, key, { origin: ['https://talk.example.org'] })).toMatchObject([{ state: 'ok' }]);
  });

  test('whose key is of another one, that can not be read, and whose key is not named', async () => {
    const [one, two] = [await selfSigned(good), await selfSigned(good)];
    expect(await check(one.cert, two.key)).toMatchObject([
      { state: 'fail', message: expect.stringMatching(/does not belong to the certificate/) as string },
    ]);
    rmSync(join(folder, 'key.pem'));
    expect(await check(one.cert, undefined)).toMatchObject([
      {
        state: 'fail',
        message: expect.stringMatching(
          /key\.pem can't be read \(ENOENT.*\): check --certificate-key and who may read it\.$/,
        ) as string,
      },
    ]);
    expect(await check(one.cert, undefined, { certificateKey: '' })).toMatchObject([
      { state: 'fail', message: 'A certificate and its key go together: give --certificate-key as well.' },
    ]);
  });

  test('that the server shows is another than the one in the file', async () => {
    const [one, two] = [await selfSigned(good), await selfSigned(good)];
    const facts: CertificateFacts = {
      name: 'files',
      file: '/cert.pem',
      key: '/key.pem',
      examined: { pair: one, remarks: [] },
      shown: two.cert,
    };
    expect(checkCertificate(facts)).toMatchObject([{ state: 'warn' }]);
    expect(checkCertificate({ ...facts, shown: one.cert })).toMatchObject([{ state: 'ok' }]);
  });

  test('of the local CA', async () => {
    const { cert } = await selfSigned({ ...good, until: NOW + 3 * DAY });
    const kept = { name: 'kept', cert, until: NOW + 300 * DAY, missing: [] } as const;
    const facts = {
      name: 'local',
      file: '/data/tls/local-ca.json',
      authority: kept,
      shown: undefined,
      now: NOW,
    } as const;
    const state = (more: object): string | undefined => checkCertificate({ ...facts, ...more })[0]?.state;
    expect(state({})).toBe('ok');
    expect(state({ authority: { name: 'none' } })).toBe('ok');
    expect(state({ authority: { name: 'unusable', why: 'EACCES' } })).toBe('fail');
    expect(state({ authority: { ...kept, until: NOW - 1 } })).toBe('fail');
    expect(state({ authority: { ...kept, missing: ['192.168.7.1'] } })).toBe('warn');
    expect(state({ shown: cert })).toBe('warn');
  });

  test('of a public authority', async () => {
    const { cert } = await selfSigned(good);
    const { cert: ending } = await selfSigned({ ...good, until: NOW + 3 * DAY });
    const why = 'The certificate authority finds no address for calls.example.org: add an A record.';
    const facts = { name: 'acme', names: ['calls.example.org'], shown: undefined, now: NOW } as const;
    const judge = (kept: Partial<Extract<AcmeKept, { name: 'kept' }>>, shown?: string) => {
      const [check] = checkCertificate({
        ...facts,
        shown,
        kept: { name: 'kept', cert: undefined, why: undefined, ...kept },
      });
      return [check?.state, check?.message];
    };
    expect(judge({ cert })).toEqual([
      'ok',
      'The certificate for calls.example.org is good until 2027-01-23, and renewed by itself.',
    ]);
    expect(judge({ cert: ending, why })).toEqual([
      'warn',
      `The certificate for calls.example.org is not renewed and expires on 2026-11-27. ${why}`,
    ]);
    expect(judge({ why })).toEqual(['fail', `There is no certificate for calls.example.org yet. ${why}`]);
    expect(judge({})).toEqual(['ok', 'The first start orders a certificate for calls.example.org.']);
    expect(judge({}, cert)[0]).toBe('warn');
    const settings = { ...defaultSettings(), data: folder, domain: ['calls.example.org'] };
    const look = () => lookAtCertificate({ settings, machine, running: stopped, now: NOW });
    expect(checkCertificate(await look())).toMatchObject([{ state: 'ok' }]);
    mkdirSync(join(folder, 'tls'));
    writeFileSync(join(folder, 'tls', 'acme.json'), '{}');
    expect(checkCertificate(await look())).toMatchObject([{ state: 'fail' }]);
  });

  test('is not needed on this machine and behind a proxy, and missed where https is off', () => {
    const plain = { name: 'plain', isLocal: false, isBehindProxy: false } as const;
    expect(checkCertificate(plain)).toMatchObject([{ state: 'warn' }]);
    expect(checkCertificate({ ...plain, isLocal: true })).toMatchObject([{ state: 'ok' }]);
    expect(checkCertificate({ ...plain, isBehindProxy: true })).toMatchObject([{ state: 'ok' }]);
  });
});

test('addresses are named, and where browsers give no camera', () => {
  const here = 'http://localhost:9900';
  expect(checkAddresses({ here, elsewhere: [] }).message).toMatch(
    /^Only on this machine, at http:\/\/localhost:9900\./,
  );
  expect(checkSecureContext({ here, elsewhere: ['https://192.168.1.5:9900'] }).state).toBe('ok');
  expect(checkSecureContext({ here, elsewhere: ['http://192.168.1.5:9900'] })).toEqual({
    name: 'secure-context',
    state: 'fail',
    message:
      'Browsers give no camera and no microphone at http://192.168.1.5:9900: set https to auto, or have people open an https address.',
  });
  const mixed = { here, elsewhere: ['http://192.168.1.5:9900', 'https://calls.example.org'] };
  expect(checkSecureContext(mixed).state).toBe('warn');
});

describe('a name', () => {
  const facts: NameFacts = {
    name: 'calls.example.org',
    addresses: ['8.8.8.8'],
    own: ['192.168.1.5'],
    answers: 'nobody',
  };

  test.each([
    [
      'that does not resolve',
      { addresses: { code: 'ENOTFOUND' } },
      'fail',
      /does not resolve \(ENOTFOUND\): add an A record/,
    ],
    [
      'that nobody can look up',
      { addresses: { code: 'EAI_AGAIN' } },
      'warn',
      /^No DNS server tells this machine where calls\.example\.org leads/,
    ],
    ['that is this machine', { addresses: ['192.168.1.5'] }, 'ok', /which is this machine\.$/],
    ['behind which this server answers', { answers: 'us' }, 'ok', /and this server answers there\.$/],
    [
      'behind which another answers',
      { answers: 'others' },
      'fail',
      /another machine or program answers there: have the name lead to this machine/,
    ],
    [
      'that may be the router',
      {},
      'warn',
      /leads to 8\.8\.8\.8, and this machine has 192\.168\.1\.5: that is right only if/,
    ],
    [
      'that leads elsewhere in the same network',
      { addresses: ['192.168.1.9'] },
      'fail',
      /leads to 192\.168\.1\.9, and this machine has 192\.168\.1\.5: have the name lead/,
    ],
    [
      'that leads elsewhere from a public machine',
      { own: ['9.9.9.9'] },
      'fail',
      /have the name lead to this machine/,
    ],
  ])('%s', (_, more, state, message) => {
    expect(checkName({ ...facts, ...more } as NameFacts)).toMatchObject({
      name: 'dns',
      state,
      message: expect.stringMatching(message) as string,
    });
  });
});

describe('the server', () => {
  const file = { instance: 'one', pid: 7, host: '0.0.0.0', port: 9_900, secure: false };
  const answer: Answer = { name: 'answer', status: 200, instance: 'one' };

  test.each([
    ['that answers', answer, 'ok', /^It runs \(process 7\) and answers at http:\/\/127\.0\.0\.1:9900\.$/],
    [
      'that does not',
      { name: 'none', why: 'ECONNREFUSED' },
      'fail',
      /does not answer at .* \(ECONNREFUSED\): look at the end of its log/,
    ],
    [
      'in whose place another Parley answers',
      { ...answer, instance: 'two' },
      'fail',
      /a Parley with another data folder/,
    ],
    [
      'in whose place another program answers',
      { ...answer, instance: undefined },
      'fail',
      /is another program, not the server/,
    ],
  ])('%s', (_, given, state, message) => {
    const facts = { name: 'running', file, answer: given as Answer } as const;
    expect(checkRunning(facts, '/data')).toMatchObject({
      name: 'server',
      state,
      message: expect.stringMatching(message) as string,
    });
  });

  test('that has said nothing, and none', () => {
    expect(checkRunning({ name: 'silent' }, '/data').state).toBe('warn');
    expect(checkRunning({ name: 'unknown', why: 'It is closed.' }, '/data').state).toBe('skipped');
    expect(checkRunning({ name: 'stopped' }, '/data').state).toBe('ok');
  });
});

test('a port is free, or taken by whom', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const settings = { ...defaultSettings(), port };
  const look = async () => (await lookAtPorts(settings, { name: 'stopped' })).map(checkPort);
  const [taken] = await look();
  expect(taken).toMatchObject({
    name: 'port',
    state: 'fail',
    message: `Port ${port} on 127.0.0.1 is taken by another program: stop that one, or choose another port with --port (0 takes any free one).`,
  });
  if (process.platform === 'linux')
    expect(taken?.advice).toMatch(new RegExp(`^It is .+, process ${process.pid}\\.$`));
  server.close();
  await once(server, 'close');
  expect(await look()).toEqual([
    { name: 'port', state: 'ok', message: `Port ${port} on 127.0.0.1 is free.` },
  ]);
});

describe('the relay', () => {
  const up = (fault: TurnFault, isManaged: boolean): RelayFacts => ({
    name: 'up',
    isManaged,
    lines: [{ kind: 'udp', where: 'relay.example.org:3478', outcome: { name: 'fault', at: 'line', fault } }],
    guard: { name: 'unknown' },
  });
  const message = (facts: RelayFacts): string => checkRelay(facts)[0]?.message ?? '';

  test('that is missing, off or not up yet', () => {
    const trouble = { name: 'missing' } as const;
    expect(checkRelay({ name: 'down', trouble })).toMatchObject([
      { name: 'relay', state: 'fail', message: expect.stringContaining('apt install coturn') as string },
    ]);
    const none = { name: 'none', why: 'It is off.', wrong: false, isOff: true } as const;
    expect(checkRelay(none)).toMatchObject([{ state: 'warn' }]);
    expect(checkRelay({ ...none, isOff: false })).toMatchObject([{ state: 'skipped' }]);
    expect(checkRelay({ ...none, wrong: true })).toMatchObject([{ state: 'fail' }]);
    expect(checkRelay({ name: 'hidden' })).toMatchObject([{ state: 'skipped' }]);
    expect(checkRelay({ name: 'starting' })).toMatchObject([{ state: 'warn' }]);
  });

  test.each<[string, TurnFault, boolean, RegExp]>([
    [
      'silent',
      { kind: 'timeout', message: '' },
      false,
      /^No answer from the relay at relay\.example\.org:3478 by UDP: let this port pass/,
    ],
    [
      'gone',
      { kind: 'unreachable', code: 'ECONNREFUSED', message: '' },
      true,
      /\(ECONNREFUSED\): it has just ended, and the server starts it again/,
    ],
    [
      'elsewhere and gone',
      { kind: 'unreachable', code: 'ENOTFOUND', message: '' },
      false,
      /\(ENOTFOUND\): check turn-urls/,
    ],
    [
      'not trusted',
      { kind: 'tls', code: 'CERT_HAS_EXPIRED', message: '' },
      true,
      /is not accepted \(CERT_HAS_EXPIRED\)/,
    ],
    [
      'of another secret',
      { kind: 'refused', code: 401, message: '' },
      false,
      /turn-secret has to be its static-auth-secret, and the clocks/,
    ],
    [
      'full',
      { kind: 'refused', code: 486, message: 'Allocation Quota Reached' },
      true,
      /no room for more .* raise its quotas/,
    ],
    [
      'closed to itself',
      { kind: 'refused', code: 403, message: '' },
      false,
      /forbids its own address: allow that/,
    ],
    [
      'odd',
      { kind: 'refused', code: 400, message: 'Bad Request' },
      false,
      /\(400 Bad Request\): its log says why/,
    ],
    [
      'no relay',
      { kind: 'malformed', message: 'neither' },
      false,
      /is no relay \(neither\): check turn-urls/,
    ],
  ])('that is %s', (_, fault, isManaged, expected) => {
    expect(message(up(fault, isManaged))).toMatch(expected);
    expect(checkRelay(up(fault, isManaged))[0]).toMatchObject({ name: 'relay-udp', state: 'fail' });
  });

  test('that carries bytes, that loses them, and what it lets through', () => {
    const relayed = { name: 'relayed', ms: 12 } as const;
    const lines = [
      { kind: 'udp', where: 'r:3478', outcome: relayed },
      { kind: 'tcp', where: 'r:3478', outcome: { name: 'lost' } },
    ] as const;
    const guard = { name: 'open', addresses: ['127.0.0.1'] } as const;
    const states = (facts: RelayFacts) => checkRelay(facts).map(({ name, state }) => `${name} ${state}`);
    expect(states({ name: 'up', isManaged: true, lines, guard })).toEqual([
      'relay-udp ok',
      'relay-tcp fail',
      'relay-tls skipped',
      'relay-guard fail',
    ]);
    expect(
      states({ name: 'up', isManaged: false, lines, guard: { name: 'guarded', asked: ['127.0.0.1'] } }),
    ).toEqual(['relay-udp ok', 'relay-tcp fail', 'relay-tls warn', 'relay-guard ok']);
  });
});

test('the data folder is not made', () => {
  const missing = join(folder, 'a', 'b');
  expect(lookAtDataFolder(missing)).toMatchObject({ exists: false, room: expect.anything() as object });
  mkdirSync(missing, { recursive: true });
  expect(lookAtDataFolder(missing)).toMatchObject({ exists: true });
});
