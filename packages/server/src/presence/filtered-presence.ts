// The same where the operator's code says who may see whom: a frame for each viewer, made in slices (protocol A2).
import type { UserId } from '@parley/protocol';
import type { Session } from '../session/session.ts';
import { frameOf } from '../session/tail.ts';
import { CONGESTED_BYTES, tickMs, type Presence, type PresenceOptions } from './presence.ts';
import { isNothing, Roster, type Changes } from './roster.ts';
import { BitSet, Slots } from './seen.ts';

/** Questions in one turn of the event loop, and for how long they may be asked: texts and calls go on in between. */
const SLICE = { questions: 1_000, ms: 4 } as const;

export interface FilteredPresenceOptions extends PresenceOptions {
  /** Runs a function after the input that is there has been read. */
  soon: (fn: () => void) => void;
}

/** Whose answers may be others now. */
type Stale = ReadonlySet<UserId> | 'everybody';

/** Work that stops after each question. */
type Questions = Generator<undefined>;

/** A tick's work is spread over turns of the event loop; what changes meanwhile is told in the next one. */
export class FilteredPresence implements Presence {
  readonly #options: FilteredPresenceOptions;
  readonly #roster = new Roster();
  readonly #slots = new Slots();
  readonly #seenBy = new WeakMap<Session, BitSet>();
  /** Sessions whose next frame is a snapshot. */
  readonly #unaware = new Set<Session>();
  #stale: Set<UserId> | 'everybody' = new Set();
  #state: 'idle' | 'scheduled' | 'telling' | 'closed' = 'idle';
  /** Something has happened since the tick that is being told. */
  #isDue = false;
  #cancel = (): void => {};

  constructor(options: FilteredPresenceOptions) {
    this.#options = options;
  }

  changed(user: UserId): void {
    this.#roster.touch(user);
    this.#schedule();
  }

  welcomed(session: Session): void {
    this.#unaware.add(session);
    this.#schedule();
  }

  refresh(user?: UserId): void {
    if (user === undefined) this.#stale = 'everybody';
    else if (this.#stale !== 'everybody') this.#stale.add(user);
    this.#schedule();
  }

  close(): void {
    this.#cancel();
    this.#state = 'closed';
    this.#unaware.clear();
    this.#roster.clear();
  }

  #schedule(): void {
    const { clock, directory } = this.#options;
    this.#isDue = true;
    if (this.#state !== 'idle') return;
    this.#state = 'scheduled';
    this.#cancel = clock.after(tickMs(directory.sessionCount), () => this.#tick());
  }

  #tick(): void {
    const { directory, statusOf, told } = this.#options;
    this.#state = 'telling';
    this.#isDue = false;
    const changes = this.#roster.take((user) => (directory.of(user).length > 0 ? statusOf(user) : undefined));
    for (const user of changes.online) this.#slots.add(user);
    const stale = this.#stale;
    this.#stale = new Set();
    told?.(changes);
    this.#goOn(this.#round(changes, stale), changes);
  }

  #goOn(work: Questions, changes: Changes): void {
    const { clock, soon } = this.#options;
    if (this.#state !== 'telling') return;
    const until = clock.now() + SLICE.ms;
    for (let asked = 0; asked < SLICE.questions && clock.now() <= until; asked += 1) {
      if (work.next().done) return this.#finish(changes);
    }
    soon(() => this.#goOn(work, changes));
  }

  #finish({ offline }: Changes): void {
    for (const user of offline) this.#slots.delete(user);
    this.#state = 'idle';
    if (this.#isDue || this.#unaware.size > 0) this.#schedule();
  }

  *#round(changes: Changes, stale: Stale): Questions {
    const everybody = this.#roster.everybody();
    const again = stale === 'everybody' ? everybody : everybody.filter((user) => stale.has(user));
    const candidates = new Set([...changes.online, ...again]);
    for (const session of this.#options.directory.sessions()) {
      yield;
      if (this.#unaware.has(session)) continue;
      if (session.backlog >= CONGESTED_BYTES) this.#unaware.add(session);
      else if (stale !== 'everybody' && stale.has(session.user))
        yield* this.#update(session, everybody, changes);
      else yield* this.#update(session, candidates, changes);
    }
    for (const session of this.#unaware) yield* this.#introduce(session, everybody);
  }

  *#update(session: Session, candidates: Iterable<UserId>, changes: Changes): Questions {
    const { directory } = this.#options;
    const seen = this.#seenBy.get(session);
    // Its snapshot is still to come.
    if (!seen) return;
    const told: Changes = { online: [], offline: [], turned: [] };
    for (const user of changes.offline) if (this.#forget(seen, user)) told.offline.push(user);
    for (const user of candidates) {
      const sees = directory.maySee(session.user, user);
      yield;
      if (sees && this.#learn(seen, user)) told.online.push(user);
      else if (!sees && this.#forget(seen, user)) told.offline.push(user);
    }
    for (const user of changes.turned) {
      yield;
      if (this.#knows(seen, user)) told.turned.push(user);
    }
    // One that has been welcomed again meanwhile gets a snapshot instead.
    if (isNothing(told) || this.#unaware.has(session)) return;
    session.tell(frameOf(this.#roster.updateOf(told)), 'bulk');
  }

  *#introduce(session: Session, everybody: readonly UserId[]): Questions {
    const { directory } = this.#options;
    if (session.life.name === 'active' && session.backlog >= CONGESTED_BYTES) return;
    // One that is detached or over gets its snapshot with its next welcome.
    this.#unaware.delete(session);
    if (session.life.name !== 'active') return;
    const seen = new BitSet();
    this.#seenBy.set(session, seen);
    const online: UserId[] = [];
    for (const user of everybody) {
      const sees = directory.maySee(session.user, user);
      yield;
      if (sees && this.#learn(seen, user)) online.push(user);
    }
    if (this.#unaware.has(session)) return;
    const lists = this.#roster.listsOf(online);
    session.tell(frameOf({ t: 'presence.snapshot', online, ...lists }), 'bulk');
  }

  /** Whether that is news. */
  #learn(seen: BitSet, user: UserId): boolean {
    const slot = this.#slots.of(user);
    if (slot === undefined || seen.has(slot)) return false;
    seen.add(slot);
    return true;
  }

  #knows(seen: BitSet, user: UserId): boolean {
    const slot = this.#slots.of(user);
    return slot !== undefined && seen.has(slot);
  }

  #forget(seen: BitSet, user: UserId): boolean {
    const slot = this.#slots.of(user);
    if (slot === undefined || !seen.has(slot)) return false;
    seen.delete(slot);
    return true;
  }
}
