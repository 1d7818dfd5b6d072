// Which kept texts are on their way to whom, so that each is handed to a session once, in order (protocol K3).
import type { UserId } from '@parley/protocol';

interface Mailbox {
  /** Places of the texts that sessions have and that are neither delivered nor given back. */
  readonly out: Set<number>;
  /** Whether more may wait in the store: what comes meanwhile waits behind it. */
  hasMore: boolean;
}

/** Of people who are here. */
export class Mailboxes {
  readonly #boxes = new Map<UserId, Mailbox>();
  /** Whose next portion may be fetched. */
  readonly #due = new Set<UserId>();

  /** Whether a new text may go straight to the sessions. Where not, it waits in the store for its turn. */
  mayHand(user: UserId, isFull: boolean): boolean {
    const box = this.#of(user);
    if (isFull && !box.hasMore) this.#await(user, box);
    return !box.hasMore;
  }

  handed(user: UserId, place: number): void {
    this.#of(user).out.add(place);
  }

  /** The text is delivered. */
  settled(user: UserId, place: number): void {
    const box = this.#boxes.get(user);
    if (box?.out.delete(place) && box.hasMore && box.out.size === 0) this.#due.add(user);
  }

  /** The sessions that had the text are gone. It waits again. */
  returned(user: UserId, place: number): void {
    const box = this.#boxes.get(user);
    if (!box) return;
    box.out.delete(place);
    this.#await(user, box);
  }

  /** A session of theirs is there. Where it is not the first one, that has all that waited. */
  came(user: UserId): void {
    if (!this.#boxes.has(user)) this.again(user);
  }

  /** What waits for them is to be looked for. */
  again(user: UserId): void {
    this.#await(user, this.#of(user));
  }

  /** They have no session any more. */
  went(user: UserId): void {
    this.#boxes.delete(user);
    this.#due.delete(user);
  }

  /** Those whose next portion is to be fetched now. */
  takeDue(): readonly UserId[] {
    if (this.#due.size === 0) return NOBODY;
    const due = [...this.#due];
    this.#due.clear();
    return due;
  }

  /** What was fetched is about to be handed over; `hasMore`: perhaps not all. */
  fetched(user: UserId, hasMore: boolean): void {
    this.#of(user).hasMore = hasMore;
  }

  #await(user: UserId, box: Mailbox): void {
    box.hasMore = true;
    // Only when all is settled: what comes back must not be overtaken by what is behind it.
    if (box.out.size === 0) this.#due.add(user);
  }

  #of(user: UserId): Mailbox {
    const known = this.#boxes.get(user);
    if (known) return known;
    const made = { out: new Set<number>(), hasMore: false };
    this.#boxes.set(user, made);
    return made;
  }
}

const NOBODY: readonly UserId[] = [];
