// Tells the others what this person has read, where the person wants that.
import { effect, untracked, type ReadonlySignal } from '@preact/signals';
import type { UserId } from '@parley/client';
import type { Acting } from './conversation-acting.ts';
import type { Conversation } from './conversation.ts';
import type { Timers } from './timers.ts';

/** Ms for which a text is before the eyes until that is told: several that come at once are told as one. */
const LOOK = 700;

export interface SeenTellerOptions {
  self: UserId;
  /** Whether this person wants that. */
  tells: ReadonlySignal<boolean>;
  of: (user: UserId) => Conversation;
  acting: Pick<Acting, 'seen'>;
  timers: Pick<Timers, 'after'>;
  readable: ReadonlySignal<UserId | undefined>;
}

export function createSeenTeller(options: SeenTellerOptions): { close(): void } {
  const { self, tells, of, acting, timers, readable } = options;
  let cancel = (): void => undefined;
  const stop = effect(() => {
    cancel();
    const user = readable.value;
    if (user === undefined || user === self || !tells.value) return;
    const { texts, marks } = untracked(() => of(user));
    const newest = texts.value.findLast(({ from }) => from !== self);
    // Told before, from here or from another device.
    if (!newest || marks.value.get(newest.id)?.seen) return;
    cancel = timers.after(LOOK, () => acting.seen(newest));
  });
  return {
    close: () => {
      cancel();
      stop();
    },
  };
}
