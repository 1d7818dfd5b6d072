import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeFinding, inspectCertificate, type Finding } from './inspect.ts';
import { selfSigned } from './testing/self-signed.ts';

const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 5, 1);
const inTime = { from: NOW - DAY, until: NOW + 90 * DAY };
const good = await selfSigned({ names: ['calls.example.org'], ...inTime });
const other = await selfSigned({ names: ['other.example.org'], ...inTime });

function codes(cert: string, key: string, host?: string): string[] {
  const { findings, usable } = inspectCertificate({
    cert,
    key,
    now: NOW,
    ...(host ? { hosts: [host] } : {}),
  });
  return [usable ? 'usable' : 'unusable', ...findings.map(({ code }) => code)];
}

test('a good pair is good', () => {
  expect(codes(good.cert, good.key, 'calls.example.org')).toEqual(['usable']);
});

test.each([
  ['no certificate', '', good.key, ['unusable', 'no-certificate']],
  ['half a certificate', good.cert.slice(0, 200), good.key, ['unusable', 'no-certificate']],
  ['a garbled one', good.cert.replace(/\n.{20}/, '\nAAAA'), good.key, ['unusable', 'no-certificate']],
  ['files that were swapped', good.key, good.cert, ['unusable', 'no-certificate', 'no-key']],
  ['a key that is none', good.cert, 'x', ['unusable', 'no-key']],
  ["another certificate's key", good.cert, other.key, ['unusable', 'key-mismatch']],
  ['a foreign certificate after it', good.cert + other.cert, good.key, ['usable', 'broken-chain']],
])('%s', (_, cert, key, expected) => {
  expect(codes(cert, key)).toEqual(expected);
});

test('a key with a passphrase is said to have one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-key-'));
  const [plain, encrypted] = [join(folder, 'plain'), join(folder, 'encrypted')];
  writeFileSync(plain, good.key);
  execFileSync('openssl', ['pkey', '-in', plain, '-aes256', '-passout', 'pass:x', '-out', encrypted]);
  expect(codes(good.cert, readFileSync(encrypted, 'utf8'))).toEqual(['unusable', 'encrypted-key']);
  rmSync(folder, { recursive: true });
});

test('a pair that OpenSSL takes from no server is refused before one starts with it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-weak-'));
  const [key, cert] = [join(folder, 'key'), join(folder, 'cert')];
  const made = [
    'req',
    '-x509',
    '-newkey',
    'rsa:512',
    '-nodes',
    '-subj',
    '/CN=a',
    '-keyout',
    key,
    '-out',
    cert,
  ];
  execFileSync('openssl', made, { stdio: 'ignore' });
  expect(codes(readFileSync(cert, 'utf8'), readFileSync(key, 'utf8'))).toEqual(['unusable', 'refused']);
  rmSync(folder, { recursive: true });
});

test.each([
  [{ from: NOW - 9 * DAY, until: NOW - DAY }, 'expired'],
  [{ from: NOW + DAY, until: NOW + 9 * DAY }, 'not-yet-valid'],
  [{ from: NOW - DAY, until: NOW + 9 * DAY }, 'expires-soon'],
])('valid %j: %s, and served all the same', async (period, code) => {
  const { cert, key } = await selfSigned(period);
  expect(codes(cert, key)).toEqual(['usable', code]);
});

test.each([
  ['calls.example.org', true],
  ['CALLS.example.org', true],
  ['example.org', false],
  ['192.168.1.5', false],
  ['::1', false],
])('a certificate for calls.example.org covers %s: %s', (host, expected) => {
  expect(codes(good.cert, good.key, host)).toEqual(expected ? ['usable'] : ['usable', 'other-names']);
});

test('each finding is a sentence that names a file and says what to do', () => {
  const at = new Date(NOW);
  const findings: Finding[] = [
    { code: 'no-certificate' },
    { code: 'no-key' },
    { code: 'encrypted-key' },
    { code: 'key-mismatch' },
    { code: 'refused', reason: 'too small' },
    { code: 'expired', at },
    { code: 'not-yet-valid', from: at },
    { code: 'expires-soon', at },
    { code: 'other-names', host: 'a.example', names: ['b.example', 'c.example'] },
    { code: 'broken-chain', subject: 'CN=somebody' },
  ];
  for (const finding of findings) {
    const sentence = describeFinding(finding, { certificate: 'CERT', key: 'KEY' });
    expect(sentence).toMatch(/(CERT|KEY).*: .*\.$/);
  }
});
