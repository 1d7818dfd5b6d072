// The folder that holds everything a server keeps, and the lock that gives it to one server at a time.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { EXIT, StartFailure } from '../start-failure.ts';
import { diskFull, isDiskFull } from './full-disk.ts';
import { isStoreBusy } from './open-store.ts';

/** How long a starting server waits for the one before it to be gone. */
const LOCK_WAIT_MS = 3_000;

export const LOCK_FILE = 'server.lock';

export const databaseFile = (folder: string): string => join(folder, 'parley.db');

/** Makes the folder where it is missing, readable by its owner only. Throws StartFailure where it can't be written. */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const probe = join(folder, `.write-test-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const sentence = isDiskFull(cause)
      ? diskFull(folder)
      : `The data folder ${folder} can't be written (${reason}): choose another with --data, or give this user access to it.`;
    throw new StartFailure(EXIT.dataFolder, sentence, { cause });
  }
}

/**
 * Keeps other servers off the folder until `close()`. The lock is SQLite's on an empty file, which the system lets go
 * with the process, however that ends. Throws StartFailure.
 */
export function lockDataFolder(folder: string, waitMs = LOCK_WAIT_MS): { close(): void } {
  let lock: Database | undefined;
  try {
    const held = (lock = new Sqlite(join(folder, LOCK_FILE), { timeout: waitMs }));
    held.exec('BEGIN EXCLUSIVE');
    return { close: () => void held.close() };
  } catch (cause) {
    lock?.close();
    if (!isStoreBusy(cause)) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const sentence = isDiskFull(cause)
        ? diskFull(folder)
        : `The data folder ${folder} can't be locked (${reason}).`;
      throw new StartFailure(EXIT.dataFolder, sentence, { cause });
    }
    const sentence = `Another Parley server uses the data folder ${folder}: stop it first, or choose another folder with --data.`;
    throw new StartFailure(EXIT.database, sentence, { cause });
  }
}
