// Lines in conversations where somebody comes, or goes and stays away.
import { batch } from '@preact/signals';
import type { UserId } from '@parley/client';
import type { Conversation } from './conversation.ts';
import type { Timers } from './timers.ts';

/** Who is back this soon was not away: a page was reloaded, or a server restarted and people found it again. */
const ABSENT = 8_000;

export interface PresenceNotes {
  /** Who is online at first has not just come. */
  takeUp(): void;
  changed(change: { online: readonly UserId[]; offline: readonly UserId[] }): void;
  close(): void;
}

export function createPresenceNotes(
  find: (user: UserId) => Conversation | undefined,
  timers: Pick<Timers, 'now' | 'after'>,
): PresenceNotes {
  const absences = createAbsences(timers);
  let takenUp = false;
  const went = (user: UserId): void => {
    const conversation = find(user);
    if (!conversation) return;
    conversation.typing.value = false;
    absences.went(user, () => conversation.note({ name: 'went-offline' }, timers.now()));
  };
  const came = (user: UserId): void => {
    const conversation = find(user);
    if (!absences.cameBack(user) && !takenUp && conversation?.timeline.peek().length)
      conversation.note({ name: 'came-online' }, timers.now());
  };
  return {
    takeUp: () => {
      takenUp = true;
    },
    changed: ({ online, offline }) =>
      batch(() => {
        for (const user of offline) went(user);
        for (const user of online) came(user);
        takenUp = false;
      }),
    close: absences.close,
  };
}

interface Absences {
  went(user: UserId, stayedAway: () => void): void;
  /** Whether they were never away for long enough to be told. */
  cameBack(user: UserId): boolean;
  close(): void;
}

function createAbsences(timers: Pick<Timers, 'after'>): Absences {
  const waiting = new Map<UserId, () => void>();
  const forget = (user: UserId): boolean => {
    waiting.get(user)?.();
    return waiting.delete(user);
  };
  return {
    went(user, stayedAway) {
      forget(user);
      const cancel = timers.after(ABSENT, () => {
        waiting.delete(user);
        stayedAway();
      });
      waiting.set(user, cancel);
    },
    cameBack: forget,
    close() {
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
}
