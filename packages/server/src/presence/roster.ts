// Who was told to be online and how present, and what has changed since (protocol P3, P6). Knows nothing of sessions or time.
import type { PresenceStatus, ServerMessageOf, UserId } from '@parley/protocol';

export interface Changes {
  readonly online: UserId[];
  readonly offline: UserId[];
  /** Who was online before, and is more or less present now. */
  readonly turned: UserId[];
}

type Lists = Pick<ServerMessageOf<'presence.snapshot'>, 'away' | 'doNotDisturb'>;

export class Roster {
  readonly #told = new Map<UserId, PresenceStatus>();
  readonly #touched = new Set<UserId>();

  /** The user may have come, gone or turned: asked when the changes are taken. */
  touch(user: UserId): void {
    this.#touched.add(user);
  }

  /** The difference to what was taken before. Who left and came back in between is in neither list. */
  take(statusOf: (user: UserId) => PresenceStatus | undefined): Changes {
    const changes: Changes = { online: [], offline: [], turned: [] };
    for (const user of this.#touched) {
      const [before, now] = [this.#told.get(user), statusOf(user)];
      if (before === now) continue;
      if (now) this.#told.set(user, now);
      else this.#told.delete(user);
      changes[now ? (before ? 'turned' : 'online') : 'offline'].push(user);
    }
    this.#touched.clear();
    return changes;
  }

  /** Everybody who is online as of the last changes taken. */
  everybody(): UserId[] {
    return [...this.#told.keys()];
  }

  /** Which of these, online all of them, are not available. */
  listsOf(users: Iterable<UserId>): Lists {
    const [away, doNotDisturb]: [UserId[], UserId[]] = [[], []];
    for (const user of users) {
      const status = this.#told.get(user);
      if (status === 'away') away.push(user);
      if (status === 'do-not-disturb') doNotDisturb.push(user);
    }
    return { ...(away.length > 0 && { away }), ...(doNotDisturb.length > 0 && { doNotDisturb }) };
  }

  /** What an update says of these changes. */
  updateOf({ online, offline, turned }: Changes): ServerMessageOf<'presence.update'> {
    const available = turned.filter((user) => this.#told.get(user) === 'available');
    const lists = { ...(available.length > 0 && { available }), ...this.listsOf([...online, ...turned]) };
    return { t: 'presence.update', online, offline, ...lists };
  }

  clear(): void {
    this.#told.clear();
    this.#touched.clear();
  }
}

export function isNothing({ online, offline, turned }: Changes): boolean {
  return online.length + offline.length + turned.length === 0;
}
