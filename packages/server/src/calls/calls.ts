// Routes the messages about calls: who may say what, to which call, and who is told (protocol C1–C16, C20).
import { assertNever, err, LIMITS, mintCallId, ok, type Result } from '@parley/protocol';
import type {
  CallClaim,
  CallId,
  CallView,
  ClientMessage,
  ClientMessageOf,
  ErrorCode,
  Unsequenced,
  UserId,
} from '@parley/protocol';
import { setAlarm } from '../alarm.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { CallStart, RelayGrants, StartedCall } from '../realtime-api.ts';
import type { RealtimeHooks } from '../realtime-hooks.ts';
import type { Directory } from '../session/directory.ts';
import type { EndCause } from '../session/life.ts';
import type { Session } from '../session/session.ts';
import { tailOf } from '../session/tail.ts';
import { causesOf, endedViewOf, viewOf } from './call-view.ts';
import { endedNewsOf, newsOf } from './call-news.ts';
import { CallRegister, type Entry } from './call-register.ts';
import {
  deviceOf,
  HERE,
  memberAt,
  memberOf,
  type Call,
  type EndedCall,
  type LiveCall,
  type Member,
  type Seat,
} from './call.ts';
import { createInviteLimit, type InviteLimit } from './invite-limit.ts';
import type { Claimant } from './rebuild.ts';
import { Rebuilds } from './rebuilds.ts';
import { RelayLeases } from './relay-leases.ts';
import { dueAt, end, invite, ring, step, summon } from './step.ts';
import type { CallEffect, CallEvent, CallStep, Invitation } from './step.ts';

export type CallMessage = Extract<ClientMessage, { t: `call.${string}` }>;
/** What only a session with a part in the call may do, and what the machine decides. */
type Act = Exclude<CallMessage, { t: 'call.invite' | 'call.signal' | 'call.status' | 'call.rejoin' }>;

export interface CallsOptions {
  clock: Clock;
  log: Log;
  directory: Directory;
  /** Whether devices may signal while the callee rings (DESIGN.md D5). */
  preconnect: boolean;
  relay: RelayGrants | undefined;
  hooks: RealtimeHooks;
}

export class Calls {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #directory: Directory;
  readonly #preconnect: boolean;
  readonly #register: CallRegister;
  readonly #rebuilds: Rebuilds;
  readonly #leases: RelayLeases | undefined;
  readonly #limit: InviteLimit;
  readonly #hooks: RealtimeHooks;

