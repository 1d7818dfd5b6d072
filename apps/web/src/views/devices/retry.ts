// Which problems another try may mend.
import type { DeviceProblem } from '@parley/client';

/** What another try can't change, or is no trouble. */
const SETTLED: ReadonlySet<DeviceProblem['kind']> = new Set([
  'switched',
  'stand-in',
  'kept',
  'asking',
  'insecure',
  'forbidden',
]);

export function canRetry(kind: DeviceProblem['kind']): boolean {
  return !SETTLED.has(kind);
}

/** Told, and asking for nothing. */
export function isNotice(kind: DeviceProblem['kind']): boolean {
  return kind === 'switched' || kind === 'stand-in' || kind === 'kept';
}
