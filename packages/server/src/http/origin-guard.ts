// Refuses requests from pages of other origins, and tells the operator how to let one in that is theirs.
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Origins } from './origins.ts';

/** One hint a minute: anybody can send a foreign origin, and nobody shall fill the log with it. */
const HINT_MS = 60_000;

export interface OriginGuard {
  /** True for a foreign origin. A request without one is no page's doing in any browser of today. */
  refuses(origin: string | undefined): boolean;
}

export function createOriginGuard(parts: { origins: Origins; clock: Clock; log: Log }): OriginGuard {
  const { origins, clock, log } = parts;
  let hinted = -Infinity;
  return {
    refuses(origin) {
      if (origin === undefined || origins.allows(origin)) return false;
      if (clock.now() - hinted >= HINT_MS) {
        hinted = clock.now();
        log.warn({ origin: origin.slice(0, 256) }, 'foreign origin refused; allow your own with --origin');
      }
      return true;
    },
  };
}
