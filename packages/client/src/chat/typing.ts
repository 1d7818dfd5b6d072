// "is typing…": told at most every 3 s while keys are pressed, and ended by silence.
import type { UserId } from '@parley/protocol';
import type { Platform } from '../connection/platform.ts';

const REPEAT = 3_000;
/** A typing sign older than this is taken down, even if its end got lost. */
const EXPIRY = 5_000;

type Timing = Pick<Platform, 'now' | 'after'>;

export interface TypingTeller {
  pressed(to: UserId): void;
  /** The text was sent, so the typing is over. Says nothing: the text itself ends it there. */
  sent(to: UserId): void;
  close(): void;
}

export function createTypingTeller(platform: Timing, tell: (to: UserId, on: boolean) => void): TypingTeller {
  let current: { to: UserId; toldAt: number; cancel: () => void } | undefined;

  function stop(say: boolean): void {
    if (!current) return;
    const { to, cancel } = current;
    cancel();
    current = undefined;
    if (say) tell(to, false);
  }

  function pressed(to: UserId): void {
    if (current && current.to !== to) stop(true);
    const now = platform.now();
    const told = current && now - current.toldAt < REPEAT;
    current?.cancel();
    const cancel = platform.after(REPEAT, () => stop(true));
    current = { to, toldAt: told && current ? current.toldAt : now, cancel };
    if (!told) tell(to, true);
  }

  return {
    pressed,
    sent(to) {
      if (current?.to === to) stop(false);
    },
    close: () => stop(false),
  };
}

export interface TypingWatcher {
  heard(from: UserId, on: boolean): void;
  close(): void;
}

export function createTypingWatcher(
  platform: Timing,
  show: (from: UserId, on: boolean) => void,
): TypingWatcher {
  const expiries = new Map<UserId, () => void>();

  function heard(from: UserId, on: boolean): void {
    const known = expiries.get(from);
    known?.();
    expiries.delete(from);
    if (on)
      expiries.set(
        from,
        platform.after(EXPIRY, () => heard(from, false)),
      );
    if (on !== (known !== undefined)) show(from, on);
  }

  return {
    heard,
    close() {
      for (const cancel of expiries.values()) cancel();
      expiries.clear();
    },
  };
}
