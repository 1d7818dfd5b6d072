// A clock that can't be right, as machines without a battery have it after a power cut: for the log and for `doctor`.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** No clock that is right says less: this program is newer. */
const EARLIEST = Date.UTC(2026, 0, 1);
/** Files are written while this looks, and a disk of the network may have a clock of its own. */
const FILE_SLACK_MS = 60_000;
const PROGRAM = fileURLToPath(new URL('.', import.meta.url));

export interface WrittenFile {
  readonly file: string;
  /** Milliseconds of the Unix epoch. */
  readonly at: number;
}

/** The newest of what lies in the data folder and of the program's own files. */
export function newestFile(data: string): WrittenFile | undefined {
  return [...filesIn(data), ...filesIn(PROGRAM)].toSorted((one, other) => other.at - one.at)[0];
}

/** A whole sentence; `undefined` where the clock may be right. */
export function clockDoubt(now: number, newest: WrittenFile | undefined): string | undefined {
  if (now < EARLIEST) {
    return `This machine's clock says ${minute(now)}: set it, or browsers and relays will refuse certificates and credentials.`;
  }
  if (!newest || newest.at - now <= FILE_SLACK_MS) return undefined;
  return `This machine's clock says ${minute(now)}, but ${newest.file} was written at ${minute(newest.at)}: set it, or browsers and relays will refuse certificates and credentials.`;
}

export function minute(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function filesIn(folder: string): WrittenFile[] {
  try {
    return readdirSync(folder).map((name) => {
      const file = join(folder, name);
      return { file, at: statSync(file).mtimeMs };
    });
  } catch {
    return []; // A folder that is not there yet has nothing to compare with.
  }
}
