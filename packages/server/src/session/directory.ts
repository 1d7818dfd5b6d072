// Who is here: the live sessions by id and by account. The rest of the server finds people through this.
import { SERVER, type SessionId, type UserId } from '@parley/protocol';
import type { Session } from './session.ts';

export interface Directory {
  /** The account's live sessions: active, or detached within their grace time. */
  of(user: UserId): readonly Session[];
  get(id: SessionId): Session | undefined;
  /**
   * Whether the person exists for the viewer (protocol A3). Whoever relays anything asks this first, and answers as for
   * somebody who is not online where it is false.
   */
  maySee(viewer: UserId, person: UserId): boolean;
  users(): Iterable<UserId>;
  sessions(): Iterable<Session>;
  readonly userCount: number;
  readonly sessionCount: number;
}

export type MaySee = (viewer: UserId, person: UserId) => boolean;

const nobody: readonly Session[] = [];
const everybodySeesEverybody: MaySee = () => true;

export class SessionDirectory implements Directory {
  readonly #byUser = new Map<UserId, readonly Session[]>();
  readonly #byId = new Map<SessionId, Session>();

  readonly #maySee: MaySee;

  constructor(maySee: MaySee = everybodySeesEverybody) {
    this.#maySee = maySee;
  }

  maySee(viewer: UserId, person: UserId): boolean {
    // The server itself sees everybody, and nobody is hidden from themselves.
    return viewer === person || viewer === SERVER || person === SERVER || this.#maySee(viewer, person);
  }

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
