// Tells everybody who is online and how present, in ticks: at most one frame a session and tick (protocol P1–P8, DESIGN.md D7).
import type { PresenceStatus, UserId } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { Directory } from '../session/directory.ts';
import type { Session } from '../session/session.ts';
import { frameOf } from '../session/tail.ts';
import { isNothing, Roster, type Changes } from './roster.ts';

const TICK = { least: 50, most: 1_000 } as const;
/** A frame costs about 12 µs to write; a broadcast a tick is to take 15 % of the process at most. */
const MS_PER_SESSION = 0.012 / 0.15;
/** Over this backlog a reader gets a fresh snapshot later instead of every change (protocol S14). */
export const CONGESTED_BYTES = 256 * 1024;

export interface Presence {
  /** The account may have come online, gone offline, or be more or less present. */
  changed(user: UserId): void;
  /** The session has had its welcome and knows nobody yet. */
  welcomed(session: Session): void;
  /** Who may see whom has changed: about this account, or about everybody. */
  refresh(user?: UserId): void;
  close(): void;
}

export interface PresenceOptions {
  clock: Clock;
  directory: Directory;
  statusOf: (user: UserId) => PresenceStatus;
  /** Hears, once a tick, who has come and gone. */
  told?: ((changes: Changes) => void) | undefined;
}

export function tickMs(sessions: number): number {
  return Math.min(TICK.most, Math.max(TICK.least, sessions * MS_PER_SESSION));
}

export function createPresence({ clock, directory, statusOf, told }: PresenceOptions): Presence {
  const roster = new Roster();
  /** Sessions whose next frame is a snapshot. */
  const unaware = new Set<Session>();
  let cancel: (() => void) | undefined;

  function schedule(): void {
    cancel ??= clock.after(tickMs(directory.sessionCount), tick);
  }

  function tick(): void {
    cancel = undefined;
    const changes = roster.take((user) => (directory.of(user).length > 0 ? statusOf(user) : undefined));
    if (!isNothing(changes)) broadcast(changes);
    introduce();
    told?.(changes);
    if (unaware.size > 0) schedule();
  }

  function broadcast(changes: Changes): void {
    const frame = frameOf(roster.updateOf(changes));
    for (const session of directory.sessions()) {
      if (unaware.has(session)) continue;
      if (session.backlog < CONGESTED_BYTES) session.tell(frame, 'bulk');
      else unaware.add(session);
    }
  }

  function introduce(): void {
    if (unaware.size === 0) return;
    const online = roster.everybody();
    const frame = frameOf({ t: 'presence.snapshot', online, ...roster.listsOf(online) });
    for (const session of unaware) {
      if (session.life.name === 'active' && session.backlog >= CONGESTED_BYTES) continue;
      // One that is detached or over gets its snapshot with its next welcome.
      unaware.delete(session);
      session.tell(frame, 'bulk');
    }
  }

  return {
    changed(user) {
      roster.touch(user);
      schedule();
    },
    welcomed(session) {
      unaware.add(session);
      schedule();
    },
    // Everybody sees everybody.
    refresh() {},
    close() {
      cancel?.();
      cancel = undefined;
      unaware.clear();
      roster.clear();
    },
  };
}
