// Lets attempts through several limiters at once, and has them wait while those under way may still give tokens back.
import { err, ok, type Result } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { Admission, Limiter } from './limiter.ts';

export interface Door {
  limiter: Limiter;
  key: string;
}

export type GateRefusal = { kind: 'limited'; retryAfterMs: number } | { kind: 'crowded' };

/** One attempt under way. Exactly one of the two must be called, once. */
export interface Pass {
  spend(): void;
  giveBack(): void;
}

export interface Gate {
  enter(doors: readonly Door[]): Promise<Result<Pass, GateRefusal>>;
}

/** At most `waiting` attempts wait at once; further ones are `crowded`. */
export function createGate({ clock, waiting }: { clock: Clock; waiting: number }): Gate {
  let waiters: (() => void)[] = [];

  const wake = (): void => {
    const woken = waiters;
    waiters = [];
    for (const go of woken) go();
  };

  const passFor = (doors: readonly Door[]): Pass => {
    const settle = (how: 'spend' | 'release'): void => {
      for (const { limiter, key } of doors) limiter[how](key, clock.now());
      wake();
    };
    return { spend: () => settle('spend'), giveBack: () => settle('release') };
  };

  return {
    async enter(doors) {
      for (;;) {
        const trial = tryDoors(doors, clock.now());
        if (trial.kind === 'go') return ok(passFor(doors));
        if (trial.kind === 'refused') return err({ kind: 'limited', retryAfterMs: trial.retryAfterMs });
        if (waiters.length >= waiting) return err({ kind: 'crowded' });
        await new Promise<void>((resolve) => waiters.push(resolve));
      }
    },
  };
}

/** Holds a token at every door or at none. */
function tryDoors(doors: readonly Door[], now: number): Admission {
  for (const [index, { limiter, key }] of doors.entries()) {
    const admission = limiter.hold(key, now);
    if (admission.kind === 'go') continue;
    for (const held of doors.slice(0, index)) held.limiter.release(held.key, now);
    return admission;
  }
  return { kind: 'go' };
}
