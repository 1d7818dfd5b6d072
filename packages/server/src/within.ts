// Waiting for a promise, and not for ever.
import type { Clock } from './clock.ts';

/** Resolves once `done` has, or `ms` have passed. Rejects as `done` does by then; a later rejection is nobody's. */
export async function within(done: Promise<unknown>, ms: number, clock: Clock): Promise<'done' | 'late'> {
  let cancel = (): void => {};
  const late = new Promise<'late'>((resolve) => {
    cancel = clock.after(ms, () => resolve('late'));
  });
  try {
    return await Promise.race([done.then(() => 'done' as const), late]);
  } finally {
    cancel();
  }
}
