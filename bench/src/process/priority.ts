// Who goes first on a machine with fewer cores than processes.
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, setPriority } from 'node:os';

/** Puts a measured process before the machine's other work, where it may: a stopwatch that waits for a core measures that. */
export function goFirst(): void {
  prioritise(-10);
}

/** Puts a process that stands for other people's machines behind all that is measured: they have cores of their own. */
export function goLast(): void {
  prioritise(10);
}

function prioritise(nice: number): void {
  try {
    setPriority(nice);
  } catch {
    // Not root: the figures get noisier, not wrong.
  }
}

/**
 * Gives a process a core of its own, and this one with all that it starts from now on the others: a server in the middle
 * of a broadcast and a stopwatch that wakes on its core would wait for each other. Answers how to undo it here.
 */
export function separate(pid: number): () => void {
  const last = cpus().length - 1;
  if (availableParallelism() < 2 || !pin(pid, '0')) return () => {};
  pin(process.pid, `1-${last}`);
  return () => void pin(process.pid, `0-${last}`);
}

/** False where there is no taskset: the scheduler then puts what it likes where it likes. */
function pin(pid: number, cores: string): boolean {
  return spawnSync('taskset', ['-a', '-p', '-c', cores, String(pid)], { stdio: 'ignore' }).status === 0;
}
