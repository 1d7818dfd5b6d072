// A disk without room: what is said of it, and the log's line while the server goes on with what needs no disk.
import { statfsSync } from 'node:fs';
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

/** Less than this is worth a word: it fits what Parley writes, but something else fills the disk. */
const LOW_BYTES = 100 * 1024 * 1024;
const FULL_BYTES = 1024 * 1024;
const LOW_FILES = 100;

export interface Room {
  readonly bytes: number;
  /** Files that can still be made; absent where the file system has no such limit. */
  readonly files?: number;
}

/** What this user may still write to the disk of a folder. Throws where that can't be told. */
export function roomIn(folder: string): Room {
  const { bavail, bsize, files, ffree } = statfsSync(folder);
  return files === 0 ? { bytes: bavail * bsize } : { bytes: bavail * bsize, files: ffree };
}

export type DiskState = { name: 'well' } | { name: 'low' | 'full'; sentence: string };

/** What the log says at the start, and `doctor` at any time. */
export function judgeRoom(folder: string, { bytes, files = Infinity }: Room): DiskState {
  if (bytes < FULL_BYTES || files === 0) return { name: 'full', sentence: diskFull(folder) };
  if (bytes >= LOW_BYTES && files >= LOW_FILES) return { name: 'well' };
  const rest = bytes < LOW_BYTES ? inWords(bytes) : `${files} more files`;
  const sentence = `The disk of the data folder ${folder} has room for ${rest} only: free some space before it is full.`;
  return { name: 'low', sentence };
}

/** With one digit after the point where there is little. */
export function inWords(bytes: number): string {
  const mib = bytes / 1024 / 1024;
  const [size, unit] = mib < 1024 ? [mib, 'MiB'] : [mib / 1024, 'GiB'];
  return `${size.toFixed(size < 10 ? 1 : 0)} ${unit}`;
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
