// How present people are: what they have set for their account, and at which of their devices nobody is (protocol P5–P9).
import type { ClientMessageOf, PresenceStatus, UserId } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { ExpiryQueue } from '../expiry-queue.ts';
import type { Directory } from '../session/directory.ts';
import type { Session } from '../session/session.ts';
import type { QuietAccounts } from '../store/quiet-accounts.ts';

/** Ms between two changes of one person's that others are told (P8). */
const REST_MS = 2_000;
/** Ms within which a second call counts as urgent (C40). */
const AGAIN_MS = 3 * 60_000;
/** People whose wish not to be disturbed is kept while they are away, and calls kept of each. */
const MOST = { away: 10_000, refused: 100 } as const;

type Setting = Omit<ClientMessageOf<'presence.set'>, 't'>;

interface Wish {
  readonly status: Exclude<PresenceStatus, 'available'>;
  readonly again: boolean;
  /** Who was refused a call, and when. */
  readonly refused: Map<UserId, number>;
}

export interface StatusesOptions {
  clock: Clock;
  log: Pick<Log, 'error'>;
  directory: Pick<Directory, 'of'>;
  /** Where it is kept who is not to be disturbed. */
  quiet?: QuietAccounts | undefined;
  /** Others are to be told how present this person is. */
  turned: (user: UserId) => void;
}

export class Statuses {
  readonly #options: StatusesOptions;
  readonly #wishes = new Map<UserId, Wish>();
  readonly #idle = new WeakSet<Session>();
  /** Of whom something was told just now, and of whom there is something new since. */
  readonly #resting: ExpiryQueue<UserId>;
  readonly #waiting = new Set<UserId>();

  constructor(options: StatusesOptions) {
    this.#options = options;
    for (const { user, again } of options.quiet?.quietAccounts() ?? [])
      this.#wishes.set(user, { status: 'do-not-disturb', again, refused: new Map() });
    this.#resting = new ExpiryQueue({
      clock: options.clock,
      ms: REST_MS,
      onDue: (user) => {
        if (this.#waiting.delete(user)) this.#tell(user);
      },
    });
  }

  /** Also of somebody who is not online and does not want to be disturbed. */
  of(user: UserId): PresenceStatus {
    const wish = this.#wishes.get(user);
    if (wish) return wish.status;
    const sessions = this.#options.directory.of(user);
    return sessions.length > 0 && sessions.every((session) => this.#idle.has(session)) ? 'away' : 'available';
  }

  set(session: Session, { status, idle, again }: Setting): void {
    const { user } = session;
    const before = this.of(user);
    if (idle === true) this.#idle.add(session);
    if (idle === false) this.#idle.delete(session);
    this.#wish(user, status, again);
    if (this.of(user) !== before) this.#tell(user);
  }

  /** The account may have come online or gone offline. */
  changed(user: UserId): void {
    if (this.#options.directory.of(user).length > 0) return;
    // Who does not want to be disturbed may have closed the page for that: notifications would reach them still.
    if (this.#wishes.get(user)?.status === 'away') this.#wishes.delete(user);
    if (this.#wishes.size > MOST.away) this.#forgetOne();
  }

  /** A call of theirs is refused, unless it is their second within some minutes and that may come through (C40). */
  refuses(user: UserId, caller: UserId): boolean {
    const wish = this.#wishes.get(user);
    if (wish?.status !== 'do-not-disturb') return false;
    const now = this.#options.clock.now();
    const before = wish.refused.get(caller);
    if (wish.again && before !== undefined && now - before < AGAIN_MS) return false;
    wish.refused.delete(caller);
    wish.refused.set(caller, now);
    const [oldest] = wish.refused.keys();
    if (wish.refused.size > MOST.refused && oldest !== undefined) wish.refused.delete(oldest);
    return true;
  }

  close(): void {
    this.#resting.close();
    this.#waiting.clear();
    this.#wishes.clear();
  }

  #wish(user: UserId, status: PresenceStatus | undefined, again: boolean | undefined): void {
    const before = this.#wishes.get(user);
    const now = status ?? before?.status ?? 'available';
    this.#wishes.delete(user);
    if (now !== 'available') {
      const refused = before?.status === now ? before.refused : new Map<UserId, number>();
      this.#wishes.set(user, { status: now, again: again ?? before?.again ?? false, refused });
    }
    this.#keep(user, before);
  }

  #keep(user: UserId, before: Wish | undefined): void {
    const [was, is] = [quietOf(before), quietOf(this.#wishes.get(user))];
    if (was?.again === is?.again) return;
    try {
      this.#options.quiet?.setQuiet(user, is);
    } catch (cause) {
      // It holds until the server stops.
      this.#options.log.error(
        { user, cause: String(cause) },
        'who is not to be disturbed can’t be written down',
      );
    }
  }

  #tell(user: UserId): void {
    if (this.#resting.has(user)) {
      this.#waiting.add(user);
      return;
    }
    this.#resting.add(user);
    this.#options.turned(user);
  }

  #forgetOne(): void {
    for (const user of this.#wishes.keys()) {
      if (this.#options.directory.of(user).length > 0) continue;
      this.#wishes.delete(user);
      return;
    }
  }
}

function quietOf(wish: Wish | undefined): Wish | undefined {
  return wish?.status === 'do-not-disturb' ? wish : undefined;
}
