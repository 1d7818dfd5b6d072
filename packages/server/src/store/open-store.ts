// Opens the database file, or says in one sentence why it can't be used.
import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { EXIT, StartFailure } from '../start-failure.ts';
import { diskFull, isDiskFull } from './full-disk.ts';
import { migrate, SCHEMA_VERSION } from './migrations.ts';
import { createSqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';

/** How long SQLite waits for another process's lock before it gives up. It blocks the thread: keep it short. */
const BUSY_MS = 2_000;

/** Opens or makes the database. Throws StartFailure. */
export function openStore(file: string): Store {
  let db: Database | undefined;
  try {
    // SQLite gives the files beside the database its mode: nobody else on this machine reads password hashes.
    closeSync(openSync(file, 'a', 0o600));
    db = new Sqlite(file, { timeout: BUSY_MS });
    const check = String(db.pragma('quick_check(1)', { simple: true }));
    if (check !== 'ok') throw new StartFailure(EXIT.database, damaged(file, check));
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma('foreign_keys = ON');
    // What is removed, a text or an account, is overwritten and not merely given free.
    db.pragma('secure_delete = ON');
    if (!migrate(db)) throw new StartFailure(EXIT.database, newer(file));
    return createSqliteStore(db);
  } catch (cause) {
    db?.close();
    throw cause instanceof StartFailure ? cause : new StartFailure(...sentenceFor(file, cause), { cause });
  }
}

export interface Examined {
  /** Of the shape of the tables. */
  version: number;
  accounts: number;
}

/** Reads all of the database and changes nothing, whether a server runs on it or not. Throws StartFailure. */
export function examineStore(file: string): Examined {
  let db: Database | undefined;
  try {
    db = new Sqlite(file, { timeout: BUSY_MS, readonly: true, fileMustExist: true });
    const check = String(db.pragma('quick_check(1)', { simple: true }));
    if (check !== 'ok') throw new StartFailure(EXIT.database, damaged(file, check));
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > SCHEMA_VERSION) throw new StartFailure(EXIT.database, newer(file));
    if (version === 0) return { version, accounts: 0 };
    return { version, accounts: Number(db.prepare('SELECT count(*) FROM accounts').pluck().get()) };
  } catch (cause) {
    throw cause instanceof StartFailure ? cause : new StartFailure(...sentenceFor(file, cause), { cause });
  } finally {
    db?.close();
  }
}

/** Whether an error is SQLite saying that another process holds the lock: it passes, unlike a damaged file. */
export function isStoreBusy(cause: unknown): boolean {
  return cause instanceof Sqlite.SqliteError && cause.code.startsWith('SQLITE_BUSY');
}

function sentenceFor(file: string, cause: unknown): [typeof EXIT.database | typeof EXIT.dataFolder, string] {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof Sqlite.SqliteError ? cause.code : '';
  if (isStoreBusy(cause)) {
    return [
      EXIT.database,
      `The database ${file} is locked by another program: close that program and try again.`,
    ];
  }
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) {
    return [EXIT.database, damaged(file, reason)];
  }
  if (isDiskFull(cause)) return [EXIT.dataFolder, diskFull(dirname(file))];
  const advice = 'check that the data folder is writable and its disk is not full.';
  return [EXIT.dataFolder, `The database ${file} can't be opened (${reason}): ${advice}`];
}

function damaged(file: string, reason: string): string {
  return `The database ${file} is damaged (${reason}): put a backup in its place, or move it away to start empty.`;
}

function newer(file: string): string {
  return `The database ${file} was made by a newer version of Parley: start that version, or use another data folder.`;
}
