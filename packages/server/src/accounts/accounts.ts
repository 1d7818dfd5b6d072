// Sign-ins: begun with a password or somebody's word, recognised by their token, ended by signing out (protocol H1).
import { err, isAccountName, ok, type Result } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { Identity } from '../realtime-api.ts';
import { isDiskFull } from '../store/full-disk.ts';
import type { Store } from '../store/store.ts';
import { NOBODYS_HASH, RESERVED_HASH } from './argon2.ts';
import type { Credentials, Entry } from './entry.ts';
import type { Caller } from './login-limits.ts';
import type { OidcEntry, ProviderAnswer } from './oidc-entry.ts';
import { refuse, type Entered, type Outcome, type Refusal } from './refusal.ts';
import type { TokenEntry } from './token-entry.ts';
import { mintToken, signInOf } from './tokens.ts';

const DAY = 24 * 60 * 60 * 1_000;
/** A sign-in that is not used for this long ends. */
export const SIGN_IN_MS = 30 * DAY;
/** Using a sign-in writes to the disk at most this often. */
const RENEW_MS = DAY;
/** Browsers and devices that an account may be signed in on; the oldest sign-in makes room. */
const SIGN_INS_KEPT = 50;

export interface SignedIn extends Identity {
  /** True where this made the account. */
  created: boolean;
  token: string;
  /** Milliseconds until the sign-in ends, if it is not used in the meantime. */
  lasts: number;
}

export interface Recognised extends Identity {
  /** The sign-in's time was extended just now: a cookie's should be too. */
  renewed: boolean;
}

/** Signed by the operator's site (protocol H7). */
export interface SiteToken {
  token: string;
}

export interface Accounts {
  signIn(
    credentials: Credentials | SiteToken | ProviderAnswer,
    caller: Caller,
  ): Promise<Result<SignedIn, Refusal>>;
  /** Whose token it is; `undefined` for an unknown, ended or expired one. */
  recognise(token: string): Recognised | undefined;
  /** Ends the sign-in and its sockets. Idempotent. */
  signOut(token: string): void;
  /**
   * Signs an account in without a password, making the account where there is none: for programs that embed the
   * server and for benchmarks. Nothing on the network reaches this.
   */
  issue(account: string): Result<SignedIn, Refusal>;
}

export interface AccountsOptions {
  store: Store;
  clock: Clock;
  entry: Entry;
  /** Absent where no site signs tokens. */
  tokens?: TokenEntry | undefined;
  /** Absent where no OpenID provider is set. */
  oidc?: OidcEntry | undefined;
  /** Closes the sockets of sign-ins that have ended. */
  endSignIns: (signIns: Iterable<string>) => void;
}

export function createAccounts(options: AccountsOptions): Accounts {
  const { store, entry, tokens, oidc, clock, endSignIns } = options;
  const begin = ({ account, created, endsAfterMs }: Entered): Result<SignedIn, Refusal> => {
    const { token, id } = mintToken();
    const now = clock.now();
    const { id: owner, passwordHash, name: user } = account;
    // Nobody acts in the name of the operator's programs either.
    if (passwordHash === RESERVED_HASH) return refuse('wrong-password');
    const lasts = endsAfterMs ?? SIGN_IN_MS;
    const times = { created: now, expires: now + lasts, fixed: endsAfterMs !== undefined };
    const added = store.addSignIn({ id, account: owner, passwordHash, ...times, keep: SIGN_INS_KEPT });
    // Since the check the account was removed, banned or given another password: it was right, and no longer is.
    if (!added.ok) return err({ code: 'wrong-password' });
    if (added.value.length > 0) endSignIns(added.value);
    return ok({ user, signIn: id, created, token, lasts });
  };

  const beginning = (entered: Outcome): Result<SignedIn, Refusal> =>
    entered.ok ? begin(entered.value) : entered;

  return {
    async signIn(credentials, caller) {
      if ('account' in credentials) return beginning(await entry.enter(credentials, caller));
      if ('flow' in credentials)
        return oidc ? beginning(await oidc.enter(credentials, caller)) : refuse('provider-refused');
      if (!tokens) return refuse('token-invalid', 'token-secret or token-public-key is not set');
      return beginning(await tokens.enter(credentials.token, caller));
    },
    recognise(token) {
      const id = signInOf(token);
      const found = id === undefined ? undefined : store.findSignIn(id, clock.now());
      return found && { user: found.user, signIn: found.id, renewed: renewSignIn(store, found, clock.now()) };
    },
    signOut(token) {
      const id = signInOf(token);
      if (id !== undefined && store.removeSignIn(id)) endSignIns([id]);
    },
    issue(name) {
      if (!isAccountName(name)) return err({ code: 'account-invalid' });
      const known = store.findAccount(name);
      if (known)
        return known.banned ? err({ code: 'account-banned' }) : begin({ account: known, created: false });
      const added = store.addAccount({ name, passwordHash: NOBODYS_HASH, created: clock.now() });
      return added.ok ? begin({ account: added.value, created: true }) : err({ code: 'internal' });
    },
  };
}

/** Pushes the end of a sign-in away, at most daily. True where it did. */
export function renewSignIn(
  store: Store,
  signIn: { id: string; expires: number; fixed: boolean },
  now: number,
): boolean {
  if (signIn.fixed) return false;
  if (signIn.expires - now > SIGN_IN_MS - RENEW_MS) return false;
  try {
    store.renewSignIn(signIn.id, now + SIGN_IN_MS);
  } catch (cause) {
    // It is good for 29 days more: a full disk keeps nobody out who is signed in.
    if (isDiskFull(cause)) return false;
    throw cause;
  }
  return true;
}
