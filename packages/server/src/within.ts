// Waiting for a promise, and not for ever.
import type { Clock } from './clock.ts';

/** What `within` answers where the time is over. */
export const LATE = Symbol('late');

/** Resolves as `answer` does, or with LATE after `ms`. Rejects as `answer` does by then; a later rejection is nobody's. */
export async function within<T>(answer: PromiseLike<T>, ms: number, clock: Clock): Promise<T | typeof LATE> {
  let cancel = (): void => {};
  const late = new Promise<typeof LATE>((resolve) => {
    cancel = clock.after(ms, () => resolve(LATE));
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    cancel();
  }
}
