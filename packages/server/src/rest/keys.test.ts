import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RESERVED_HASH } from '../accounts/argon2.ts';
import { systemClock } from '../clock.ts';
import type { Log } from '../log.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { accountOf, mintKey, readKeys } from './keys.ts';
import { openKeys } from './open-keys.ts';

const KEY = 'k'.repeat(32);

describe('[R1] a line of a key', () => {
  test('keys, notes and empty lines; two keys of one account, while one replaces the other', () => {
    const [one, two] = [mintKey(), mintKey()];
    const keys = readKeys(`# of the shop\n\nhelpdesk:${one}\r\n  helpdesk:${two}\n`);
    if (!keys.ok) throw new Error(keys.error);
    expect([one, two, mintKey(), ''].map((key) => accountOf(keys.value, key))).toEqual([
      'helpdesk',
      'helpdesk',
      undefined,
      undefined,
    ]);
    expect(one).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(keys)).not.toContain(one);
  });

  test('each key is its own account’s', () => {
    const keys = readKeys(`a:${'1'.repeat(32)}\nb:${'2'.repeat(32)}\nc:${'3'.repeat(32)}`);
    if (!keys.ok) throw new Error(keys.error);
    expect(['1', '2', '3', '4'].map((one) => accountOf(keys.value, one.repeat(32)))).toEqual([
      'a',
      'b',
      'c',
      undefined,
    ]);
  });

  test.each([
    [KEY, 'line 1 is not of the form ACCOUNT:KEY'],
    [`@server:${KEY}`, 'line 1 names what can be no account'],
    [`\na:${'k'.repeat(31)}`, 'line 2 has a key that is not 32 to 256 letters, digits, "-" or "_"'],
    [`a:${KEY}\nb:${KEY}`, 'line 2 is there twice'],
  ])('%#: what is wrong is said, and no key', (text, error) => {
    expect(readKeys(text)).toEqual({ ok: false, error });
  });
});

describe('[R1] keys at the start', () => {
  let folder: string;
  let store: Store;
  let warned: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-keys-'));
    store = openStore(join(folder, 'parley.db'));
    warned = [];
  });
  afterEach(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });

  const open = (apiKey: string, apiKeyFile = '') => {
    const nothing = (): void => {};
    const warn: Log['warn'] = (_fields, message) => void warned.push(message);
    const log = { error: nothing, warn, info: nothing, debug: nothing };
    return openKeys({ apiKey, apiKeyFile }, { store, clock: systemClock, log });
  };

  test('without one there is none', () => {
    expect(open('')).toEqual([]);
  });

  test('the account is made, and found again by the next start, as it is written there', () => {
    expect(open(`Helpdesk:${KEY}`)).toMatchObject([{ account: 'Helpdesk' }]);
    expect(open(`helpdesk:${KEY}`)).toMatchObject([{ account: 'Helpdesk' }]);
    expect(store.findAccount('helpdesk')?.passwordHash).toBe(RESERVED_HASH);
  });

  test('a person’s account is not taken', () => {
    store.addAccount({ name: 'alice', passwordHash: 'some hash', created: 1 });
    expect(() => open(`alice:${KEY}`)).toThrow(
      /^The account alice of an API key is a person's: .*user remove/,
    );
  });

  test('a file, whose readers are looked at', () => {
    const file = join(folder, 'keys');
    writeFileSync(file, `helpdesk:${KEY}\n`);
    chmodSync(file, 0o640);
    expect(open('', file)).toHaveLength(1);
    expect(warned).toEqual([]);
    chmodSync(file, 0o644);
    expect(open(`other:${'o'.repeat(40)}`, file)).toHaveLength(2);
    expect(warned).toEqual([expect.stringContaining('chmod o= ')]);
    expect(() => open('', join(folder, 'none'))).toThrow(/^The API's keys can't be read from .*none: ENOENT/);
    expect(() => open('oh no')).toThrow(/from the setting api-key: line 1 is not .*"parley key ACCOUNT"/);
  });
});
