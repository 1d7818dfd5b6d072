// How often an account may ring others (protocol C15).
import type { UserId } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import { ExpiryQueue } from '../expiry-queue.ts';

const INVITES = 20;
const WINDOW_MS = 60_000;

export interface InviteLimit {
  /** Counts an invite, or answers false. */
  take(user: UserId): boolean;
  close(): void;
}

/** By account and not by session: signing in again must not help. */
export function createInviteLimit(clock: Clock): InviteLimit {
  const counts = new Map<UserId, number>();
  const windows = new ExpiryQueue<UserId>({ clock, ms: WINDOW_MS, onDue: (user) => counts.delete(user) });
  return {
    take(user) {
      const count = counts.get(user) ?? 0;
      if (count >= INVITES) return false;
      if (count === 0) windows.add(user);
      counts.set(user, count + 1);
      return true;
    },
    close() {
      windows.close();
      counts.clear();
    },
  };
}
