// A clock that a test moves by hand. What is due at the same time runs in the order in which it was asked for.
import type { Clock } from '../clock.ts';

export interface VirtualClock extends Clock {
  /** Moves the time on, and runs what becomes due on the way at its own time. `advance(0)` runs what is due now. */
  advance(ms: number): void;
  /** The same with a turn of the event loop after each step, for code that awaits. */
  advanceAsync(ms: number): Promise<void>;
  /** Timers that wait. */
  readonly pending: number;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fn: () => void;
}

export function createVirtualClock(start = Date.UTC(2026, 0, 1)): VirtualClock {
  const timers = new Set<Timer>();
  let now = start;
  let order = 0;

  function next(until: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of timers) if (timer.at <= until && (!first || isBefore(timer, first))) first = timer;
    return first;
  }

  function run(timer: Timer): void {
    timers.delete(timer);
    now = Math.max(now, timer.at);
    timer.fn();
  }

  return {
    now: () => now,
    after(ms, fn) {
      order += 1;
      const timer = { at: now + Math.max(0, ms), order, fn };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms) {
      const until = now + ms;
      for (let timer = next(until); timer; timer = next(until)) run(timer);
      now = until;
    },
    async advanceAsync(ms) {
      const until = now + ms;
      await turn();
      for (let timer = next(until); timer; timer = next(until)) {
        run(timer);
        await turn();
      }
      now = until;
    },
    get pending() {
      return timers.size;
    },
  };
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
