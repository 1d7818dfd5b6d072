import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Log } from '../log.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { createVirtualClock, type VirtualClock } from '../testing/virtual-clock.ts';
import { createHookEntry } from './hook-entry.ts';
import { createLoginLimits } from './login-limits.ts';
import type { Outcome } from './refusal.ts';
import type { SignInAttempt, SignInHook } from './sign-in-hook.ts';

const LIMITS = { loginBurst: 5, addressBurst: 100, registrationBurst: 1, limitLoopback: 'on' } as const;
const CALLER = { address: '192.0.2.1', forwarded: false };
const BUSY = { code: 'server-busy', retryAfterMs: 2_000 };

let folder: string;
let store: Store;
let clock: VirtualClock;
let logged: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-hook-'));
  store = openStore(join(folder, 'parley.db'));
  clock = createVirtualClock();
  logged = [];
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

type Enter = (account: string, password?: string) => Promise<unknown>;

function entryWith(hook: SignInHook, more: { maxAccounts?: number; loginBurst?: number } = {}): Enter {
  const { maxAccounts = 100, loginBurst = LIMITS.loginBurst } = more;
  const log: Log = {
    error: (fields, message) => void logged.push(`${message}: ${JSON.stringify(fields)}`),
    warn() {},
    info() {},
    debug() {},
  };
  const limits = createLoginLimits({ ...LIMITS, loginBurst }, clock);
  const entry = createHookEntry({ store, clock, log, limits, maxAccounts, hook });
  return async (account, password = 'secret') => {
    const entering = entry.enter({ account, password }, CALLER);
    await clock.advanceAsync(250);
    return nameOf(await entering);
  };
}

function nameOf(outcome: Outcome): unknown {
  return outcome.ok ? [outcome.value.account.name, outcome.value.created] : outcome.error;
}

const staff: SignInHook = ({ account, password }) =>
  password === 'secret' ? { account: account.split('@')[0] ?? '' } : undefined;

describe("the operator's own sign-in", () => {
  test('[H6] says who somebody is, and the first time makes the account', async () => {
    const asked: SignInAttempt[] = [];
    const enter = entryWith((attempt) => {
      asked.push(attempt);
      return staff(attempt);
    });
    expect(await enter('Anna@example.org')).toEqual(['Anna', true]);
    expect(await enter('anna@example.org')).toEqual(['Anna', false]);
    expect(asked[0]).toMatchObject({ account: 'Anna@example.org', password: 'secret', address: '192.0.2.1' });
    expect(store.findAccount('anna')?.vouched).toEqual({ issuer: 'app', subject: 'anna' });
  });

  test('[H6] is limited like passwords, by name and by address', async () => {
    const enter = entryWith(staff, { loginBurst: 2 });
    expect(await enter('anna', 'wrong')).toEqual({ code: 'wrong-password' });
    expect(await enter('anna', 'wrong')).toEqual({ code: 'wrong-password' });
    expect(await enter('ANNA')).toMatchObject({ code: 'too-many-attempts' });
    expect(await enter('ben')).toEqual(['ben', true]);
  });

  test('[H6] is never asked about an empty name or password', async () => {
    const enter = entryWith(() => ({ account: 'anna' }));
    expect(await enter('anna', '')).toEqual({ code: 'wrong-password' });
    expect(await enter('')).toEqual({ code: 'account-invalid' });
    expect(store.countAccounts()).toBe(0);
  });

  test('[I18] says no no sooner for whom it does not know', async () => {
    const enter = entryWith(() => undefined);
    const began = clock.now();
    await enter('nobody', 'wrong');
    expect(clock.now() - began).toBe(250);
  });

  test.each<[string, SignInHook, RegExp]>([
    [
      'throws',
      () => {
        throw new Error('the directory is away');
      },
      /the directory is away/,
    ],
    [
      'rejects',
      () => Promise.reject(new Error('bind as anna:secret: the directory is away')),
      /the directory is away/,
    ],
    ['answers no account', () => ({}) as never, /must answer/],
    ['answers a text', () => 'anna' as never, /must answer/],
    ['answers the name of the server', () => ({ account: '@server' }), /must answer/],
    ['answers a name that is none', () => ({ account: 'a b' }), /must answer/],
    ['answers a look-alike', () => ({ account: 'аnna' }), /must answer/],
  ])('[H6] one that %s is logged, costs nothing and is tried again', async (_, hook, said) => {
    const enter = entryWith(hook, { loginBurst: 1 });
    for (let i = 0; i < 3; i += 1) expect(await enter('anna')).toEqual(BUSY);
    expect(logged).toHaveLength(3);
    expect(logged[0]).toMatch(said);
    expect(logged[0]).not.toContain('secret');
    expect(store.countAccounts()).toBe(0);
  });

  test('[H6] one that never answers is given up after 10 s, and 64 such keep the rest out until then', async () => {
    const signals: AbortSignal[] = [];
    const log: Log = { error: (_, message) => void logged.push(message), warn() {}, info() {}, debug() {} };
    const limits = createLoginLimits({ ...LIMITS, addressBurst: 1_000 }, clock);
    const hook: SignInHook = ({ signal }) => {
      signals.push(signal);
      return new Promise(() => {});
    };
    const entry = createHookEntry({ store, clock, log, limits, maxAccounts: 100, hook });
    const enter = (index: number) => entry.enter({ account: `user${index}`, password: 'x' }, CALLER);
    const hanging = Array.from({ length: 64 }, (_, index) => enter(index));
    await clock.advanceAsync(0);
    expect(nameOf(await enter(64))).toEqual(BUSY);
    await clock.advanceAsync(9_999);
    expect([signals.length, signals.some(({ aborted }) => aborted)]).toEqual([64, false]);
    await clock.advanceAsync(1);
    expect((await Promise.all(hanging)).map(nameOf)).toEqual(hanging.map(() => BUSY));
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    expect(clock.pending).toBe(0);
    void enter(65);
    await clock.advanceAsync(0);
    expect(signals).toHaveLength(65);
  });

  test('[H12] is not believed about an account that has a password', async () => {
    store.addAccount({ name: 'anna', passwordHash: 'a hash', created: 0 });
    const enter = entryWith(staff);
    expect(await enter('anna')).toMatchObject({ code: 'account-taken' });
  });

  test('[H4] a banned account is told so, and a full server takes nobody new', async () => {
    const enter = entryWith(staff, { maxAccounts: 1 });
    expect(await enter('anna')).toEqual(['anna', true]);
    expect(await enter('ben')).toEqual({ code: 'server-full' });
    store.ban('anna');
    expect(await enter('anna')).toEqual({ code: 'account-banned' });
    expect(await enter('anna', 'wrong')).toEqual({ code: 'wrong-password' });
  });
});
