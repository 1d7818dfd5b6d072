// The calls that are being put together again after a restart: by id, by who has spoken, each with its time (C16).
import { assertNever } from '@parley/protocol';
import type { CallClaim, CallId, ClientMessageOf, EndReason, UserId } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { Session } from '../session/session.ts';
import type { EndedCall, LiveCall, Seat } from './call.ts';
import {
  beginRebuild,
  claimantOf,
  endRebuild,
  hasAnswered,
  isComplete,
  isRinging,
  joinRebuild,
  missingFrom,
  overBy,
  rebuilt,
  withConnected,
  type Claimant,
  type Rebuild,
} from './rebuild.ts';
import type { CallEffect } from './step.ts';

export interface RebuildsOptions {
  clock: Clock;
  seatOf: (claimant: Claimant) => Seat;
  /** The call stands again, or it is over. */
  settled: (call: LiveCall | EndedCall, effects: readonly CallEffect[]) => void;
}

export type RebuildAct = ClientMessageOf<
  'call.ringing' | 'call.accept' | 'call.decline' | 'call.hangup' | 'call.connected' | 'call.stuck'
>;

interface Entry {
  rebuild: Rebuild;
  readonly cancel: () => void;
}

export class Rebuilds {
  readonly #options: RebuildsOptions;
  readonly #entries = new Map<CallId, Entry>();
  readonly #byUser = new Map<UserId, ReadonlySet<CallId>>();

  constructor(options: RebuildsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Whether the account has said that it is in such a call. */
  has(user: UserId): boolean {
    return this.#byUser.has(user);
  }

  /** In how many of them it is, besides this one. */
  others(user: UserId, id: CallId): number {
    return [...this.#idsOf(user)].filter((other) => other !== id).length;
  }

  /** Takes a participant's word. False where it can't be true. */
  claim(session: Session, id: CallId, claim: CallClaim): boolean {
    const { clock } = this.#options;
    const { user, device } = session;
    const from = { user, device, session: session.id };
    const entry = this.#entries.get(id);
    const rebuild = entry
      ? joinRebuild(entry.rebuild, from, claim)
      : beginRebuild(id, from, claim, clock.now());
    if (!rebuild) return false;
    const over = overBy(from, claim);
    if (over) return this.#endUnanswered(rebuild, over, user);
    this.#byUser.set(user, new Set([...this.#idsOf(user), id]));
    if (entry) entry.rebuild = rebuild;
    else this.#begin(rebuild);
    this.#settleIfComplete(id);
    return true;
  }

  /** What a participant does meanwhile. False where it is about none of these calls. */
  act(session: Session, message: RebuildAct, now: number): boolean {
    const rebuild = this.#of(session, message.call);
    if (!rebuild) return false;
    const by = session.user;
    switch (message.t) {
      case 'call.ringing':
      case 'call.accept':
        // The claim has said as much.
        return true;
      case 'call.stuck':
        // Once the call stands again it has all its time to connect.
        return true;
      case 'call.connected':
        this.#change(withConnected(rebuild, session.id));
        return true;
      case 'call.decline':
        this.#end(rebuild, { reason: 'declined', by, at: now });
        return true;
      case 'call.hangup':
        this.#end(rebuild, {
          reason: message.reason ?? goodbyeOf(rebuild, by),
          by,
          at: now - (message.ago ?? 0),
        });
        return true;
      default:
        return assertNever(message);
    }
  }

  /** The session is over, for good (`lost` is not: its client may come back with another one). */
  ended(session: Session, reason: 'hung-up' | 'displaced'): void {
    const { user: by } = session;
    for (const id of this.#idsOf(by)) {
      const rebuild = this.#of(session, id);
      if (!rebuild) continue;
      const why = reason === 'displaced' ? reason : goodbyeOf(rebuild, by);
      this.#end(rebuild, { reason: why, by, at: this.#options.clock.now() });
    }
  }

  /** The caller invites, not having heard that it rang; the callee has answered, so it stands for the caller's claim. */
  invitedAnew(session: Session, id: CallId): boolean {
    const rebuild = this.#entries.get(id)?.rebuild;
    if (!rebuild || rebuild.claim.caller !== session.user) return false;
    return this.claim(session, id, { ...rebuild.claim, state: 'ringing' });
  }

  close(): void {
    for (const { cancel } of this.#entries.values()) cancel();
    this.#entries.clear();
    this.#byUser.clear();
  }

  #idsOf(user: UserId): ReadonlySet<CallId> {
    return this.#byUser.get(user) ?? new Set();
  }

  #of(session: Session, id: CallId): Rebuild | undefined {
    const rebuild = this.#entries.get(id)?.rebuild;
    return rebuild && claimantOf(rebuild, session.user)?.session === session.id ? rebuild : undefined;
  }

  #begin(rebuild: Rebuild): void {
    const { clock } = this.#options;
    const late = (): void => {
      const entry = this.#entries.get(rebuild.id);
      if (!entry) return;
      const by = missingFrom(entry.rebuild);
      this.#end(entry.rebuild, { reason: 'connection-lost', by, at: clock.now() });
    };
    const cancel = clock.after(rebuild.until - clock.now(), late);
    this.#entries.set(rebuild.id, { rebuild, cancel });
  }

  #change(rebuild: Rebuild): void {
    const entry = this.#entries.get(rebuild.id);
    if (entry) entry.rebuild = rebuild;
  }

  #settleIfComplete(id: CallId): void {
    const rebuild = this.#entries.get(id)?.rebuild;
    if (!rebuild || !isComplete(rebuild)) return;
    this.#forget(rebuild);
    this.#options.settled(...rebuilt(rebuild, this.#options.seatOf, this.#options.clock.now()));
  }

  /** False where another device has answered meanwhile. */
  #endUnanswered(rebuild: Rebuild, reason: 'declined' | 'connection-lost', user: UserId): boolean {
    const others = this.#entries.get(rebuild.id)?.rebuild;
    if (others && hasAnswered(others, user)) return false;
    const by = reason === 'declined' ? user : undefined;
    this.#end(rebuild, { reason, by, at: this.#options.clock.now() });
    return true;
  }

  #end(rebuild: Rebuild, how: { reason: EndReason; by: UserId | undefined; at: number }): void {
    this.#forget(rebuild);
    this.#options.settled(...endRebuild(rebuild, how));
  }

  #forget(rebuild: Rebuild): void {
    this.#entries.get(rebuild.id)?.cancel();
    this.#entries.delete(rebuild.id);
    for (const { user } of rebuild.claimants) {
      const others = [...this.#idsOf(user)].filter((id) => id !== rebuild.id);
      if (others.length > 0) this.#byUser.set(user, new Set(others));
      else this.#byUser.delete(user);
    }
  }
}

/** What a hang-up is called, by how far the call had come and who clicks (C4, C7). */
function goodbyeOf(rebuild: Rebuild, by: UserId): EndReason {
  if (!isRinging(rebuild)) return 'hung-up';
  return rebuild.claim.caller === by ? 'cancelled' : 'declined';
}
