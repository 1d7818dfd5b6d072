// Timers whose hands a test turns.
import type { Timers } from '../model/timers.ts';

interface Alarm {
  at: number;
  period: number | undefined;
  run: () => void;
}

export interface ManualTimers extends Timers {
  /** Runs everything that falls due within the next `ms`, in order. */
  advance(ms: number): void;
  readonly pending: number;
}

export function createManualTimers(start = 1_700_000_000_000): ManualTimers {
  let now = start;
  const alarms = new Set<Alarm>();
  const set = (ms: number, period: number | undefined, run: () => void): (() => void) => {
    const alarm: Alarm = { at: now + ms, period, run };
    alarms.add(alarm);
    return () => alarms.delete(alarm);
  };
  const ring = (alarm: Alarm): void => {
    now = alarm.at;
    if (alarm.period === undefined) alarms.delete(alarm);
    else alarm.at += alarm.period;
    alarm.run();
  };
  return {
    now: () => now,
    after: (ms, run) => set(ms, undefined, run),
    every: (ms, run) => set(ms, ms, run),
    get pending() {
      return alarms.size;
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const due = [...alarms].filter((a) => a.at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (!due) break;
        ring(due);
      }
      now = end;
    },
  };
}
