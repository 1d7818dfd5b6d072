// One coturn as a process: started, found again after a crash of the server, told of a new certificate, ended.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const PROGRAM = 'turnserver';
const LOOK_MS = 20;
/** A process that is killed goes within moments. */
const GONE_MS = 2_000;

export interface CoturnFiles {
  readonly config: string;
  readonly pid: string;
}

export function filesIn(folder: string): CoturnFiles {
  return { config: join(folder, 'turnserver.conf'), pid: join(folder, 'turnserver.pid') };
}

export interface Launched {
  readonly pid: number;
  /** Resolves with how it ended. */
  readonly ended: Promise<string>;
}

/** Rejects with ENOENT where coturn is not installed, and leaves none behind where its number can't be kept. */
export function launch(files: CoturnFiles, onLine: (line: string) => void): Promise<Launched> {
  // In a session of its own it outlives a server that is killed, and calls with it; what then reads its output no more
  // does it no harm.
  const child = spawn(PROGRAM, ['-c', files.config], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  return new Promise((resolve, reject) => {
    // Heard before anything else is done: where no file descriptors are left it comes with a child that has no output.
    child.once('error', reject);
    child.once('spawn', () => {
      for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', onLine);
      const pid = child.pid ?? 0;
      try {
        writeFileSync(files.pid, `${pid}\n`, { mode: 0o600 });
        resolve({ pid, ended });
      } catch (cause) {
        child.kill('SIGKILL');
        reject(cause);
      }
    });
  });
}

/** The process of an earlier server with this very configuration file. Numbers are given again, so its name is looked at. */
export function findRunning(files: CoturnFiles): number | undefined {
  const pid = Number(read(files.pid)?.trim());
  return Number.isInteger(pid) && pid > 1 && isRunning(pid, files) ? pid : undefined;
}

export function isRunning(pid: number, { config }: CoturnFiles): boolean {
  const words = read(`/proc/${pid}/cmdline`)?.split('\0') ?? [];
  return words[0]?.split('/').at(-1) === PROGRAM && words[1] === '-c' && words[2] === config;
}

/** Does nothing where it is gone. */
export function signalProcess(pid: number, files: CoturnFiles, signal: NodeJS.Signals): void {
  try {
    if (isRunning(pid, files)) process.kill(pid, signal);
  } catch {
    // It went in between.
  }
}

/** Ends it at once: it keeps nothing that it could lose. Resolves when it is gone; rejects where it does not go. */
export async function endProcess(pid: number, files: CoturnFiles): Promise<void> {
  signalProcess(pid, files, 'SIGKILL');
  for (let waited = 0; isRunning(pid, files); waited += LOOK_MS) {
    // Another user's, whom this one may not stop.
    if (waited >= GONE_MS) throw new Error(`process ${pid} can't be ended`);
    await sleep(LOOK_MS);
  }
  try {
    rmSync(files.pid, { force: true });
  } catch {
    // Nothing by this number is taken for coturn any more.
  }
}

/** Resolves when a process that is not this one's child is gone. */
export async function watchProcess(pid: number, files: CoturnFiles, signal: AbortSignal): Promise<void> {
  const WATCH_MS = 1_000;
  while (isRunning(pid, files)) await sleep(WATCH_MS, undefined, { signal, ref: false });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
