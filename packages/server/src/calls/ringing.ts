// Who may ring whom: a caller's invite, asked about where the operator's code is to decide, and calls that a program starts
// (protocol A3, A4, C5, C20).
import { err, mintCallId, ok, type Result } from '@parley/protocol';
import type { ClientMessageOf, EndReason, ErrorCode, UserId } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { CallStart, StartedCall } from '../realtime-api.ts';
import type { RealtimeHooks } from '../realtime-hooks.ts';
import type { Directory } from '../session/directory.ts';
import type { Session } from '../session/session.ts';
import type { CallsOptions } from './calls.ts';
import type { CallRegister, Entry } from './call-register.ts';
import type { CallRunner } from './call-runner.ts';
import { viewOf } from './call-view.ts';
import { memberOf, seatOf, type Seat } from './call.ts';
import { roomFor, type Room } from './call-waiting.ts';
import type { Notices } from './notices.ts';
import type { Rebuilds } from './rebuilds.ts';
import { end, invite, ring, step, summon, type Invitation } from './step.ts';

export interface RingingOptions {
  clock: Clock;
  directory: Directory;
  hooks: RealtimeHooks;
  refuses: CallsOptions['refuses'];
  register: CallRegister;
  rebuilds: Pick<Rebuilds, 'has'>;
  runner: CallRunner;
  /** Absent where nobody is called who has no page open. */
  notices: Notices | undefined;
}

export class Ringing {
  readonly #clock: Clock;
  readonly #directory: Directory;
  readonly #hooks: RealtimeHooks;
  readonly #refuses: CallsOptions['refuses'];
  readonly #register: CallRegister;
  readonly #rebuilds: Pick<Rebuilds, 'has'>;
  readonly #runner: CallRunner;
  readonly #notices: Notices | undefined;

  constructor({ clock, directory, hooks, refuses, register, rebuilds, runner, notices }: RingingOptions) {
    this.#clock = clock;
    this.#directory = directory;
    this.#hooks = hooks;
    this.#refuses = refuses;
    this.#register = register;
    this.#rebuilds = rebuilds;
    this.#runner = runner;
    this.#notices = notices;
  }

