// The store in one SQLite file, which the server and the `parley user` commands open side by side.
import type { Database } from 'better-sqlite3';
import { err, foldAccountName, ok, type UserId } from '@parley/protocol';
import { keptTextsIn } from './kept-texts.ts';
import { pushesIn } from './push-table.ts';
import { quietAccountsIn } from './quiet-accounts.ts';
import type { Account, AccountSummary, NewAccount, NewSignIn, SignIn, Store } from './store.ts';

interface AccountRow {
  id: number;
  name: UserId;
  passwordHash: string;
  created: number;
  banned: number;
  issuer: string | null;
  subject: string | null;
}

type SummaryRow = Omit<AccountSummary, 'banned'> & { banned: number };

export function createSqliteStore(db: Database): Store {
  return {
    ...accountsIn(db),
    ...signInsIn(db),
    ...pushesIn(db),
    ...quietAccountsIn(db),
    ...usedTokensIn(db),
    ...keptTextsIn(db),
    ...changesIn(db),
    close: () => void db.close(),
  };
}

type AccountPart = Pick<
  Store,
  | 'findAccount'
  | 'findVouched'
  | 'addAccount'
  | 'countAccounts'
  | 'listAccounts'
  | 'setPassword'
  | 'ban'
  | 'unban'
  | 'removeAccount'
>;

function accountsIn(db: Database): AccountPart {
  const columns = 'id, name, password_hash AS passwordHash, created, banned, issuer, subject';
  const find = db.prepare<[string], AccountRow>(`SELECT ${columns} FROM accounts WHERE folded = ?`);
  const findBySubject = db.prepare<[string, string], AccountRow>(
    `SELECT ${columns} FROM accounts WHERE issuer = ? AND subject = ?`,
  );
  const add = db.prepare<[string, string, string, number, string | null, string | null, number], AccountRow>(
    `INSERT INTO accounts (name, folded, password_hash, created, issuer, subject, guest) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING RETURNING ${columns}`,
  );
  // The commit is a step of its own, whose failure is heard: alone, the statement answers its row before it commits.
  const addCommitted = db.transaction((account: NewAccount): AccountRow | undefined => {
    const { name, passwordHash, created, vouched, guest = false } = account;
    const { issuer = null, subject = null } = vouched ?? {};
    return add.get(name, foldAccountName(name), passwordHash, created, issuer, subject, guest ? 1 : 0);
  });
  const count = db.prepare<[], number>('SELECT count(*) FROM accounts').pluck();
  const list = db.prepare<[number], SummaryRow>(
    `SELECT name, created, banned,
            (SELECT count(*) FROM sign_ins WHERE account = accounts.id AND expires > ?) AS signIns
     FROM accounts ORDER BY folded`,
  );
  const endSignIns = db
    .prepare<[number], string>('DELETE FROM sign_ins WHERE account = ? RETURNING id')
    .pluck();
  const changePassword = db.prepare<[string, number]>(
    'UPDATE accounts SET password_hash = ?, issuer = NULL, subject = NULL, guest = 0 WHERE id = ?',
  );
  const ban = db.prepare<[number]>('UPDATE accounts SET banned = 1 WHERE id = ?');
  const remove = db.prepare<[number]>('DELETE FROM accounts WHERE id = ?');
  const unban = db.prepare<[string]>('UPDATE accounts SET banned = 0 WHERE folded = ?');

  /** A change that no sign-in of the account outlives. */
  const ending = db.transaction((name: string, change: (account: number) => void): string[] | undefined => {
    const account = find.get(foldAccountName(name));
    if (!account) return undefined;
    const ended = endSignIns.all(account.id);
    change(account.id);
    return ended;
  });

  return {
    findAccount: (name) => accountOf(find.get(foldAccountName(name))),
    findVouched: ({ issuer, subject }) => accountOf(findBySubject.get(issuer, subject)),
    addAccount(adding) {
      const account = accountOf(addCommitted.immediate(adding));
      return account ? ok(account) : err('name-taken');
    },
    countAccounts: () => count.get() ?? 0,
    listAccounts: (now) => list.all(now).map(summaryOf),
    setPassword: (name, hash) => ending.immediate(name, (id) => void changePassword.run(hash, id)),
    ban: (name) => ending.immediate(name, (id) => void ban.run(id)),
    unban: (name) => unban.run(foldAccountName(name)).changes > 0,
    removeAccount: (name) => ending.immediate(name, (id) => void remove.run(id)),
  };
}

function summaryOf({ name, created, banned, signIns }: SummaryRow): AccountSummary {
  return { name, created, banned: banned !== 0, signIns };
}

