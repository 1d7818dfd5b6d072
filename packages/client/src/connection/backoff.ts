// How long to wait before the next try to connect (protocol S12): none, then full jitter.

const BASE = 250;
const CEILING = 5_000;

/**
 * Milliseconds to wait after `failures` tries in a row have failed; `random` in [0, 1). Full jitter, so that ten
 * thousand clients of a restarted server do not come back in step (AWS, "Exponential backoff and jitter").
 */
export function backoff(failures: number, random: number): number {
  if (failures === 0) return 0;
  return random * Math.min(CEILING, BASE * 2 ** failures);
}
