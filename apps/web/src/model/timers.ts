// The page's clock and timers, as a parameter, so that tests can turn the hands themselves.

export interface Timers {
  /** Ms of the Unix epoch. */
  now(): number;
  /** Runs once after `ms`, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void;
  /** Runs every `ms` until the returned function is called. */
  every(ms: number, run: () => void): () => void;
}

export function createPageTimers(): Timers {
  return {
    now: () => Date.now(),
    after: (ms, run) => {
      const id = setTimeout(run, ms);
      return () => clearTimeout(id);
    },
    every: (ms, run) => {
      const id = setInterval(run, ms);
      return () => clearInterval(id);
    },
  };
}