  constructor({ clock, log, directory, preconnect, relay, hooks }: CallsOptions) {
    this.#hooks = hooks;
    this.#clock = clock;
    this.#log = log;
    this.#directory = directory;
    this.#preconnect = preconnect;
    this.#register = new CallRegister(clock);
    this.#rebuilds = new Rebuilds({
      clock,
      seatOf: (claimant) => this.#seatOf(claimant),
      settled: (call, effects) => this.#rebuilt(call, effects),
    });
    this.#leases = relay && new RelayLeases({ clock, directory, preconnect, relay });
    this.#limit = createInviteLimit(clock);
  }

  get live(): number {
    return this.#register.liveCount + this.#rebuilds.size;
  }

  /** Answers the code of a refusal. */
  handle(session: Session, message: CallMessage): ErrorCode | undefined {
    switch (message.t) {
      case 'call.invite':
        return this.#invite(session, message);
      case 'call.signal':
      case 'call.status':
        return this.#relay(session, message);
      case 'call.rejoin':
        return this.#rejoin(session, message);
      default:
        return this.#act(session, message);
    }
  }

  /** Every call that goes on. Not those that are not put together again yet (C16). */
  views(): CallView[] {
    return Array.from(this.#register.all(), ({ call }) => viewOf(call));
  }

  /** A call that goes on, or has ended in the last minutes. */
  view(id: CallId): CallView | undefined {
    const call = this.#register.live(id)?.call ?? this.#register.ended(id);
    return call && viewOf(call);
  }

  /** The call that the account is in, ringing included. */
  callOf(user: UserId): CallId | undefined {
    return this.#register.of(user)?.call.id;
  }

  /** Rings both, and nobody is in it before they accept (C20). */
  start({ from, to, media }: CallStart): Result<StartedCall, ErrorCode> {
    if (from === to) return err('bad-message');
    const both = [from, to];
    const mine = this.#register.of(from);
    if (mine && mine === this.#register.of(to)) return ok({ view: viewOf(mine.call), known: true });
    if (both.some((user) => this.#directory.of(user).length === 0)) return err('not-online');
    if (both.some((user) => this.#register.of(user) ?? this.#rebuilds.has(user)))
      return err('already-in-call');
    const [caller, callee] = [this.#ringable(from), this.#ringable(to)];
    if (caller.seats.length === 0 || callee.seats.length === 0) return err('media-unavailable');
    const [call, effects] = summon({ id: mintCallId(), caller, callee, media, now: this.#clock.now() });
    this.#begin(call);
    this.#perform(effects);
    return ok({ view: viewOf(call), known: false });
  }

  /** Ends the call for all, by nobody. False where there is none that goes on. */
  end(id: CallId): boolean {
    const entry = this.#register.live(id);
    if (entry) this.#conclude(entry, end(entry.call, 'hung-up', this.#clock.now()));
    return entry !== undefined;
  }

  /** The session is on a line, new or again. Answers the calls that its welcome is to name. */
  arrived(session: Session): readonly CallView[] {
    const entry = this.#register.of(session.user);
    const member = entry && memberOf(entry.call, session.user);
    if (!entry || !member || !session.canCall) return [];
    const now = this.#clock.now();
    const { id, user, device } = session;
    if (memberAt(entry.call, id)) this.#apply(entry, { name: 'line-back', session: id, now });
    else if (member.state === 'invited') this.#apply(entry, { name: 'came', user, session: id, device, now });
    // Somebody whose device is lost may go on with the call here; a call on another device is none of this one's.
    else if (member.seat.line.name === 'here') return [];
    return [viewOf(entry.call)];
  }

  lineLost(session: Session, heardAt: number): void {
    const entry = this.#register.of(session.user);
    if (entry)
      this.#apply(entry, { name: 'line-lost', session: session.id, heardAt, now: this.#clock.now() });
  }

  /** Called while the session can still be told. */
  ending(session: Session, cause: EndCause): void {
    const entry = this.#register.of(session.user);
    const now = this.#clock.now();
    const why = causeFor(cause);
    if (entry) this.#apply(entry, { name: 'session-ended', session: session.id, cause: why, now });
    if (why !== 'lost') this.#rebuilds.ended(session, why === 'left' ? 'hung-up' : why);
  }

  close(): void {
    this.#register.close();
    this.#rebuilds.close();
    this.#leases?.close();
    this.#limit.close();
  }

  #invite(session: Session, message: ClientMessageOf<'call.invite'>): ErrorCode | undefined {
    const { call: id } = message;
    const known = this.#register.live(id)?.call ?? this.#register.ended(id);
    if (known) return memberOf(known, session.user) ? this.#show(session, known) : 'id-reused';
    if (!this.#limit.take(session.user)) return 'rate-limited';
    if (this.#rebuilds.invitedAnew(session, id)) return undefined;
    if (this.#rebuilds.has(session.user)) return 'already-in-call';
    const mine = this.#register.of(session.user);
    if (mine) {
      const isIn = this.#cross(mine, session, message) || this.#comeBack(mine, session, message);
      return isIn ? undefined : 'already-in-call';
    }
    this.#ask(session, message);
    return undefined;
  }

  /** May it ring? Until that is known, the call is its caller's alone (A4). */
  #ask(session: Session, message: ClientMessageOf<'call.invite'>): void {
    const { to, media } = message;
    const [call, effects] = invite(this.#invitation(session, message));
    const entry = this.#register.open(call);
    if (this.#devicesOf(to, session.user).length === 0)
      return this.#conclude(entry, end(call, 'unavailable', this.#clock.now()));
    const answer = this.#hooks.mayCall?.({ caller: session.user, callee: to, media }) ?? true;
    if (typeof answer === 'boolean') return this.#decide(entry, to, answer);
    this.#arm(entry);
    this.#perform(effects);
    void answer.then((may) => {
      // Cancelled meanwhile, or joined with the other's call.
      if (this.#register.live(call.id) === entry && this.#register.isOpen(entry))
        this.#decide(entry, to, may);
    });
  }

  #decide(entry: Entry, to: UserId, may: boolean): void {
    const { call } = entry;
    const now = this.#clock.now();
    if (!may) return this.#conclude(entry, end(call, 'blocked', now));
    const callees = this.#devicesOf(to, call.caller);
    if (callees.length === 0) return this.#conclude(entry, end(call, 'unavailable', now));
    const other = this.#register.of(to);
    if (other && this.#register.isOpen(other) && memberOf(other.call, call.caller))
      return this.#join(entry, other, to);
    if (other || this.#rebuilds.has(to)) return this.#conclude(entry, end(call, 'busy', now));
    const able = callees.filter((callee) => callee.canCall);
    if (able.length === 0) {
      // Its devices hear of it, too: what could not ring was missed.
      const [missed] = ring(call, to, callees.map(seatOf));
      return this.#conclude(entry, end(missed, 'blocked', now));
    }
    this.#register.involve(entry);
    this.#take(entry, ring(call, to, able.map(seatOf)));
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
    this.#take(entry, step(rung, { ...base, alias: other.call.id }));
  }

  /** Devices of the callee, none where the caller may not know of them (A3). */
  #devicesOf(callee: UserId, caller: UserId): readonly Session[] {
    return callee !== caller && this.#directory.maySee(caller, callee) ? this.#directory.of(callee) : [];
  }

  /** Both call each other, or it rings at both: the invite joins the call that rings (C5, C20). */
  #cross(entry: Entry, session: Session, message: ClientMessageOf<'call.invite'>): boolean {
    const { call } = entry;
    const isGlare = message.to !== session.user && memberOf(call, message.to) !== undefined;
    if (!isGlare || call.state !== 'ringing' || memberAt(call, session.id)?.state !== 'invited') return false;
    const { media, call: alias } = message;
    this.#apply(entry, { name: 'accepted', session: session.id, media, alias, now: this.#clock.now() });
    return true;
  }

  /** Their device is lost, and from another one they call whom they were talking to: they are back in that call (C13). */
  #comeBack(entry: Entry, session: Session, message: ClientMessageOf<'call.invite'>): boolean {
    const member = memberOf(entry.call, session.user);
    const isLost = member?.state === 'joined' && member.seat.line.name === 'lost';
    if (!isLost || memberOf(entry.call, message.to)?.state !== 'joined') return false;
    const { user, id, device } = session;
    const { media, call: alias } = message;
    this.#apply(entry, { name: 'rejoined', user, session: id, device, media, alias, now: this.#clock.now() });
    return true;
  }

  #invitation(session: Session, { call: id, to, media }: ClientMessageOf<'call.invite'>): Invitation {
    const caller = { user: session.user, seat: seatOf(session) };
    return { id, caller, media, callee: { user: to, seats: [] }, now: this.#clock.now() };
  }

  #ringable(user: UserId): Invitation['callee'] {
    const able = this.#directory.of(user).filter(({ canCall }) => canCall);
    return { user, seats: able.map(seatOf) };
  }

  #act(session: Session, message: Act): ErrorCode | undefined {
    const now = this.#clock.now();
    const entry = this.#register.live(message.call);
    if (entry && memberAt(entry.call, session.id)) {
      this.#apply(entry, eventOf(message, session, now));
      return undefined;
    }
    return this.#rebuilds.act(session, message, now) ? undefined : this.#elsewhere(session, message.call);
  }

  #rejoin(session: Session, { call: id, claim }: ClientMessageOf<'call.rejoin'>): ErrorCode | undefined {
    const entry = this.#register.live(id);
    if (!entry && claim && !this.#register.ended(id)) return this.#claim(session, id, claim);
    if (!entry || memberAt(entry.call, session.id)) return this.#elsewhere(session, id);
    const before = entry.call;
    const { user, id: sessionId, device } = session;
    this.#apply(entry, { name: 'rejoined', user, session: sessionId, device, now: this.#clock.now() });
    return entry.call === before ? this.#elsewhere(session, id) : undefined;
  }

  /** A call from before this server's start: it stands again once all who are in it have said so (C16). */
  #claim(session: Session, id: CallId, claim: CallClaim): ErrorCode | undefined {
    // Each leaves something to be remembered, as an invite does.
    if (!this.#limit.take(session.user)) return 'rate-limited';
    const other = this.#register.of(session.user);
    if (other) {
      // Rung between its hello and this: whoever calls finds them busy, as they would have a moment later.
      if (memberOf(other.call, session.user)?.state !== 'invited') return 'no-such-call';
      this.#conclude(other, end(other.call, 'busy', this.#clock.now()));
    }
    return this.#rebuilds.claim(session, id, claim) ? undefined : 'no-such-call';
  }

  #rebuilt(call: LiveCall | EndedCall, effects: readonly CallEffect[]): void {
    this.#log.debug({ call: call.id, state: call.state }, 'call known again');
    if (call.state === 'ended') this.#register.remember(call.id, call);
    else this.#begin(call);
    this.#perform(effects);
    // That it began was told before the restart.
    if (call.state === 'ended') this.#hooks.callEnded?.(endedNewsOf(call, this.#clock.now()));
  }

  #begin(call: LiveCall): void {
    this.#arm(this.#register.begin(call));
    this.#leases?.supply(call);
  }

  #seatOf({ session: id, device }: Claimant): Seat {
    const session = this.#directory.get(id);
    return session
      ? seatOf(session)
      : { session: id, device, line: { name: 'lost', since: this.#clock.now() } };
  }

  /** The answer to who acts on a call in vain: how it stands for them, if it is a call of theirs. */
  #elsewhere(session: Session, id: CallId): ErrorCode | undefined {
    const call = this.#register.live(id)?.call ?? this.#register.ended(id);
    return call && memberOf(call, session.user) ? this.#show(session, call) : 'no-such-call';
  }

  #show(session: Session, call: Call): undefined {
    const isParty = call.state === 'ended' || memberAt(call, session.id);
    const view = isParty ? viewOf(call) : endedViewOf(call, 'answered-elsewhere');
    session.push(tailOf({ t: 'call.state', view }), 'now', this.#clock.now());
  }

  #relay(session: Session, message: ClientMessageOf<'call.signal' | 'call.status'>): ErrorCode | undefined {
    const entry = this.#register.live(message.call);
    const from = entry && memberAt(entry.call, session.id);
    if (!from || deviceOf(from)?.session !== session.id) return 'no-such-call';
    const others = entry.call.members.filter((member) => member !== from);
    if (message.t === 'call.signal') return this.#signal(entry, session.user, others, message);
    const { call, status } = message;
    for (const other of others) this.#pass(other, { t: 'call.status', call, from: session.user, status });
    return undefined;
  }

  #signal(
    entry: Entry,
    from: UserId,
    others: readonly Member[],
    { call, peer, signal, to }: ClientMessageOf<'call.signal'>,
  ): ErrorCode | undefined {
    const other = others.find((member) => member.user === to);
    if (!other || !deviceOf(other)) return 'no-such-call';
    // The addresses in a description are not to be had before the answer where the operator says so.
    if (entry.call.state === 'ringing' && !this.#preconnect) return 'no-such-call';
    if (signal.kind === 'candidate' && !countCandidate(entry, from)) return undefined;
    this.#pass(other, { t: 'call.signal', call, from, peer, signal });
    return undefined;
  }

  #pass(to: Member, message: Unsequenced): void {
    const seat = deviceOf(to);
    if (seat) this.#directory.get(seat.session)?.push(tailOf(message), 'now', this.#clock.now());
  }

  #apply(entry: Entry, event: CallEvent): void {
    this.#take(entry, step(entry.call, event));
  }

  #take(entry: Entry, [call, effects]: CallStep): void {
    if (call.state === 'ended') return this.#conclude(entry, [call, effects]);
    const begins = call.state === 'active' && entry.call.state !== 'active';
    this.#register.update(entry, call);
    this.#arm(entry);
    this.#leases?.supply(call);
    this.#perform(effects);
    if (begins) this.#hooks.callStarted?.(newsOf(call, this.#clock.now()));
  }

  #conclude(entry: Entry, [call, effects]: readonly [EndedCall, readonly CallEffect[]]): void {
    entry.alarm?.cancel();
    this.#register.end(entry, call);
    this.#leases?.end(call.id);
    this.#log.debug({ call: call.id, reason: call.reason, duration: call.duration }, 'call ended');
    // Setting up a relay, or seeing to the one there is, is the operator's.
    const causes = causesOf(call).map(({ cause }) => cause);
    if (call.reason === 'media-failed')
      this.#log.info({ call: call.id, causes: causes.join(' ') }, 'a call could not connect');
    this.#perform(effects);
    this.#hooks.callEnded?.(endedNewsOf(call, this.#clock.now()));
  }

  #arm(entry: Entry): void {
    const clock = this.#clock;
    const due = (): void => this.#apply(entry, { name: 'time', now: clock.now() });
    setAlarm(entry, { clock, at: dueAt(entry.call), due });
  }

  #perform(effects: readonly CallEffect[]): undefined {
    const now = this.#clock.now();
    for (const { sessions, view } of effects) {
      const tail = tailOf({ t: 'call.state', view });
      for (const session of sessions) this.#directory.get(session)?.push(tail, 'now', now);
    }
  }
}

