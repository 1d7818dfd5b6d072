// Waits until nothing else keeps the machine busy: a figure taken beside a compiler run is a figure about the compiler.
import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/** Share of all cores that must be idle while the benchmark itself does nothing. */
const IDLE = 0.8;
const SAMPLE_MS = 400;

export interface Quiet {
  /** Resolves when the machine is quiet, or when all the patience is used up. */
  wait(): Promise<void>;
  /** Ms waited so far. */
  readonly waited: number;
}

export interface QuietOptions {
  /** For all waits together, in ms: on a machine that is never quiet the run still ends. */
  patience: number;
  /** Share of idle time over the next `ms`. */
  idle?: (ms: number) => Promise<number>;
}

export function createQuiet({ patience, idle = idleShare }: QuietOptions): Quiet {
  let waited = 0;
  return {
    get waited() {
      return waited;
    },
    async wait() {
      while (waited < patience && (await idle(SAMPLE_MS)) < IDLE) waited += SAMPLE_MS;
    },
  };
}

async function idleShare(ms: number): Promise<number> {
  const before = times();
  await pause(ms);
  const after = times();
  return (after.idle - before.idle) / (after.all - before.all);
}

function times(): { idle: number; all: number } {
  let idle = 0;
  let all = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    all += times.user + times.nice + times.sys + times.irq + times.idle;
  }
  return { idle, all };
}
