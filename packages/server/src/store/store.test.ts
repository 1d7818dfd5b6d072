// The contract of every store. Another adapter is another row of STORES.
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UserId } from '@parley/protocol';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EXIT } from '../start-failure.ts';
import { lockDataFolder, prepareDataFolder } from './data-folder.ts';
import { openStore } from './open-store.ts';
import type { Account, Store } from './store.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const STORES: [string, () => Store][] = [['sqlite', () => openStore(join(folder, 'parley.db'))]];

describe.each(STORES)('the %s store', (_, open) => {
  let store: Store;
  let alice: Account;
  beforeEach(() => {
    store = open();
    alice = added('Alice');
  });
  afterEach(() => store.close());

  function added(name: string): Account {
    const result = store.addAccount({ name, passwordHash: `hash of ${name}`, created: 1_000 });
    if (!result.ok) throw new Error('taken');
    return result.value;
  }
  function signIn(id: string, account = alice, more: { created?: number; keep?: number } = {}) {
    const { created = 2_000, keep = 10 } = more;
    const { id: owner, passwordHash } = account;
    return store.addSignIn({ id, account: owner, passwordHash, created, expires: created + 1_000, keep });
  }

  test('[H2] finds an account without regard to case, and refuses a second one', () => {
    expect(store.findAccount('aLICE')).toEqual(alice);
    expect(store.addAccount({ name: 'ALICE', passwordHash: 'x', created: 1 })).toEqual({
      ok: false,
      error: 'name-taken',
    });
    expect(store.findAccount('bob')).toBeUndefined();
    expect(store.countAccounts()).toBe(1);
  });

  test('[H2] compares letters beyond ASCII too', () => {
    added('Ärzte');
    expect(store.findAccount('ärzte')?.name).toBe('Ärzte');
  });

  test('[P5] keeps who is not to be disturbed, for as long as the account is there', () => {
    added('bob');
    const [one, other] = ['Alice', 'bob'] as [UserId, UserId];
    store.setQuiet(one, { again: true });
    store.setQuiet(other, { again: false });
    store.setQuiet('alice' as UserId, undefined);
    store.setQuiet('nobody' as UserId, { again: true });
    expect(store.quietAccounts()).toEqual([
      { user: 'Alice', again: true },
      { user: 'bob', again: false },
    ]);
    store.setQuiet(one, undefined);
    store.removeAccount('bob');
    added('bob');
    expect(store.quietAccounts()).toEqual([]);
  });

  test('[H1] a sign-in is found until it expires, is renewed, and is removed once', () => {
    expect(signIn('s1')).toEqual({ ok: true, value: [] });
    expect(store.findSignIn('s1', 2_999)).toEqual({ id: 's1', user: 'Alice', expires: 3_000, fixed: false });
    expect(store.findSignIn('s1', 3_000)).toBeUndefined();
    store.renewSignIn('s1', 9_000);
    expect(store.findSignIn('s1', 8_999)?.expires).toBe(9_000);
    expect(store.removeSignIn('s1')).toBe(true);
    expect(store.removeSignIn('s1')).toBe(false);
    expect(store.findSignIn('s1', 2_000)).toBeUndefined();
  });

  test('[T4] says whether an account of exactly this name is signed in anywhere', () => {
    const asked = (name: string, now = 2_000): boolean => store.hasSignIn(name as UserId, now);
    expect(asked('Alice')).toBe(false);
    signIn('s1');
    expect([asked('Alice'), asked('alice'), asked('bob')]).toEqual([true, false, false]);
    expect(asked('Alice', 3_000)).toBe(false);
    store.removeSignIn('s1');
    expect(asked('Alice')).toBe(false);
  });

  test('[H1] the oldest sign-ins of the same account make room', () => {
    const bob = added('bob');
    signIn('b', bob);
    for (const [index, id] of ['s1', 's2', 's3'].entries())
      signIn(id, alice, { created: 2_000 + index, keep: 3 });
    expect(signIn('s4', alice, { created: 2_010, keep: 3 })).toEqual({ ok: true, value: ['s1'] });
    expect(store.findSignIn('s2', 2_010)).toBeDefined();
    expect(store.findSignIn('b', 2_010)).toBeDefined();
  });

  test('[I19] a new password, a ban and a removal end every sign-in, and none begins on what was checked before', () => {
    signIn('s1');
    signIn('s2');
    expect(store.setPassword('alice', 'new hash')?.toSorted()).toEqual(['s1', 's2']);
    expect(store.findSignIn('s1', 2_000)).toBeUndefined();
    expect(signIn('s3')).toEqual({ ok: false, error: 'stale' });

    const changed = store.findAccount('alice');
    expect(changed?.passwordHash).toBe('new hash');
    expect(signIn('s4', changed)).toEqual({ ok: true, value: [] });
    expect(store.ban('ALICE')).toEqual(['s4']);
    expect(store.findAccount('alice')?.banned).toBe(true);
    expect(signIn('s5', changed)).toEqual({ ok: false, error: 'stale' });
    expect(store.unban('alice')).toBe(true);
    expect(signIn('s6', changed).ok).toBe(true);

    expect(store.removeAccount('alice')).toEqual(['s6']);
    expect(signIn('s7', changed)).toEqual({ ok: false, error: 'stale' });
  });

  test('[H12] finds an account by who vouches for it, until it is given a password', () => {
    const vouched = { issuer: 'https://id.example', subject: '4711' };
    const made = store.addAccount({ name: 'carol', passwordHash: 'x', created: 1, vouched });
    expect(made.ok && made.value.vouched).toEqual(vouched);
    expect(store.findVouched(vouched)?.name).toBe('carol');
    expect(store.findVouched({ ...vouched, issuer: 'https://other.example' })).toBeUndefined();
    // Neither the name nor the person is there twice.
    for (const again of [
      { name: 'Carol', vouched: { ...vouched, subject: '4712' } },
      { name: 'dora', vouched },
    ])
      expect(store.addAccount({ ...again, passwordHash: 'x', created: 1 }).ok).toBe(false);
    store.setPassword('carol', 'a hash');
    expect(store.findVouched(vouched)).toBeUndefined();
    expect(store.findAccount('carol')?.vouched).toBeUndefined();
  });

  test('[H7] the account of a guest ends with its last sign-in, and not while it is banned', () => {
    const guests = ['g1', 'g2', 'g3'].map((name) => {
      const vouched = { issuer: 'token', subject: name };
      const made = store.addAccount({
        name,
        passwordHash: `hash of ${name}`,
        created: 1,
        vouched,
        guest: true,
      });
      if (!made.ok) throw new Error('taken');
      return made.value;
    });
    for (const [index, guest] of guests.entries())
      signIn(`s${index}`, guest, { created: 2_000 + 500 * index });
    store.ban('g3');
    store.removeExpired(3_000);
    expect(store.listAccounts(3_000).map(({ name }) => name)).toEqual(['Alice', 'g2', 'g3']);
  });

  test('[H7] a token is used once, also after a restart, and is forgotten when it has expired', () => {
    const use = (id: string, now: number, room = 2) => store.useOnce(id, { now, expires: 2_000, room });
    expect([use('t1', 1_000), use('t1', 1_000)]).toEqual(['new', 'used']);
    store.close();
    store = open();
    expect([use('t1', 1_999), use('t2', 1_999), use('t3', 1_999)]).toEqual(['used', 'new', 'full']);
    expect(use('t1', 2_000)).toBe('new');
  });

  test('a removed account frees its name, never its id', () => {
    store.removeAccount('alice');
    expect(store.findAccount('alice')).toBeUndefined();
    expect(added('alice').id).toBeGreaterThan(alice.id);
  });

  test('changes of unknown accounts say so', () => {
    expect(store.setPassword('nobody', 'x')).toBeUndefined();
    expect(store.ban('nobody')).toBeUndefined();
    expect(store.removeAccount('nobody')).toBeUndefined();
    expect(store.unban('nobody')).toBe(false);
  });

  test('lists accounts by name with the sign-ins that live', () => {
    added('bob');
    signIn('s1');
    signIn('s2', alice, { created: 5_000 });
    store.ban('bob');
    expect(store.listAccounts(4_000)).toEqual([
      { name: 'Alice', created: 1_000, banned: false, signIns: 1 },
      { name: 'bob', created: 1_000, banned: true, signIns: 0 },
    ]);
  });

  test('forgets expired sign-ins', () => {
    signIn('s1');
    signIn('s2', alice, { created: 5_000 });
    expect(store.removeExpired(4_000)).toBe(1);
    expect(store.removeExpired(4_000)).toBe(0);
    expect(store.findSignIn('s2', 5_000)).toBeDefined();
  });

  test('[I19] the mark changes when another process writes, and not by itself', () => {
    const other = open();
    const mark = store.changeMark();
    signIn('s1');
    expect(store.changeMark()).toBe(mark);
    other.ban('alice');
    expect(store.changeMark()).not.toBe(mark);
    other.close();
  });

  test('keeps everything over a restart', () => {
    signIn('s1');
    store.close();
    store = open();
    expect(store.findAccount('alice')).toEqual(alice);
    expect(store.findSignIn('s1', 2_000)?.user).toBe('Alice');
  });
});