function accountOf(row: AccountRow | undefined): Account | undefined {
  if (!row) return undefined;
  const { banned, issuer, subject, ...same } = row;
  const vouched = issuer !== null && subject !== null ? { vouched: { issuer, subject } } : {};
  return { ...same, banned: banned !== 0, ...vouched };
}

type SignInPart = Pick<
  Store,
  'addSignIn' | 'findSignIn' | 'hasSignIn' | 'renewSignIn' | 'removeSignIn' | 'removeExpired'
>;

function signInsIn(db: Database): SignInPart {
  const current = db
    .prepare<[number, string], number>(
      'SELECT 1 FROM accounts WHERE id = ? AND password_hash = ? AND banned = 0',
    )
    .pluck();
  const add = db.prepare<[string, number, number, number, number]>(
    'INSERT INTO sign_ins (id, account, created, expires, fixed) VALUES (?, ?, ?, ?, ?)',
  );
  const endOldest = db
    .prepare<[number, number], string>(
      `DELETE FROM sign_ins WHERE id IN
         (SELECT id FROM sign_ins WHERE account = ? ORDER BY created DESC, id LIMIT -1 OFFSET ?) RETURNING id`,
    )
    .pluck();
  const find = db.prepare<[string, number], Omit<SignIn, 'fixed'> & { fixed: number }>(
    `SELECT sign_ins.id, accounts.name AS user, sign_ins.expires, sign_ins.fixed
     FROM sign_ins JOIN accounts ON accounts.id = sign_ins.account WHERE sign_ins.id = ? AND sign_ins.expires > ?`,
  );
  // The folded name is what the index is of; the name itself is what others see online.
  const hasAny = db
    .prepare<[string, string, number], number>(
      `SELECT 1 FROM sign_ins JOIN accounts ON accounts.id = sign_ins.account
       WHERE accounts.folded = ? AND accounts.name = ? AND sign_ins.expires > ? LIMIT 1`,
    )
    .pluck();
  const renew = db.prepare<[number, string]>('UPDATE sign_ins SET expires = ? WHERE id = ?');
  const remove = db.prepare<[string]>('DELETE FROM sign_ins WHERE id = ?');
  const expire = db.prepare<[number]>('DELETE FROM sign_ins WHERE expires <= ?');
  // A banned guest stays, and with them what the ban is about.
  const removeGuests = db.prepare(
    `DELETE FROM accounts WHERE guest = 1 AND banned = 0
       AND NOT EXISTS (SELECT 1 FROM sign_ins WHERE account = accounts.id)`,
  );

  const addChecked = db.transaction((signIn: NewSignIn): string[] | undefined => {
    if (!current.get(signIn.account, signIn.passwordHash)) return undefined;
    const ended = endOldest.all(signIn.account, signIn.keep - 1);
    add.run(signIn.id, signIn.account, signIn.created, signIn.expires, signIn.fixed ? 1 : 0);
    return ended;
  });

  return {
    addSignIn(signIn) {
      const ended = addChecked.immediate(signIn);
      return ended ? ok(ended) : err('stale');
    },
    findSignIn(id, now) {
      const row = find.get(id, now);
      return row && { ...row, fixed: row.fixed !== 0 };
    },
    hasSignIn: (name, now) => hasAny.get(foldAccountName(name), name, now) !== undefined,
    renewSignIn: (id, expires) => void renew.run(expires, id),
    removeSignIn: (id) => remove.run(id).changes > 0,
    removeExpired(now) {
      const { changes } = expire.run(now);
      removeGuests.run();
      return changes;
    },
  };
}

function usedTokensIn(db: Database): Pick<Store, 'useOnce'> {
  const forget = db.prepare<[number]>('DELETE FROM used_tokens WHERE expires <= ?');
  const count = db.prepare<[], number>('SELECT count(*) FROM used_tokens').pluck();
  const add = db.prepare<[string, number]>(
    'INSERT INTO used_tokens (id, expires) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
  );
  const use = db.transaction((id: string, { now, expires, room }: Parameters<Store['useOnce']>[1]) => {
    forget.run(now);
    if ((count.get() ?? 0) >= room) return 'full';
    return add.run(id, expires).changes > 0 ? 'new' : 'used';
  });
  return { useOnce: (id, times) => use.immediate(id, times) };
}

function changesIn(db: Database): Pick<Store, 'changeMark'> {
  // SQLite counts here the commits of every other connection, not one's own.
  const mark = db.prepare<[], number>('PRAGMA data_version').pluck();
  return { changeMark: () => mark.get() ?? 0 };
}
