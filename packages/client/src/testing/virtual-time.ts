// A clock that tests move by hand.

interface Timer {
  at: number;
  fn: () => void;
}

export interface VirtualTime {
  now(): number;
  after(ms: number, fn: () => void): () => void;
  /** Runs everything that is due within the next `ms`, in order. */
  advance(ms: number): void;
  /** Time goes by and nothing runs; what was due meanwhile runs late, with the next `advance`. */
  sleep(ms: number): void;
  /** Timers that wait. */
  readonly pending: number;
}

export function createVirtualTime(start = 1_000_000): VirtualTime {
  let now = start;
  const timers = new Set<Timer>();

  function next(until: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of timers) if (timer.at <= until && (!first || timer.at < first.at)) first = timer;
    return first;
  }

  return {
    now: () => now,
    after(ms, fn) {
      const timer = { at: now + ms, fn };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      const until = now + ms;
      for (let timer = next(until); timer; timer = next(until)) {
        timers.delete(timer);
        now = Math.max(now, timer.at);
        timer.fn();
      }
      now = until;
    },
    sleep(ms) {
      now += ms;
    },
    get pending() {
      return timers.size;
    },
  };
}
