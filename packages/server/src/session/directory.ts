// Who is here: the live sessions by id and by account. The rest of the server finds people through this.
import type { SessionId, UserId } from '@parley/protocol';
import type { Session } from './session.ts';

export interface Directory {
  /** The account's live sessions: active, or detached within their grace time. */
  of(user: UserId): readonly Session[];
  get(id: SessionId): Session | undefined;
  users(): Iterable<UserId>;
  sessions(): Iterable<Session>;
  readonly userCount: number;
  readonly sessionCount: number;
}

const nobody: readonly Session[] = [];

export class SessionDirectory implements Directory {
  readonly #byUser = new Map<UserId, readonly Session[]>();
  readonly #byId = new Map<SessionId, Session>();

  get userCount(): number {
    return this.#byUser.size;
  }

  get sessionCount(): number {
    return this.#byId.size;
  }

  of(user: UserId): readonly Session[] {
    return this.#byUser.get(user) ?? nobody;
  }

  get(id: SessionId): Session | undefined {
    return this.#byId.get(id);
  }

  users(): Iterable<UserId> {
    return this.#byUser.keys();
  }

  sessions(): Iterable<Session> {
    return this.#byId.values();
  }

  add(session: Session): void {
    this.#byId.set(session.id, session);
    // A new array each time: whoever goes through the old one is not disturbed.
    this.#byUser.set(session.user, [...this.of(session.user), session]);
  }

  remove(session: Session): void {
    if (!this.#byId.delete(session.id)) return;
    const rest = this.of(session.user).filter((other) => other !== session);
    if (rest.length > 0) this.#byUser.set(session.user, rest);
    else this.#byUser.delete(session.user);
  }

  clear(): void {
    this.#byUser.clear();
    this.#byId.clear();
  }
}
