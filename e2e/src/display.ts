// A screen that nobody sees, for browsers that share one or have no headless mode.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Display {
  /** What `DISPLAY` is to be for a program that draws on it. */
  readonly name: string;
  close(): void;
}

/** White all over, 1280×800, at a number that is free. */
export async function openDisplay(): Promise<Display> {
  const args = ['-displayfd', '3', '-screen', '0', '1280x800x24', '-wr', '-noreset', '-nolisten', 'tcp'];
  const child = spawn('Xvfb', args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('Xvfb ended at its start')));
  const [number] = (await Promise.race([once(child.stdio[3] ?? child, 'data'), ended])) as [Buffer];
  ended.catch(() => undefined);
  return { name: `:${number.toString().trim()}`, close: () => void child.kill() };
}
