// The shape of the database, as the steps that lead to it. A step is never edited once released: another is added.
import type { Database } from 'better-sqlite3';

const STEPS = [
  `CREATE TABLE accounts (
     id            INTEGER PRIMARY KEY AUTOINCREMENT,
     name          TEXT NOT NULL,
     folded        TEXT NOT NULL UNIQUE,
     password_hash TEXT NOT NULL,
     created       INTEGER NOT NULL,
     banned        INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE TABLE sign_ins (
     id      TEXT PRIMARY KEY,
     account INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
     created INTEGER NOT NULL,
     expires INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX sign_ins_by_account ON sign_ins (account, created);
   CREATE INDEX sign_ins_by_expiry ON sign_ins (expires);`,
  `ALTER TABLE accounts ADD COLUMN issuer TEXT;
   ALTER TABLE accounts ADD COLUMN subject TEXT;
   ALTER TABLE accounts ADD COLUMN guest INTEGER NOT NULL DEFAULT 0;
   CREATE UNIQUE INDEX accounts_by_subject ON accounts (issuer, subject) WHERE issuer IS NOT NULL;
   ALTER TABLE sign_ins ADD COLUMN fixed INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE used_tokens (
     id      TEXT PRIMARY KEY,
     expires INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX used_tokens_by_expiry ON used_tokens (expires);`,
  `CREATE TABLE texts (
     place     INTEGER PRIMARY KEY,
     id        TEXT NOT NULL,
     sender    INTEGER NOT NULL,
     recipient INTEGER NOT NULL,
     low       INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
     high      INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
     type      TEXT,
     body      TEXT NOT NULL,
     delivered INTEGER NOT NULL DEFAULT 0,
     UNIQUE (sender, id)
   ) STRICT;
   CREATE INDEX texts_between ON texts (low, high, place);
   CREATE INDEX texts_by_high ON texts (high, low, place);
   CREATE INDEX texts_waiting ON texts (recipient, place) WHERE delivered = 0;`,
  `CREATE TABLE pushes (
     sign_in  TEXT PRIMARY KEY REFERENCES sign_ins (id) ON DELETE CASCADE,
     endpoint TEXT NOT NULL UNIQUE,
     p256dh   TEXT NOT NULL,
     auth     TEXT NOT NULL,
     created  INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,
  // Of acts: upon which text. Blank are those whose words were deleted.
  `CREATE INDEX texts_acted_on ON texts (sender, body ->> 'of') WHERE type IS NOT NULL AND body <> '';`,
  `ALTER TABLE accounts ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0;`,
];

/** Of a database that is up to date. */
export const SCHEMA_VERSION = STEPS.length;

/** Brings the database up to date. False where it is newer than this program. */
export function migrate(db: Database): boolean {
  // Two programs may open a new database at once: the version is read again inside the lock.
  return db
    .transaction(() => {
      const version = Number(db.pragma('user_version', { simple: true }));
      if (version > STEPS.length) return false;
      for (const step of STEPS.slice(version)) db.exec(step);
      if (version < STEPS.length) db.pragma(`user_version = ${STEPS.length}`);
      return true;
    })
    .immediate();
}
