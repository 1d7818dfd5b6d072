import { afterEach, describe, expect, test } from 'vitest';
import type { Log } from '../log.ts';
import { hashPassword, NOBODYS_HASH, verifyPassword } from './argon2.ts';
import { passwordBytes } from './password-rules.ts';
import { createPasswords, type Passwords } from './passwords.ts';

const lines: string[] = [];
const log: Log = { error: (_, message) => void lines.push(message), warn() {}, info() {}, debug() {} };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let passwords: Passwords;
afterEach(() => passwords.close());

describe('the password threads', () => {
  test('hash with argon2id as configured, and verify', async () => {
    passwords = createPasswords({ threads: 1, waiting: 10, log });
    const hashed = await passwords.hash(bytes('correct horse'));
    if (!hashed.ok) throw new Error('busy');
    expect(hashed.value).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.verify(hashed.value, bytes('correct horse'))).toEqual({ ok: true, value: true });
    expect(await passwords.verify(hashed.value, bytes('wrong horse'))).toEqual({ ok: true, value: false });
  });

  test('[I17] leave the event loop free while they work', async () => {
    passwords = createPasswords({ threads: 1, waiting: 100, log });
    await passwords.hash(bytes('the thread has started'));
    let turns = 0;
    let working = true;
    const count = (): void => {
      turns += 1;
      if (working) setImmediate(count);
    };
    count();
    await Promise.all(Array.from({ length: 20 }, () => passwords.hash(bytes('correct horse'))));
    working = false;
    // On the loop's own thread twenty hashes would leave twenty turns.
    expect(turns).toBeGreaterThan(100);
  });

  test('[H4] are busy when too many wait, and are not again when those are done', async () => {
    passwords = createPasswords({ threads: 1, waiting: 6, log });
    const results = await Promise.all(
      Array.from({ length: 10 }, () => passwords.hash(bytes('correct horse'))),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(4);
    expect(results.at(-1)).toEqual({ ok: false, error: 'server-busy' });
    expect((await passwords.hash(bytes('correct horse'))).ok).toBe(true);
  });

  test('[I17] have room for whoever has an account while new accounts crowd in', async () => {
    passwords = createPasswords({ threads: 1, waiting: 6, log });
    const flood = Array.from({ length: 50 }, () => passwords.hash(bytes('correct horse')));
    const known = await passwords.verify(NOBODYS_HASH, bytes('correct horse'));
    expect(known).toEqual({ ok: true, value: false });
    const results = await Promise.all(flood);
    expect(results.filter(({ ok }) => ok)).toHaveLength(4);
  });

  test('a job that fails fails alone', async () => {
    passwords = createPasswords({ threads: 1, waiting: 3, log });
    await expect(passwords.verify('no hash at all', bytes('x'))).rejects.toThrow('password hashing failed');
    expect((await passwords.hash(bytes('correct horse'))).ok).toBe(true);
  });

  test('closing answers whoever waits', async () => {
    passwords = createPasswords({ threads: 1, waiting: 10, log });
    const waiting = [passwords.hash(bytes('one')), passwords.hash(bytes('two'))];
    await passwords.close();
    expect(await Promise.all(waiting)).toEqual(
      Array.from({ length: 2 }, () => ({ ok: false, error: 'server-busy' })),
    );
    expect(await passwords.hash(bytes('three'))).toEqual({ ok: false, error: 'server-busy' });
    expect(lines).toEqual([]);
  });
});

test("nobody's hash costs what others cost", () => {
  const parameters = (hash: string): string[] => hash.split('$').slice(1, 4);
  expect(parameters(NOBODYS_HASH)).toEqual(parameters(hashPassword(bytes('correct horse'))));
  expect(verifyPassword(NOBODYS_HASH, bytes('correct horse'))).toBe(false);
});

test.each([
  ['1234567', undefined],
  ['12345678', 8],
  ['ü'.repeat(4), 8],
  ['u\u0308'.repeat(4), 8],
  ['x'.repeat(1024), 1024],
  ['x'.repeat(1025), undefined],
  ['ü'.repeat(513), undefined],
])('a password has 8 to 1024 bytes, case %#', (password, length) => {
  expect(passwordBytes(password)?.length).toBe(length);
});
