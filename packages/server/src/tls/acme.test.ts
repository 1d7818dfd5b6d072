import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { err, ok, type Result } from '@parley/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVirtualClock, type VirtualClock } from '../testing/virtual-clock.ts';
import { acme } from './acme.ts';
import { createChallenges } from './acme-challenges.ts';
import type { AcmeFailure } from './acme-failure.ts';
import { newAccountKey } from './acme-jws.ts';
import type { Obtained, OrderOptions } from './acme-order.ts';
import type { Certificate, CertificateSource } from './certificates.ts';
import { selfSigned } from './testing/self-signed.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NAMES = ['calls.example.org'];

let folder = '';
let file = '';
let clock: VirtualClock;
let logged: string[];
let changes: Certificate[];
/** When orders were made, and what comes of the next ones. */
let orders: { at: number; names: readonly string[] }[];
let outcome: () => Promise<Result<Obtained, AcmeFailure>>;
let under: Promise<unknown>[];
const open: CertificateSource[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-acme-'));
  file = join(folder, 'tls', 'acme.json');
  // X.509 knows whole seconds.
  clock = createVirtualClock(Math.floor(Date.now() / 1_000) * 1_000);
  logged = [];
  changes = [];
  orders = [];
  under = [];
  outcome = issue;
});
afterEach(() => {
  for (const source of open.splice(0)) source.close();
  rmSync(folder, { recursive: true, force: true });
});

async function issue() {
  return ok(await selfSigned({ names: NAMES, from: clock.now(), until: clock.now() + 90 * DAY }));
}

const refuse = (type: string, retryAfterMs = 0) =>
  Promise.resolve(
    err<AcmeFailure>({ kind: 'refused', problem: { type, detail: 'words' }, name: 'a', retryAfterMs }),
  );

async function start(names = NAMES, directory = 'https://acme.example/dir') {
  const log = (_: object, message: string): void => void logged.push(message);
  const source = acme({
    names,
    directory,
    email: '',
    file,
    clock,
    jitter: 0,
    challenges: createChallenges(),
    log: { error: log, warn: log, info: log, debug: log },
    obtain: ({ names }: OrderOptions) => {
      orders.push({ at: clock.now(), names });
      const result = outcome();
      under.push(result);
      return result;
    },
  });
  open.push(source);
  const first = await source.start((certificate) => changes.push(certificate));
  return { source, first };
}

/** Lets time pass in steps, and what is ordered in each of them come. */
async function pass(ms: number): Promise<void> {
  for (const until = clock.now() + ms; clock.now() < until;) {
    await clock.advanceAsync(Math.min(ms < DAY ? MINUTE : 60 * MINUTE, until - clock.now()));
    await Promise.allSettled(under.splice(0));
    await clock.advanceAsync(0);
  }
}

