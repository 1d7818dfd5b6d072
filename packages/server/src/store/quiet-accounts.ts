// Which accounts are not to be disturbed (protocol P5): a closed page is told of calls, so that wish outlives the server.
import type { Database } from 'better-sqlite3';
import { foldAccountName, type UserId } from '@parley/protocol';

/** How a wish is written down. */
const QUIET = { no: 0, yes: 1, yesButAgain: 2 } as const;

export interface QuietAccount {
  readonly user: UserId;
  /** Whether the second call within some minutes may come through (protocol C40). */
  readonly again: boolean;
}

export interface QuietAccounts {
  quietAccounts(): readonly QuietAccount[];
  /** Of the account of exactly this name; nothing happens where there is none. `undefined`: it may be disturbed. */
  setQuiet(user: UserId, quiet: Pick<QuietAccount, 'again'> | undefined): void;
}

export function quietAccountsIn(db: Database): QuietAccounts {
  const list = db.prepare<[], { user: UserId; quiet: number }>(
    `SELECT name AS user, quiet FROM accounts WHERE quiet <> ${QUIET.no}`,
  );
  const set = db.prepare<[number, string, string]>(
    'UPDATE accounts SET quiet = ? WHERE folded = ? AND name = ?',
  );
  return {
    quietAccounts: () => list.all().map(({ user, quiet }) => ({ user, again: quiet === QUIET.yesButAgain })),
    setQuiet(user, quiet) {
      const now = !quiet ? QUIET.no : quiet.again ? QUIET.yesButAgain : QUIET.yes;
      set.run(now, foldAccountName(user), user);
    },
  };
}
