// Who was told to be online, and what has changed since (protocol P3). Knows nothing of sessions or time.
import type { UserId } from '@parley/protocol';

export interface Changes {
  readonly online: UserId[];
  readonly offline: UserId[];
}

export class Roster {
  readonly #told = new Set<UserId>();
  readonly #touched = new Set<UserId>();

  /** The user may have come or gone: asked when the changes are taken. */
  touch(user: UserId): void {
    this.#touched.add(user);
  }

  /** The difference to what was taken before. Who left and came back in between is in neither list. */
  take(isOnline: (user: UserId) => boolean): Changes {
    const changes: Changes = { online: [], offline: [] };
    for (const user of this.#touched) {
      const online = isOnline(user);
      if (online === this.#told.has(user)) continue;
      if (online) this.#told.add(user);
      else this.#told.delete(user);
      changes[online ? 'online' : 'offline'].push(user);
    }
    this.#touched.clear();
    return changes;
  }

  /** Everybody who is online as of the last changes taken. */
  everybody(): UserId[] {
    return [...this.#told];
  }

  clear(): void {
    this.#told.clear();
    this.#touched.clear();
  }
}