describe('a server with a new name', () => {
  test('has nothing yet, orders when it is up, and keeps what it gets for its owner only', async () => {
    const { first } = await start();
    expect(first).toBe(undefined);
    expect(orders).toEqual([]);
    await pass(MINUTE);
    expect(orders).toHaveLength(1);
    expect(changes).toHaveLength(1);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('has its certificate at once at the next start, and orders no other before a third of its life is left', async () => {
    const { source } = await start();
    await pass(MINUTE);
    source.close();
    const again = await start();
    expect(again.first?.cert).toBe(changes[0]?.cert);
    await pass(59 * DAY);
    expect(orders).toHaveLength(1);
    await pass(DAY);
    expect(orders).toHaveLength(2);
    expect(changes[1]?.cert).not.toBe(changes[0]?.cert);
  });

  test('orders at once for other names, and from another authority', async () => {
    (await start()).source.close();
    await pass(MINUTE);
    const other = await start(['calls.example.org', 'video.example.org']);
    expect(other.first).toBe(undefined);
    await pass(MINUTE);
    other.source.close();
    await start(['calls.example.org', 'video.example.org'], 'https://staging.example/dir');
    await pass(MINUTE);
    expect(orders.map(({ names }) => names.length)).toEqual([2, 2]);
  });
});

describe('failing', () => {
  test('says why and comes again, slower each time', async () => {
    outcome = () => refuse('dns');
    await start();
    const begin = clock.now();
    await pass(4 * 60 * MINUTE);
    const minutes = orders.map(({ at }) => Math.round((at - begin) / MINUTE));
    expect(minutes).toEqual([0, 2, 7, 27, 87, 207]);
    expect(logged[0]).toMatch(/finds no address for a: .* It says: "words"$/);
    outcome = issue;
    await pass(4 * 60 * MINUTE);
    expect(changes).toHaveLength(1);
  });

  test('is remembered over restarts, with the reason', async () => {
    outcome = () => refuse('connection');
    for (let restarts = 0; restarts < 60; restarts += 1) {
      const { source } = await start();
      await pass(MINUTE);
      source.close();
    }
    expect(orders).toHaveLength(4);
    expect(logged.at(-1)).toMatch(/^The last order of a certificate failed: .* can't connect to port 80/);
  });

  test('waits as long as the authority asks for', async () => {
    outcome = () => refuse('rateLimited', 2 * DAY);
    (await start()).source.close();
    await start();
    await pass(2 * DAY);
    expect(orders).toHaveLength(1);
    await pass(2 * MINUTE);
    expect(orders).toHaveLength(2);
  });

  test('to renew leaves the certificate that there is', async () => {
    await start();
    await pass(MINUTE);
    outcome = () => refuse('serverInternal');
    await pass(80 * DAY);
    expect(orders.length).toBeGreaterThan(20);
    expect(changes).toHaveLength(1);
    expect((await start()).first?.cert).toBe(changes[0]?.cert);
  });

  test('by a bug is logged and tried again', async () => {
    outcome = () => Promise.reject(new TypeError('a bug'));
    await start();
    await pass(5 * MINUTE);
    expect(orders).toHaveLength(2);
    expect(logged[0]).toBe('an order of a certificate failed');
  });
});

describe('the file', () => {
  test('that can not be written has nothing ordered', async () => {
    writeFileSync(join(folder, 'tls'), 'in the way');
    await start();
    await pass(10 * MINUTE);
    expect(orders).toEqual([]);
    expect(logged.at(-1)).toMatch(/can't be written .* so no certificate is ordered/);
    expect(logged.length).toBeLessThan(10);
  });

  const account = newAccountKey();
  const wanted = { names: [], directory: '' };
  test.each([
    '',
    '{',
    'null',
    '[]',
    '{"accountKey":"no key"}',
    JSON.stringify({ accountKey: account, attempts: {} }),
    JSON.stringify({ accountKey: account, attempts: { wanted, at: 'x' } }),
    JSON.stringify({ accountKey: account, certificate: { cert: '' } }),
    JSON.stringify({ accountKey: account, certificate: { wanted, cert: 'x' } }),
  ])('that holds %j is begun anew', async (text) => {
    file = join(folder, 'acme.json');
    writeFileSync(file, text);
    const { first } = await start();
    expect(first).toBe(undefined);
    await pass(MINUTE);
    expect(changes).toHaveLength(1);
    expect((JSON.parse(readFileSync(file, 'utf8')) as { accountKey: string }).accountKey).toContain(
      'PRIVATE KEY',
    );
  });
});

test('an order that is under way when the server stops changes nothing', async () => {
  let finish: (result: Result<Obtained, AcmeFailure>) => void = () => {};
  outcome = () => new Promise((resolve) => (finish = resolve));
  const { source } = await start();
  await clock.advanceAsync(MINUTE);
  source.close();
  finish(await issue());
  await clock.advanceAsync(DAY);
  expect(orders).toHaveLength(1);
  expect(changes).toEqual([]);
  expect(clock.pending).toBe(0);
});
