import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../log.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { createAccounts, SIGN_IN_MS, type Accounts } from './accounts.ts';
import { hashPassword } from './argon2.ts';
import { createEntry } from './entry.ts';
import { createLoginLimits, type LoginLimitSettings } from './login-limits.ts';
import { createPasswords, type Passwords } from './passwords.ts';

const log = createLog('silent');
const caller = { address: '192.0.2.1', forwarded: false };
const DAY = 24 * 60 * 60 * 1_000;
const LIMITS: LoginLimitSettings = {
  loginBurst: 5,
  addressBurst: 20,
  registrationBurst: 6,
  limitLoopback: 'off',
};

let folder = '';
let store: Store;
let passwords: Passwords;
let now = 0;
let ended: string[] = [];
const clock = { now: () => now, after: () => () => {} };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-accounts-'));
  store = openStore(join(folder, 'parley.db'));
  passwords = createPasswords({ threads: 1, waiting: 64, log });
  now = 1_000_000_000_000;
  ended = [];
});
afterEach(async () => {
  await passwords.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function accountsWith(
  more: {
    registration?: 'open' | 'closed';
    limits?: Partial<LoginLimitSettings>;
    passwords?: Passwords;
    maxAccountLength?: number;
  } = {},
): Accounts {
  const limits = createLoginLimits({ ...LIMITS, ...more.limits }, clock);
  const { registration = 'open' } = more;
  const parts = { store, passwords: more.passwords ?? passwords, limits, clock, log };
  const bounds = { maxAccounts: 100, maxAccountLength: more.maxAccountLength ?? 32 };
  const entry = createEntry({ ...parts, ...bounds, registration });
  return createAccounts({ store, clock, entry, endSignIns: (ids) => ended.push(...ids) });
}

async function enter(accounts: Accounts, account: string, password: string, address = '192.0.2.1') {
  const result = await accounts.signIn({ account, password }, { address, forwarded: false });
  return result.ok ? result.value.user : result.error;
}

describe('sign-ins', () => {
  test('[H1] live for 30 days after their last use', async () => {
    const accounts = accountsWith();
    const begun = await accounts.signIn({ account: 'alice', password: 'correct horse' }, caller);
    const token = begun.ok ? begun.value.token : '';
    now += DAY - 1;
    expect(accounts.recognise(token)).toMatchObject({ user: 'alice', renewed: false });
    now += 2;
    expect(accounts.recognise(token)).toMatchObject({ user: 'alice', renewed: true });
    expect(accounts.recognise(token)).toMatchObject({ renewed: false });
    now += SIGN_IN_MS - 1;
    expect(accounts.recognise(token)).toMatchObject({ renewed: true });
    now += SIGN_IN_MS;
    expect(accounts.recognise(token)).toBeUndefined();
  });

  test('[H1] the 51st of an account ends the first', async () => {
    const accounts = accountsWith();
    const tokens: string[] = [];
    for (let i = 0; i < 51; i += 1) {
      now += 1;
      const issued = accounts.issue('alice');
      if (issued.ok) tokens.push(issued.value.token);
    }
    expect(ended).toHaveLength(1);
    expect(tokens.map((token) => accounts.recognise(token) !== undefined)).toEqual(
      tokens.map((_, index) => index > 0),
    );
  });

  test('[I19] none begins with a password that was changed while it was checked', async () => {
    store.addAccount({
      name: 'alice',
      passwordHash: hashPassword(Buffer.from('correct horse')),
      created: now,
    });
    const slow: Passwords = {
      ...passwords,
      async verify(hash, password) {
        const right = await passwords.verify(hash, password);
        store.setPassword('alice', 'another hash');
        return right;
      },
    };
    expect(await enter(accountsWith({ passwords: slow }), 'alice', 'correct horse')).toEqual({
      code: 'wrong-password',
    });
    expect(store.listAccounts(now)[0]?.signIns).toBe(0);
  });
});

describe('failing to sign in', () => {
  test('[H11] a new name may be as long as the operator says, and who has a longer one keeps it', async () => {
    accountsWith().issue('long-and-old');
    const accounts = accountsWith({ maxAccountLength: 5 });
    expect(await enter(accounts, 'alice2', 'correct horse')).toEqual({ code: 'account-invalid' });
    expect(await enter(accounts, 'alice', 'correct horse')).toBe('alice');
    expect(await enter(accounts, 'long-and-old', 'wrong horse')).toEqual({ code: 'wrong-password' });
  });

  test('[H4] a banned account is told so, with its password only', async () => {
    const accounts = accountsWith();
    await enter(accounts, 'alice', 'correct horse');
    store.ban('alice');
    expect(await enter(accounts, 'alice', 'correct horse')).toEqual({ code: 'account-banned' });
    expect(await enter(accounts, 'alice', 'wrong horse')).toEqual({ code: 'wrong-password' });
    expect(accounts.issue('alice')).toEqual({ ok: false, error: { code: 'account-banned' } });
  });

  test('[H4] a right password forgives the wrong ones of the account, not those of the address', async () => {
    const accounts = accountsWith({ limits: { loginBurst: 2, addressBurst: 4 } });
    await enter(accounts, 'alice', 'correct horse');
    for (const word of ['wrong', 'correct', 'wrong', 'correct', 'wrong', 'wrong']) {
      const result = await enter(accounts, 'alice', `${word} horse`);
      expect(result).toEqual(word === 'correct' ? 'alice' : { code: 'wrong-password' });
    }
    // The account has run out, the address too.
    expect(await enter(accounts, 'alice', 'correct horse')).toMatchObject({ code: 'too-many-attempts' });
    expect(await enter(accounts, 'alice', 'correct horse', '198.51.100.1')).toMatchObject({
      code: 'too-many-attempts',
      retryAfterMs: 6_000,
    });
    now += 6_000;
    expect(await enter(accounts, 'alice', 'correct horse')).toBe('alice');
  });

  test('[H4] many wrong passwords at once are no more than the burst', async () => {
    const accounts = accountsWith();
    await enter(accounts, 'alice', 'correct horse');
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, index) => enter(accounts, 'alice', `wrong horse ${index}`)),
    );
    const codes = results.map((one) => (typeof one === 'object' ? one.code : one));
    expect(codes.filter((code) => code === 'wrong-password')).toHaveLength(5);
    expect(codes.filter((code) => code === 'too-many-attempts')).toHaveLength(25);
  });

  test('[H4] a busy server costs no attempt', async () => {
    const busy: Passwords = {
      ...passwords,
      verify: () => Promise.resolve({ ok: false, error: 'server-busy' }),
    };
    const accounts = accountsWith({ registration: 'closed', passwords: busy });
    for (let i = 0; i < 10; i += 1) {
      expect(await enter(accounts, 'alice', 'correct horse')).toEqual({
        code: 'server-busy',
        retryAfterMs: 2_000,
      });
    }
  });

  test('[I18] an unknown account and a wrong password take the same time', async () => {
    const accounts = accountsWith({
      registration: 'closed',
      limits: { loginBurst: 1_000, addressBurst: 1_000 },
    });
    accounts.issue('alice');
    const times: Record<string, number[]> = { alice: [], nobody: [] };
    await enter(accounts, 'warm-up', 'wrong horse');
    for (let i = 0; i < 40; i += 1) {
      for (const account of ['alice', 'nobody']) {
        const started = performance.now();
        expect(await enter(accounts, account, 'wrong horse')).toEqual({ code: 'wrong-password' });
        times[account]?.push(performance.now() - started);
      }
    }
    const median = (list: number[] = []): number => list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0;
    const ratio = median(times['nobody']) / median(times['alice']);
    // Skipping the hash for an unknown account would make this 0.1 or less.
    expect(ratio).toBeGreaterThan(0.7);
    expect(ratio).toBeLessThan(1.4);
  });
});
