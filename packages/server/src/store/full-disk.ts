// A disk without room: what is said of it, and the log's line while the server goes on with what needs no disk.
import Sqlite from 'better-sqlite3';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Store } from './store.ts';

/** One line a minute: every attempt to sign in may run into it. */
const SAID_MS = 60_000;

/** A whole sentence, for the log and for `doctor`. */
export function diskFull(folder: string): string {
  return `The disk of the data folder ${folder} is full, so nobody can sign in or out, while calls and texts go on: free some space on it.`;
}

/** Whether an error says that the disk, or this user's share of it, is used up. */
export function isDiskFull(cause: unknown): boolean {
  if (cause instanceof Sqlite.SqliteError) return cause.code === 'SQLITE_FULL';
  return cause instanceof Error && ['ENOSPC', 'EDQUOT'].includes((cause as NodeJS.ErrnoException).code ?? '');
}

/** The same store, which says in the log when the disk is full. What it threw, it still throws. */
export function reportingFullDisk(
  store: Store,
  { clock, log, folder }: { clock: Clock; log: Pick<Log, 'error'>; folder: string },
): Store {
  let said = -Infinity;
  const report = (cause: unknown): void => {
    if (!isDiskFull(cause) || clock.now() - said < SAID_MS) return;
    said = clock.now();
    log.error({}, diskFull(folder));
  };
  const watched = Object.entries(store).map(([name, method]: [string, (...args: never[]) => unknown]) => {
    const call = (...args: never[]): unknown => {
      try {
        return method(...args);
      } catch (cause) {
        report(cause);
        throw cause;
      }
    };
    return [name, call];
  });
  return Object.fromEntries(watched) as Store;
}
