// Tells the others what this person has read, where the person wants that.
import { effect, untracked, type ReadonlySignal } from '@preact/signals';
import type { TextId, UserId } from '@parley/client';
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
  /** In this look. Who has gone can't be told, and is not to be told again and again. */
  let told: { user: UserId; of?: TextId } | undefined;
  const stop = effect(() => {
    cancel();
    const user = readable.value;
    if (user !== told?.user) told = user === undefined ? undefined : { user };
    if (user === undefined || user === self || !tells.value) return;
    const { texts, marks } = untracked(() => of(user));
    const newest = texts.value.findLast(({ from }) => from !== self);
    // Told before, from here or from another device.
    if (!newest || newest.id === told?.of || marks.value.get(newest.id)?.seen) return;
    cancel = timers.after(LOOK, () => {
      told = { user, of: newest.id };
      acting.seen(newest);
    });
  });
  return {
    close: () => {
      cancel();
      stop();
    },
  };
}
