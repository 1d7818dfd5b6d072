// Timers that keep time where browsers hold a page's own back: what is due runs at a tick from outside as well.
import type { Platform } from './platform.ts';

export interface Timers {
  after: Platform['after'];
  /** Runs what is due. */
  tick(): void;
  /** Timers that wait. */
  readonly pending: number;
}

interface Timer {
  due: number;
  run: () => void;
}

/** `after`: the page's own timers. Whichever comes first, they or a tick, runs a timer; the other then finds it done. */
export function createTimers({ now, after }: Pick<Platform, 'now' | 'after'>): Timers {
  const waiting = new Set<Timer>();

  function start(ms: number, fn: () => void): () => void {
    const cancel = (): void => {
      waiting.delete(timer);
      stop();
    };
    const timer: Timer = {
      due: now() + ms,
      run: () => {
        cancel();
        fn();
      },
    };
    waiting.add(timer);
    const stop = after(ms, timer.run);
    return cancel;
  }

  function tick(): void {
    const at = now();
    const due = [...waiting].filter((timer) => timer.due <= at).toSorted((one, other) => one.due - other.due);
    // One that ran may have cancelled the next.
    for (const timer of due) if (waiting.has(timer)) timer.run();
  }

  return {
    after: start,
    tick,
    get pending() {
      return waiting.size;
    },
  };
}
