// An example of examples/ as a process of its own, started by the command that its README names.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

export interface ExampleProcess {
  /** What it has printed so far, on both streams. */
  printed(): string;
  /** Resolves with the match once it has printed it. Rejects when it ends before. */
  prints(pattern: RegExp): Promise<RegExpExecArray>;
  /** Ctrl-C, as a terminal sends it: to all of its processes. Resolves when they are gone. */
  interrupt(): Promise<void>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

/** `npm run example -- NAME ARGS…`. */
export function startExample(
  name: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): ExampleProcess {
  // In a process group of its own, as a terminal has it.
  const child = spawn('npm', ['run', '--silent', 'example', '--', name, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => void (printed += chunk.toString()));
  const ended = once(child, 'close').then(() => child.exitCode);
  return {
    printed: () => printed,
    ended,
    async prints(pattern) {
      for (;;) {
        const match = pattern.exec(printed);
        if (match) return match;
        const told = Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')]);
        const isOver = await Promise.race([told.then(() => false), ended.then(() => true)]);
        if (isOver && !pattern.test(printed))
          throw new Error(`${name} ended without ${String(pattern)}:\n${printed}`);
      }
    },
    async interrupt() {
      const isThere = child.exitCode === null && child.signalCode === null;
      if (isThere && child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
      await ended;
    },
  };
}
