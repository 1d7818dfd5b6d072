// The account of a person whom another vouches for: the operator's code, a token of their site, an OpenID provider (H12).
import { ok } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Account, Store, Vouched } from '../store/store.ts';
import { NOBODYS_HASH } from './argon2.ts';
import { refuse, type Outcome } from './refusal.ts';

export interface Voucher extends Vouched {
  /** Account names. The first that is free becomes theirs, where they have none yet. */
  names: readonly string[];
  guest?: boolean;
  /** Whether an account of such a name is theirs in any case, whoever it belongs to. */
  adopts?: boolean;
}

export interface VouchedParts {
  store: Store;
  clock: Clock;
  log: Log;
  maxAccounts: number;
}

/** Registration may be closed: that is about people whom nobody vouches for. */
export function enterVouched(parts: VouchedParts, voucher: Voucher): Outcome {
  const { store, clock, log, maxAccounts } = parts;
  const { issuer, subject, names, guest } = voucher;
  const vouched = { issuer, subject };
  const known = store.findVouched(vouched) ?? (voucher.adopts ? adopted(store, names) : undefined);
  if (known) return known.banned ? refuse('account-banned') : ok({ account: known, created: false });
  if (store.countAccounts() >= maxAccounts) return refuse('server-full');
  for (const name of names) {
    // Nobody knows a password for it.
    const base = { name, passwordHash: NOBODYS_HASH, created: clock.now() };
    const added = store.addAccount({ ...base, vouched, guest });
    if (!added.ok) continue;
    log.info({ account: name, issuer }, 'account registered');
    return ok({ account: added.value, created: true });
  }
  return refuse('account-taken', `an account called ${names.join(' or ')} belongs to somebody else already`);
}

function adopted(store: Store, names: readonly string[]): Account | undefined {
  for (const name of names) {
    const account = store.findAccount(name);
    if (account) return account;
  }
  return undefined;
}
