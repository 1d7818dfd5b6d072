// A hint to the operator that anybody can set off: one a minute, so that nobody fills the log with it.
import type { Clock } from '../clock.ts';
import type { Log, LogFields } from '../log.ts';

const HINT_MS = 60_000;

export type Hint = (fields: LogFields, message: string) => void;

/** Each one counts for itself. */
export function createHint({ clock, log }: { clock: Clock; log: Pick<Log, 'warn'> }): Hint {
  let hinted = -Infinity;
  return (fields, message) => {
    if (clock.now() - hinted < HINT_MS) return;
    hinted = clock.now();
    log.warn(fields, message);
  };
}