  /** Rings both, and nobody is in it before they accept (C20). */
  start({ from, to, media }: CallStart): Result<StartedCall, ErrorCode> {
    if (from === to) return err('bad-message');
    const both = [from, to];
    const common = this.#register.of(from).find((entry) => this.#register.of(to).includes(entry));
    if (common) return ok({ view: viewOf(common.call), known: true });
    if (both.some((user) => this.#directory.of(user).length === 0)) return err('not-online');
    if (both.some((user) => this.#register.of(user).length > 0 || this.#rebuilds.has(user)))
      return err('already-in-call');
    const [caller, callee] = [this.#ringable(from), this.#ringable(to)];
    if (caller.seats.length === 0 || callee.seats.length === 0) return err('media-unavailable');
    const [call, effects] = summon({ id: mintCallId(), caller, callee, media, now: this.#clock.now() });
    this.#runner.begin(call);
    this.#runner.perform(effects);
    return ok({ view: viewOf(call), known: false });
  }

  /** May it ring? Until that is known, the call is its caller's alone (A4). */
  ask(session: Session, message: ClientMessageOf<'call.invite'>): void {
    const { to, media } = message;
    const [call, effects] = invite(this.#invitation(session, message));
    const entry = this.#register.open(call);
    if (this.#devicesOf(to, session.user).length === 0 && !this.#mayNotify(to, session.user))
      return this.#runner.conclude(entry, end(call, 'unavailable', this.#clock.now()));
    const answer = this.#hooks.mayCall?.({ caller: session.user, callee: to, media }) ?? true;
    if (typeof answer === 'boolean') return this.#decide(entry, to, answer);
    this.#runner.arm(entry);
    this.#runner.perform(effects);
    void answer.then((may) => {
      // Cancelled meanwhile, or joined with the other's call.
      if (this.#register.live(call.id) === entry && this.#register.isOpen(entry))
        this.#decide(entry, to, may);
    });
  }

  #decide(entry: Entry, to: UserId, may: boolean): void {
    const { call } = entry;
    const now = this.#clock.now();
    if (!may) return this.#runner.conclude(entry, end(call, 'blocked', now));
    const callees = this.#devicesOf(to, call.caller);
    const isAway = callees.length === 0;
    if (isAway && !this.#mayNotify(to, call.caller))
      return this.#runner.conclude(entry, end(call, 'unavailable', now));
    const others = this.#register.of(to);
    const crossing = others.find(
      (other) => this.#register.isOpen(other) && memberOf(other.call, call.caller),
    );
    if (crossing) return this.#join(entry, crossing, to);
    if (this.#refuses(to, call.caller)) return this.#miss(entry, to, callees, 'do-not-disturb');
    const room = this.#roomFor(to);
    if (room.name === 'busy')
      return this.#runner.conclude(entry, end(call, 'busy', now, room.talks ? to : undefined));
    if (room.name === 'waiting') return this.#ring(entry, to, [room.seat]);
    if (isAway) return this.#notify(entry, to);
    const able = callees.filter((callee) => callee.canCall);
    if (able.length === 0) return this.#miss(entry, to, callees, 'blocked');
    this.#ring(entry, to, able.map(seatOf));
  }

  /** Its devices hear of it, too: what could not ring was missed. */
  #miss(entry: Entry, to: UserId, callees: readonly Session[], reason: EndReason): void {
    const [missed] = ring(entry.call, to, callees.map(seatOf));
    this.#runner.conclude(entry, end(missed, reason, this.#clock.now()));
  }

  #ring(entry: Entry, to: UserId, seats: readonly Seat[]): void {
    this.#register.involve(entry);
    this.#runner.take(entry, ring(entry.call, to, seats));
    this.#notices?.watch(entry, to);
  }

  /** Who claims a call of before the server's start is in it, as far as anybody knows (C16). */
  #roomFor(user: UserId): Room {
    if (this.#rebuilds.has(user)) return { name: 'busy', talks: true };
    return roomFor(
      user,
      this.#register.of(user).map(({ call }) => call),
    );
  }

  /** They have no page open: a notification is to bring them (C24). */
  #notify(entry: Entry, to: UserId): void {
    this.#register.involve(entry);
    this.#runner.take(entry, ring(entry.call, to, []));
    this.#notices?.send(entry, to);
  }

  /** Never where the caller may not know of them (A3). */
  #mayNotify(callee: UserId, caller: UserId): boolean {
    const isOther = callee !== caller && this.#directory.maySee(caller, callee);
    return isOther && this.#notices?.reaches(callee) === true;
  }

  /** Both call each other, and this call is the first of the two that may ring: the other's invite joins it (C5). */
  #join(entry: Entry, other: Entry, to: UserId): void {
    const joiner = memberOf(other.call, to);
    if (joiner?.state !== 'joined') return;
    this.#register.drop(other);
    this.#register.involve(entry);
    const { seat, media } = joiner;
    const [rung] = ring(entry.call, to, [seat]);
    const base = { name: 'accepted', session: seat.session, media, now: this.#clock.now() } as const;
    this.#runner.take(entry, step(rung, { ...base, alias: other.call.id }));
  }

  /** Devices of the callee, none where the caller may not know of them (A3). */
  #devicesOf(callee: UserId, caller: UserId): readonly Session[] {
    return callee !== caller && this.#directory.maySee(caller, callee) ? this.#directory.of(callee) : [];
  }

  #invitation(session: Session, { call: id, to, media }: ClientMessageOf<'call.invite'>): Invitation {
    const caller = { user: session.user, seat: seatOf(session) };
    return { id, caller, media, callee: { user: to, seats: [] }, now: this.#clock.now() };
  }

  #ringable(user: UserId): Invitation['callee'] {
    const able = this.#directory.of(user).filter(({ canCall }) => canCall);
    return { user, seats: able.map(seatOf) };
  }
}
