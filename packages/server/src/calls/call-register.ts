// Which calls there are: by id, by participant, and for a while after their end.
import type { CallId, UserId } from '@parley/protocol';
import type { Alarm } from '../alarm.ts';
import type { Clock } from '../clock.ts';
import { ExpiryQueue } from '../expiry-queue.ts';
import type { EndedCall, LiveCall, Member } from './call.ts';

/** How long the view of an ended call is remembered (protocol C14). */
const REMEMBERED_MS = 300_000;

/** A live call with what the server keeps beside the machine's state. */
export interface Entry {
  call: LiveCall;
  /** Candidates relayed for each participant. */
  readonly candidates: Map<UserId, number>;
  alarm: Alarm | undefined;
}

export class CallRegister {
  readonly #live = new Map<CallId, Entry>();
  readonly #byUser = new Map<UserId, readonly Entry[]>();
  readonly #ended = new Map<CallId, EndedCall>();
  readonly #forgetting: ExpiryQueue<CallId>;
  #count = 0;

  constructor(clock: Clock) {
    this.#forgetting = new ExpiryQueue({ clock, ms: REMEMBERED_MS, onDue: (id) => this.#ended.delete(id) });
  }

  get liveCount(): number {
    return this.#count;
  }

  /** Each live call once, whatever its aliases. */
  all(): Iterable<Entry> {
    return new Set(this.#live.values());
  }

  live(id: CallId): Entry | undefined {
    return this.#live.get(id);
  }

  /** The live calls that the user is in, ringing included, the oldest first. Never more than two (C31). */
  of(user: UserId): readonly Entry[] {
    return this.#byUser.get(user) ?? [];
  }

  ended(id: CallId): EndedCall | undefined {
    return this.#ended.get(id);
  }

  begin(call: LiveCall): Entry {
    const entry = this.open(call);
    this.involve(entry);
    return entry;
  }

  /** The call is its caller's alone until `involve`: those whom it may not ring yet are as free as before. */
  open(call: LiveCall): Entry {
    const entry: Entry = { call, candidates: new Map(), alarm: undefined };
    this.#live.set(call.id, entry);
    this.#add(call.caller, entry);
    this.#count += 1;
    return entry;
  }

  involve(entry: Entry): void {
    for (const { user } of entry.call.members) this.#add(user, entry);
  }

  /** Whether the call is its caller's alone. */
  isOpen(entry: Entry): boolean {
    return entry.call.members.some(({ user }) => !this.of(user).includes(entry));
  }

  /** As if it had never been: another call takes its place. */
  drop(entry: Entry): void {
    entry.alarm?.cancel();
    this.#release(entry, entry.call.members);
    this.#live.delete(entry.call.id);
    this.#count -= 1;
  }

  /** Takes the machine's next state: it is known by its aliases, too, and a participant who has left is free for other calls. */
  update(entry: Entry, call: LiveCall): void {
    const left = entry.call.members.filter(
      ({ user }) => !call.members.some((member) => member.user === user),
    );
    this.#release(entry, left);
    for (const id of call.aliases) this.#live.set(id, entry);
    entry.call = call;
  }

  end(entry: Entry, call: EndedCall): void {
    this.#release(entry, entry.call.members);
    for (const id of [call.id, ...call.aliases]) {
      this.#live.delete(id);
      this.remember(id, call);
    }
    this.#count -= 1;
  }

  /** For a call that ended before it began, too. */
  remember(id: CallId, call: EndedCall): void {
    this.#ended.set(id, call);
    this.#forgetting.add(id);
  }

  #add(user: UserId, entry: Entry): void {
    const entries = this.of(user);
    if (!entries.includes(entry)) this.#byUser.set(user, [...entries, entry]);
  }

  #release(entry: Entry, members: readonly Member[]): void {
    for (const { user } of members) {
      const others = this.of(user).filter((other) => other !== entry);
      if (others.length > 0) this.#byUser.set(user, others);
      else this.#byUser.delete(user);
    }
  }

  close(): void {
    for (const entry of this.#live.values()) entry.alarm?.cancel();
    this.#forgetting.close();
    this.#live.clear();
    this.#byUser.clear();
    this.#ended.clear();
    this.#count = 0;
  }
}
