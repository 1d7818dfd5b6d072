// What the tests of sleeping devices and frozen pages share: how long, and how soon they know the truth.

/**
 * Longer than the server waits for acknowledgements (S14), for the session (S4) and for the call (C12). Whoever has more
 * time sets PARLEY_SLEEP.
 */
export const LONG = Number(process.env['PARLEY_SLEEP'] ?? 35_000);
export const AWAKE = 2_000;

/** Resolves when all of it is so, within 2 s of waking. */
export async function wakes(wake: () => unknown, ...truths: (() => Promise<unknown>)[]): Promise<void> {
  await wake();
  await Promise.all(truths.map((truth) => truth()));
}
