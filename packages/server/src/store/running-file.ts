// What a running server leaves in its data folder, so that `parley doctor` finds it and knows it when it answers.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, StartFailure } from '../start-failure.ts';
import { LOCK_FILE, lockDataFolder } from './data-folder.ts';

export interface RunningFile {
  /** Of this one run; `GET /healthz` answers with it. */
  readonly instance: string;
  readonly pid: number;
  /** As set. */
  readonly host: string;
  /** Listened on. */
  readonly port: number;
  /** Whether the port speaks TLS, too. */
  readonly secure: boolean;
}

const FILE = 'running.json';

/** Throws where it can't be written. */
export function writeRunning(folder: string, running: RunningFile): void {
  writeFileSync(join(folder, FILE), `${JSON.stringify(running)}\n`, { mode: 0o600 });
}

export function removeRunning(folder: string): void {
  rmSync(join(folder, FILE), { force: true });
}

/** What the last server wrote, which may have been killed since. */
export function readRunning(folder: string): RunningFile | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as RunningFile;
  } catch {
    return undefined; // No server, or one that could not write it.
  }
}

/** Whether a server has the folder now. Throws StartFailure where that can't be told. */
export function isServed(folder: string): boolean {
  if (!existsSync(join(folder, LOCK_FILE))) return false;
  try {
    lockDataFolder(folder, 0).close();
    return false;
  } catch (cause) {
    if (cause instanceof StartFailure && cause.exit === EXIT.database) return true;
    throw cause;
  }
}