describe('the file of the SQLite store', () => {
  const file = () => join(folder, 'parley.db');
  const failure = (work: () => unknown): unknown => {
    try {
      work();
    } catch (cause) {
      return cause;
    }
    return undefined;
  };

  test('is readable by its owner only, with all that belongs to it', () => {
    const store = openStore(file());
    store.addAccount({ name: 'alice', passwordHash: 'x', created: 1 });
    for (const name of readdirSync(folder))
      expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([name, 0]);
    store.close();
  });

  test('that is damaged is refused in a sentence', () => {
    writeFileSync(file(), 'this is not a database, whatever its name says'.repeat(100));
    expect(failure(() => openStore(file()))).toMatchObject({
      exit: EXIT.database,
      message: expect.stringMatching(/is damaged .*: put a backup in its place/),
    });
  });

  test('of a newer Parley is refused and left alone', () => {
    openStore(file()).close();
    const db = new Sqlite(file());
    db.pragma('user_version = 999');
    expect(failure(() => openStore(file()))).toMatchObject({
      exit: EXIT.database,
      message: expect.stringContaining('newer version of Parley'),
    });
    expect(db.pragma('user_version', { simple: true })).toBe(999);
    db.close();
  });

  test('of the first Parley is brought up to date with what is in it', () => {
    const db = new Sqlite(file());
    db.exec(`CREATE TABLE accounts (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE,
               password_hash TEXT NOT NULL, created INTEGER NOT NULL, banned INTEGER NOT NULL DEFAULT 0) STRICT;
             CREATE TABLE sign_ins (id TEXT PRIMARY KEY, account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
               created INTEGER NOT NULL, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
             INSERT INTO accounts (name, folded, password_hash, created) VALUES ('Alice', 'alice', 'x', 1);
             INSERT INTO sign_ins VALUES ('s1', 1, 1, 1000);
             PRAGMA user_version = 1;`);
    db.close();
    const store = openStore(file());
    expect(store.findAccount('alice')).toEqual({
      id: 1,
      name: 'Alice',
      passwordHash: 'x',
      created: 1,
      banned: false,
    });
    expect(store.findSignIn('s1', 999)).toEqual({ id: 's1', user: 'Alice', expires: 1_000, fixed: false });
    store.close();
  });

  test('that another program has locked is refused after a moment', () => {
    openStore(file()).close();
    const db = new Sqlite(file());
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
    expect(failure(() => openStore(file()))).toMatchObject({
      exit: EXIT.database,
      message: expect.stringContaining('is locked by another program'),
    });
    db.close();
  });

  test('a data folder serves one server at a time', () => {
    prepareDataFolder(folder);
    const lock = lockDataFolder(folder);
    expect(failure(() => lockDataFolder(folder, 50))).toMatchObject({
      exit: EXIT.database,
      message: expect.stringContaining('Another Parley server uses the data folder'),
    });
    lock.close();
    lockDataFolder(folder, 50).close();
  });

  test('a data folder that can not be made is refused in a sentence', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(failure(() => prepareDataFolder(join(folder, 'file', 'data')))).toMatchObject({
      exit: EXIT.dataFolder,
      message: expect.stringMatching(/can't be written .* choose another with --data/),
    });
  });
});
