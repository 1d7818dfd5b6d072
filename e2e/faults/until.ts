// Waiting for something to be so.
import { setTimeout as wait } from 'node:timers/promises';

/** Asks until it is so, and answers how many ms that took. Rejects after `ms`. */
export async function until(isSo: () => boolean, ms: number, what = 'what was waited for'): Promise<number> {
  const started = performance.now();
  while (!isSo()) {
    if (performance.now() - started > ms) throw new Error(`${what}: not within ${ms} ms`);
    await wait(10);
  }
  return performance.now() - started;
}
