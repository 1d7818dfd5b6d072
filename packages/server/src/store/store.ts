// What is kept on disk: accounts, who of them is not to be disturbed, sign-ins, where their browsers are told of calls, and texts where the operator wants that
// (protocol K1). No call, no token and no password ever is.
import type { Result, UserId } from '@parley/protocol';
import type { KeptTexts } from './kept-texts.ts';
import type { QuietAccounts } from './quiet-accounts.ts';

/** Who vouches for the person an account belongs to, and what they call them. */
export interface Vouched {
  /** `app`, `token`, or the issuer of an OpenID provider. */
  issuer: string;
  /** Never given to another person by that issuer. */
  subject: string;
}

/** Times are in milliseconds of the Unix epoch. */
export interface Account {
  /** Never used again, not even after the account is removed. */
  id: number;
  name: UserId;
  passwordHash: string;
  created: number;
  banned: boolean;
  /** Absent where a password is what signs in. */
  vouched?: Vouched;
}

export interface NewAccount {
  name: string;
  passwordHash: string;
  created: number;
  vouched?: Vouched | undefined;
  /** The account ends with its last sign-in. */
  guest?: boolean | undefined;
}

export interface AccountSummary {
  name: UserId;
  created: number;
  banned: boolean;
  /** Sign-ins that have not expired. */
  signIns: number;
}

export interface NewSignIn {
  /** The hash of the token. */
  id: string;
  account: number;
  /** The hash that the password was checked against. */
  passwordHash: string;
  created: number;
  expires: number;
  /** Sign-ins that the account keeps at most; older ones end. */
  keep: number;
  /** Using it does not push its end away. */
  fixed?: boolean | undefined;
}

export interface SignIn {
  id: string;
  user: UserId;
  expires: number;
  fixed: boolean;
}

/** Where a browser is told while no page of it is open (W3C Push API §8). The keys are the browser's, in base64url. */
export interface PushSubscription {
  endpoint: string;
  p256dh: string;
  auth: string;
}

export interface KnownPush extends PushSubscription {
  signIn: string;
}

export interface Store extends KeptTexts, QuietAccounts {
  /** By name, without regard to case. */
  findAccount(name: string): Account | undefined;
  findVouched(vouched: Vouched): Account | undefined;
  addAccount(account: NewAccount): Result<Account, 'name-taken'>;
  countAccounts(): number;
  /** By name. */
  listAccounts(now: number): AccountSummary[];
  /** Ends the account's sign-ins and answers them, or `undefined` for an unknown account. Nobody else vouches for it from then on. */
  setPassword(name: string, passwordHash: string): string[] | undefined;
  ban(name: string): string[] | undefined;
  removeAccount(name: string): string[] | undefined;
  /** False for an unknown account. */
  unban(name: string): boolean;

  /**
   * Answers the sign-ins that ended to make room. `stale` where the account was removed, banned or given another
   * password since the password was checked.
   */
  addSignIn(signIn: NewSignIn): Result<string[], 'stale'>;
  findSignIn(id: string, now: number): SignIn | undefined;
  /** Whether anything is signed in to the account of exactly this name. */
  hasSignIn(name: UserId, now: number): boolean;
  renewSignIn(id: string, expires: number): void;
  /** False where there was none. */
  removeSignIn(id: string): boolean;
  /** And the accounts of guests who have none left. Answers how many sign-ins there were. */
  removeExpired(now: number): number;

  /**
   * That of a sign-in, in the place of the one before. `taken` where another sign-in has the endpoint with other keys: its
   * browser alone knows those. `stale` where the sign-in has ended.
   */
  addPush(signIn: string, push: PushSubscription, created: number): Result<void, 'taken' | 'stale'>;
  /** False where there was none. */
  removePush(signIn: string): boolean;
  /** The browser has taken it back. */
  forgetPush(endpoint: string): void;
  /** Of the account of exactly this name, those of sign-ins that have not expired; the latest first. */
  pushesOf(user: UserId, now: number): KnownPush[];

  /** Remembers that a token was used, until it expires: `used` where it was before, `full` where `room` are remembered. */
  useOnce(id: string, times: { now: number; expires: number; room: number }): 'new' | 'used' | 'full';

  /** Another value than before means that another process has changed something since. */
  changeMark(): number;
  close(): void;
}
