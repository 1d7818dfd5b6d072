// What is kept on disk: accounts and sign-ins. No text, no call, no token and no password ever is (protocol T5).
import type { Result, UserId } from '@parley/protocol';

/** Times are in milliseconds of the Unix epoch. */
export interface Account {
  /** Never used again, not even after the account is removed. */
  id: number;
  name: UserId;
  passwordHash: string;
  created: number;
  banned: boolean;
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
}

export interface SignIn {
  id: string;
  user: UserId;
  expires: number;
}

export interface Store {
  /** By name, without regard to case. */
  findAccount(name: string): Account | undefined;
  addAccount(account: { name: string; passwordHash: string; created: number }): Result<Account, 'name-taken'>;
  countAccounts(): number;
  /** By name. */
  listAccounts(now: number): AccountSummary[];
  /** Ends the account's sign-ins and answers them, or `undefined` for an unknown account. */
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
  /** Answers how many there were. */
  removeExpired(now: number): number;

  /** Another value than before means that another process has changed something since. */
  changeMark(): number;
  close(): void;
}
