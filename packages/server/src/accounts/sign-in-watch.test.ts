import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../log.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { SIGN_IN_MS } from './accounts.ts';
import { createSignInWatch } from './sign-in-watch.ts';

const START = 1_000_000_000_000;
const HOUR = 60 * 60 * 1_000;
let folder = '';
let store: Store;
let operator: Store;
let live: string[] = [];
let ended: string[] = [];
let now = START;
let isLocked = false;
let due: (() => void) | undefined;
let watch: { close(): void };

const clock = {
  now: () => now,
  after(ms: number, fn: () => void) {
    expect(ms).toBeLessThanOrEqual(500);
    due = fn;
    return () => (due = undefined);
  },
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-watch-'));
  const open = (): Store => openStore(join(folder, 'parley.db'));
  [store, operator, live, ended, now, due] = [open(), open(), [], [], START, undefined];
  const realtime = {
    liveSignIns: () => live,
    endSignIns(ids: Iterable<string>) {
      ended.push(...ids);
    },
  };
  const flaky: Store = {
    ...store,
    findSignIn(id, at) {
      if (isLocked) throw new Error('database is locked');
      return store.findSignIn(id, at);
    },
  };
  watch = createSignInWatch({ store: flaky, realtime, clock, log: createLog('silent') });
});
afterEach(() => {
  watch.close();
  operator.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Lets the poll that is due run to its end, where it schedules the next. */
async function poll(): Promise<void> {
  const run = due;
  due = undefined;
  run?.();
  const isDue = (): boolean => due !== undefined;
  while (!isDue()) await new Promise((resolve) => setImmediate(resolve));
}

function signIn(name: string, ids: string[], fixed = false): void {
  const account = store.addAccount({ name, passwordHash: 'hash', created: now });
  if (!account.ok) throw new Error('taken');
  const { id: owner, passwordHash } = account.value;
  for (const id of ids) {
    store.addSignIn({
      id,
      account: owner,
      passwordHash,
      created: now,
      expires: now + SIGN_IN_MS,
      keep: 2_000,
      fixed,
    });
  }
  live.push(...ids);
}

test('[I19] a ban by another process ends the sign-ins of that account at the next look', async () => {
  const many = Array.from({ length: 1_000 }, (_, index) => `a${index}`);
  signIn('alice', many);
  signIn('bob', ['b']);
  await poll();
  expect(ended).toEqual([]);
  operator.ban('alice');
  await poll();
  expect(ended).toEqual(many);
  ended = [];
  await poll();
  expect(ended).toEqual([]);
});

test('[I19] so do another password and a removal', async () => {
  signIn('alice', ['a']);
  signIn('bob', ['b']);
  operator.setPassword('alice', 'other');
  await poll();
  operator.removeAccount('bob');
  await poll();
  expect(ended.toSorted()).toEqual(['a', 'a', 'b']);
});

test('[H1] the sign-in of a page that stays open does not expire', async () => {
  signIn('alice', ['open', 'gone']);
  live = ['open'];
  for (let day = 0; day < 60; day += 1) {
    now += 24 * HOUR;
    await poll();
  }
  expect(store.findSignIn('open', now)).toBeDefined();
  expect(store.listAccounts(0)[0]?.signIns).toBe(1);
  expect(ended).toEqual([]);
});

test('[H7] a sign-in with a fixed end ends then, however much it is used', async () => {
  signIn('alice', ['a'], true);
  signIn('bob', ['b']);
  now += SIGN_IN_MS - 1;
  await poll();
  expect(ended).toEqual([]);
  now += HOUR;
  await poll();
  expect(ended).toEqual(['a']);
});

test('a database that fails for a moment is looked at again', async () => {
  signIn('alice', ['a']);
  operator.ban('alice');
  isLocked = true;
  await poll();
  expect(ended).toEqual([]);
  isLocked = false;
  await poll();
  expect(ended).toEqual(['a']);
});
