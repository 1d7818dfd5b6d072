// When to acknowledge what the server sent (protocol S3): the first at once, then at most 250 ms or 16 messages late, and before
// the session is left.
import type { Platform } from './platform.ts';

const DELAY = 250;
const BATCH = 16;

export interface Acknowledger {
  /** Highest sequence number seen; what a resume asks to continue after. */
  readonly seq: number;
  /** Takes note of a sequenced message. False for one that was seen before: it is to be dropped. */
  received(seq: number): boolean;
  /** Acknowledges what waits for it. */
  flush(): void;
  /** A new session counts from 0; a resumed one goes on. */
  reset(): void;
}

export function createAcknowledger(options: {
  platform: Pick<Platform, 'now' | 'after' | 'hidden'>;
  /** Of the session that is gone on with; 0 for a new one. */
  seq: number;
  send: (seq: number) => void;
}): Acknowledger {
  const { platform, send } = options;
  let { seq } = options;
  let acked = seq;
  let ackedAt = -Infinity;
  let cancel: (() => void) | undefined;

  function flush(): void {
    cancel?.();
    cancel = undefined;
    if (acked === seq) return;
    acked = seq;
    ackedAt = platform.now();
    send(seq);
  }

  function received(next: number): boolean {
    if (next <= seq) return false;
    seq = next;
    const quiet = platform.now() - ackedAt >= DELAY;
    // A hidden page's timers may run once a minute: there nothing waits for one.
    if (quiet || seq - acked >= BATCH || platform.hidden()) flush();
    else cancel ??= platform.after(DELAY, flush);
    return true;
  }

  function reset(): void {
    cancel?.();
    cancel = undefined;
    seq = 0;
    acked = 0;
  }

  return {
    get seq() {
      return seq;
    },
    received,
    flush,
    reset,
  };
}
