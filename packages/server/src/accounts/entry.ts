// From a name and a password to an account: verifies it or registers it, within the limits (protocol H2–H4).
import { isAccountName, ok, type Result } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Account, Store } from '../store/store.ts';
import { NOBODYS_HASH } from './argon2.ts';
import type { Caller, LoginLimits } from './login-limits.ts';
import { passwordBytes } from './password-rules.ts';
import type { Passwords } from './passwords.ts';
import { orGiveBack, refuse, refuseAtGate, refuseBusy, type Outcome } from './refusal.ts';

export interface Credentials {
  account: string;
  password: string;
}

export interface Entry {
  enter(credentials: Credentials, caller: Caller): Promise<Outcome>;
}

export interface EntryOptions {
  store: Store;
  passwords: Passwords;
  limits: LoginLimits;
  clock: Clock;
  log: Log;
  registration: 'open' | 'closed';
  maxAccounts: number;
  /** Characters in the name of a new account. */
  maxAccountLength: number;
}

interface Attempt {
  name: string;
  password: Uint8Array;
  caller: Caller;
}

export function createEntry(options: EntryOptions): Entry {
  return {
    async enter({ account: name, password: text }, caller) {
      if (!isAccountName(name)) return refuse('account-invalid');
      const password = passwordBytes(text);
      if (!password) return refuse('password-invalid');
      const free = options.registration === 'open' && !options.store.findAccount(name);
      const attempt = { name, password, caller };
      return free ? register(options, attempt) : verify(options, attempt);
    },
  };
}

async function register(options: EntryOptions, attempt: Attempt): Promise<Outcome> {
  const { store, passwords, limits, clock, log } = options;
  if (attempt.name.length > options.maxAccountLength) return refuse('account-invalid');
  if (store.countAccounts() >= options.maxAccounts) return refuse('server-full');
  const gate = await limits.tryRegistration(attempt.caller);
  if (!gate.ok) return refuseAtGate(gate.error);
  const pass = gate.value;
  const hashed = await orGiveBack(pass, passwords.hash(attempt.password));
  if (!hashed.ok) return refuseBusy();
  const adding = { name: attempt.name, passwordHash: hashed.value, created: clock.now() };
  const add = async (): Promise<Result<Account, 'name-taken'>> => store.addAccount(adding);
  const added = await orGiveBack(pass, add());
  // Somebody was faster: from here on it is an attempt at their account.
  if (!added.ok) return verify(options, attempt);
  pass.spend();
  log.info({ account: attempt.name }, 'account registered');
  return ok({ account: added.value, created: true });
}

async function verify(options: EntryOptions, attempt: Attempt): Promise<Outcome> {
  const { store, passwords, limits } = options;
  const gate = await limits.trySignIn(attempt.name, attempt.caller);
  if (!gate.ok) return refuseAtGate(gate.error);
  const pass = gate.value;
  const account = store.findAccount(attempt.name);
  const hash = account?.passwordHash ?? NOBODYS_HASH;
  const right = await orGiveBack(pass, passwords.verify(hash, attempt.password));
  if (!right.ok) return refuseBusy();
  if (!account || !right.value) {
    pass.spend();
    return refuse('wrong-password');
  }
  pass.giveBack();
  limits.succeeded(attempt.name);
  return account.banned ? refuse('account-banned') : ok({ account, created: false });
}
