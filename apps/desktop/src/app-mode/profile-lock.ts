// A browser that was left behind with the profile, by a client that crashed, has to go before another can start with it.
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Ms in which a browser ends whose client is gone: its pipe is closed. */
const GRACE = 1_000;
/** Ms after which a browser that was asked to end is ended. */
const PATIENCE = 5_000;
const STEP = 50;

/** Ends what still holds the profile. Throws a sentence where that is on another computer. */
export async function freeProfile(profile: string, log: (sentence: string) => void): Promise<void> {
  const holder = await holderOf(profile);
  if (!holder) return;
  if (holder.host !== hostname())
    throw new Error(
      `The profile of Parley's windows is in use on the computer ${holder.host} (process ${holder.pid}). ` +
        `Quit Parley there, or, where that computer is this one under an earlier name, delete ${join(profile, 'SingletonLock')}.`,
    );
  if (await isGone(holder.pid, profile, GRACE)) return;
  log(`A browser (process ${holder.pid}) was left behind with the profile of Parley's windows: it is ended.`);
  signal(holder.pid, 'SIGTERM');
  if (await isGone(holder.pid, profile, PATIENCE)) return;
  signal(holder.pid, 'SIGKILL');
  await isGone(holder.pid, profile, PATIENCE);
}

/** Chromium's own lock on Linux and macOS: a link to `host-pid`. On Windows the lock goes with its process. */
async function holderOf(profile: string): Promise<{ host: string; pid: number } | undefined> {
  let lock: string;
  try {
    lock = await readlink(join(profile, 'SingletonLock'));
  } catch {
    return undefined; // There is none.
  }
  const [, host, pid] = /^(.*)-(\d+)$/.exec(lock) ?? [];
  return host === undefined ? undefined : { host, pid: Number(pid) };
}

async function isGone(pid: number, profile: string, within: number): Promise<boolean> {
  for (let waited = 0; waited < within; waited += STEP) {
    if (!(await hasProfile(pid, profile))) return true;
    await wait(STEP);
  }
  return !(await hasProfile(pid, profile));
}

/** Whether this process runs and is a browser with the profile: its id may be another's by now. */
async function hasProfile(pid: number, profile: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes(profile);
  } catch {
    return false; // No such process, or not this person's.
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}