function eventOf(message: Act, { id: session }: Session, now: number): CallEvent {
  switch (message.t) {
    case 'call.ringing':
      return { name: 'rings', session, now };
    case 'call.accept':
      return { name: 'accepted', session, media: message.media, now };
    case 'call.decline':
      return { name: 'declined', session, now };
    case 'call.hangup':
      return {
        name: 'hung-up',
        session,
        lineIsDead: message.reason !== undefined,
        ago: message.ago ?? 0,
        now,
      };
    case 'call.connected':
      return { name: 'connected', session, now };
    case 'call.stuck':
      return { name: 'stuck', session, cause: message.cause, now };
    default:
      return assertNever(message);
  }
}

function seatOf({ id, device, life }: Session): Seat {
  const line = life.name === 'detached' ? ({ name: 'lost', since: life.heardAt } as const) : HERE;
  return { session: id, device, line };
}

/** Counts a candidate, or answers false where the participant has had theirs (C8). */
function countCandidate(entry: Entry, user: UserId): boolean {
  const count = entry.candidates.get(user) ?? 0;
  if (count >= LIMITS.candidatesPerCall) return false;
  entry.candidates.set(user, count + 1);
  return true;
}

function causeFor(cause: EndCause): 'left' | 'displaced' | 'lost' {
  switch (cause) {
    case 'left':
    case 'signed-out':
    case 'misbehaved':
      return 'left';
    case 'displaced':
      return 'displaced';
    case 'superseded':
    case 'lost':
      return 'lost';
    default:
      return assertNever(cause);
  }
}
