import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createVirtualClock, type VirtualClock } from '../testing/virtual-clock.ts';
import type { Certificate, CertificateSource } from './certificates.ts';
import { ownFiles } from './own-files.ts';
import { selfSigned } from './testing/self-signed.ts';

let folder = '';
let certificate = '';
let key = '';
let clock: VirtualClock;
let logged: string[];
let changes: Certificate[];
let source: CertificateSource;
const [first, second] = [await selfSigned(), await selfSigned()];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-files-'));
  [certificate, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  clock = createVirtualClock(Date.now());
  logged = [];
  changes = [];
});
afterEach(() => {
  source.close();
  expect(clock.pending).toBe(0);
  rmSync(folder, { recursive: true });
});

function start(files = { certificate, key }): Promise<Certificate | undefined> {
  const say = (_: unknown, message: string): void => void logged.push(message);
  source = ownFiles({ ...files, clock, log: { error: say, warn: say, info() {}, debug() {} } });
  return source.start((next) => changes.push(next));
}

/** Lets the files be looked at so many times. */
async function looks(times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    // The next look is due when the one before has read the disk.
    while (clock.pending === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    clock.advance(2_000);
    while (clock.pending === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Puts a file in place of another at once, as what renews certificates does. */
function replace(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

function write({ cert, key: secret }: Certificate): void {
  replace(certificate, cert);
  replace(key, secret);
}

test('a pair is served as it is, and again when both files have changed', async () => {
  write(first);
  expect(await start()).toEqual({ cert: first.cert, key: first.key });
  await looks(3);
  expect(changes).toEqual([]);
  write(second);
  await looks(2);
  expect(changes).toEqual([{ cert: second.cert, key: second.key }]);
  await looks(2);
  expect(changes).toHaveLength(1);
  expect(logged).toEqual([]);
});

test('a pair that is half written is waited for, in silence while it is young', async () => {
  write(first);
  await start();
  replace(certificate, second.cert);
  await looks(1);
  replace(key, second.key);
  await looks(2);
  expect(changes).toEqual([{ cert: second.cert, key: second.key }]);
  expect(logged).toEqual([]);
});

test('a pair that stays broken is said once, and the one before it goes on', async () => {
  write(first);
  await start();
  replace(certificate, second.cert);
  await looks(4);
  expect(changes).toEqual([]);
  expect(logged).toEqual([
    `The private key in ${key} does not belong to the certificate in ${certificate}: give both of one pair.`,
  ]);
  rmSync(certificate);
  await looks(3);
  expect(logged[1]).toMatch(/can't be read \(ENOENT.*\): check --certificate and who may read it\.$/);
  write(second);
  await looks(2);
  expect(changes).toHaveLength(1);
});

test('files that are missing at the start are taken when they come', async () => {
  expect(await start()).toBeUndefined();
  expect(logged).toHaveLength(2);
  write(first);
  await looks(2);
  expect(changes).toHaveLength(1);
});

test('an expired certificate is served, and said to be expired', async () => {
  const expired = await selfSigned({ from: Date.now() - 9e8, until: Date.now() - 1e8 });
  write(expired);
  expect(await start()).toEqual({ cert: expired.cert, key: expired.key });
  expect(logged[0]).toMatch(/expired on .*: renew it/);
});

test('SIGHUP reads them at once', async () => {
  write(first);
  await start();
  write(second);
  process.emit('SIGHUP', 'SIGHUP');
  while (changes.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  expect(changes).toEqual([{ cert: second.cert, key: second.key }]);
  await looks(2);
  expect(changes).toHaveLength(1);
});

test('one file without the other is no pair', async () => {
  write(first);
  expect(await start({ certificate, key: '' })).toBeUndefined();
  expect(logged).toEqual(['A certificate and its key go together: give --certificate-key as well.']);
});
