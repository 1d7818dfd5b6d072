// A run as JSON: the figures with all their rounds, and the machine that they were taken on.
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { holds, type Figure } from './figure.ts';

export interface Outcome {
  name: string;
  title: string;
  seconds: number;
  /** Of them spent waiting for a quiet machine. */
  waited: number;
  figures: Figure[];
  /** Why the benchmark could not be finished. */
  failure?: string;
}

export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  kernel: string;
  node: string;
  /** Processes that wanted a core before the run: others at work make single figures worse, ratios less so. */
  load: number;
}

export function machine(): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model ?? 'unknown',
    cores: all.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
    load: loadavg()[0] ?? Number.NaN,
  };
}

/** The path of the file. */
export async function writeResults(
  folder: URL,
  started: Date,
  on: Machine,
  outcomes: Outcome[],
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = new URL(`${started.toISOString().replaceAll(':', '-').slice(0, 19)}.json`, folder);
  const benchmarks = outcomes.map((outcome) => ({
    ...outcome,
    figures: outcome.figures.map((figure) => ({ ...figure, holds: holds(figure) })),
  }));
  await writeFile(file, `${JSON.stringify({ started, machine: on, benchmarks }, null, 2)}\n`);
  return file.pathname;
}
