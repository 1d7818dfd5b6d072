// The one next time at which something is due: asked for at every change, and mostly the same as before.
import type { Clock } from './clock.ts';

export interface Alarm {
  /** Milliseconds of the clock. */
  readonly at: number;
  readonly cancel: () => void;
}

/** Has `due` called once `at` has come, in the place of whatever the holder's alarm was set to. Infinity: never. */
export function setAlarm(
  holder: { alarm: Alarm | undefined },
  { clock, at, due }: { clock: Clock; at: number; due: () => void },
): void {
  if (holder.alarm?.at === at) return;
  holder.alarm?.cancel();
  holder.alarm = undefined;
  if (at === Infinity) return;
  const ring = (): void => {
    holder.alarm = undefined;
    due();
  };
  holder.alarm = { at, cancel: clock.after(Math.max(0, at - clock.now()), ring) };
}
