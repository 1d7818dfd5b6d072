// Routes the messages about calls: who may say what, to which call, and who is told (protocol C1–C16, C20).
import { assertNever, LIMITS, type Result } from '@parley/protocol';
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
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { CallNotices, CallStart, RelayGrants, StartedCall } from '../realtime-api.ts';
import type { RealtimeHooks } from '../realtime-hooks.ts';
import type { Directory } from '../session/directory.ts';
import type { EndCause } from '../session/life.ts';
import type { Session } from '../session/session.ts';
import { tailOf } from '../session/tail.ts';
import { endedViewOf, viewOf } from './call-view.ts';
import { endedNewsOf } from './call-news.ts';
import { CALLS_AT_ONCE, talksElsewhere } from './call-waiting.ts';
import { CallRegister, type Entry } from './call-register.ts';
import { CallRunner } from './call-runner.ts';
import {
  deviceOf,
  memberAt,
  memberOf,
  seatOf,
  type Call,
  type EndedCall,
  type LiveCall,
  type Member,
  type Seat,
} from './call.ts';
import { createInviteLimit, type InviteLimit } from './invite-limit.ts';
import { Notices } from './notices.ts';
import type { Claimant } from './rebuild.ts';
import { Rebuilds } from './rebuilds.ts';
import { RelayLeases } from './relay-leases.ts';
import { Ringing } from './ringing.ts';
import { end, type CallEffect, type CallEvent } from './step.ts';

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
  /** Whether the callee does not want to be disturbed by this call (C40). */
  refuses: (callee: UserId, caller: UserId) => boolean;
  notices?: CallNotices | undefined;
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
  readonly #runner: CallRunner;
  readonly #ringing: Ringing;
  readonly #notices: Notices | undefined;

  constructor({ clock, log, directory, preconnect, relay, hooks, refuses, notices }: CallsOptions) {
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
    const [register, rebuilds, leases] = [this.#register, this.#rebuilds, this.#leases];
    const changed = (call: Call): void => this.#notices?.settle(call);
    const runner = new CallRunner({ clock, log, directory, hooks, register, leases, changed });
    this.#runner = runner;
    const apply = (entry: Entry, event: CallEvent): void => runner.apply(entry, event);
    this.#notices = notices && new Notices({ clock, directory, register, notices, apply });
    const means = { clock, directory, hooks, register, rebuilds, runner, refuses };
    this.#ringing = new Ringing({ ...means, notices: this.#notices });
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

  /** The call that the account is in, ringing included: of two, the first. */
  callOf(user: UserId): CallId | undefined {
    return this.#register.of(user)[0]?.call.id;
  }

  /** Rings both, and nobody is in it before they accept (C20). */
  start(wish: CallStart): Result<StartedCall, ErrorCode> {
    return this.#ringing.start(wish);
  }

  /** Ends the call for all, by nobody. False where there is none that goes on. */
  end(id: CallId): boolean {
    const entry = this.#register.live(id);
    if (entry) this.#runner.conclude(entry, end(entry.call, 'hung-up', this.#clock.now()));
    return entry !== undefined;
  }

  /** Without a page, from a notification (C24). False where it does not ring for them. */
  decline(id: CallId, user: UserId, signIn: string): boolean {
    const entry = this.#register.live(id);
    if (!entry || memberOf(entry.call, user)?.state !== 'invited') return false;
    this.#notices?.isAware(entry.call.id, signIn);
    this.#runner.apply(entry, { name: 'waved-off', user, now: this.#clock.now() });
    return true;
  }

  /** The session is on a line, new or again. Answers the calls that its welcome is to name. */
  arrived(session: Session): readonly CallView[] {
    if (!session.canCall) return [];
    return this.#register.of(session.user).flatMap((entry) => this.#arrivedIn(entry, session));
  }

  #arrivedIn(entry: Entry, { id, user, device }: Session): readonly CallView[] {
    const member = memberOf(entry.call, user);
    if (!member) return [];
    const now = this.#clock.now();
    if (memberAt(entry.call, id)) {
      this.#runner.apply(entry, { name: 'line-back', session: id, now });
    } else if (member.state === 'invited') {
      const others = this.#register.of(user).filter((other) => other !== entry);
      if (talksElsewhere(user, callsOf(others))) return [];
      this.#runner.apply(entry, { name: 'came', user, session: id, device, now });
    } else if (member.seat.line.name === 'here') {
      // Somebody whose device is lost may go on with the call here; a call on another device is none of this one's.
      return [];
    }
    return [viewOf(entry.call)];
  }

  lineLost({ user, id: session }: Session, heardAt: number): void {
    const now = this.#clock.now();
    for (const entry of this.#register.of(user))
      this.#runner.apply(entry, { name: 'line-lost', session, heardAt, now });
  }

  /** Called while the session can still be told. */
  ending(session: Session, cause: EndCause): void {
    const now = this.#clock.now();
    const why = causeFor(cause);
    for (const entry of this.#register.of(session.user))
      this.#runner.apply(entry, { name: 'session-ended', session: session.id, cause: why, now });
    if (why !== 'lost') this.#rebuilds.ended(session, why === 'left' ? 'hung-up' : why);
  }

  close(): void {
    this.#register.close();
    this.#rebuilds.close();
    this.#leases?.close();
    this.#notices?.close();
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
    if (mine.length > 0) {
      const isIn = mine.some(
        (entry) => this.#cross(entry, session, message) || this.#comeBack(entry, session, message),
      );
      return isIn ? undefined : 'already-in-call';
    }
    this.#ringing.ask(session, message);
    return undefined;
  }

  /** Both call each other, or it rings at both: the invite joins the call that rings (C5, C20). */
  #cross(entry: Entry, session: Session, message: ClientMessageOf<'call.invite'>): boolean {
    const { call } = entry;
    const isGlare = message.to !== session.user && memberOf(call, message.to) !== undefined;
    if (!isGlare || call.state !== 'ringing' || memberAt(call, session.id)?.state !== 'invited') return false;
    const { media, call: alias } = message;
    this.#runner.apply(entry, {
      name: 'accepted',
      session: session.id,
      media,
      alias,
      now: this.#clock.now(),
    });
    return true;
  }

  /** Their device is lost, and from another one they call whom they were talking to: they are back in that call (C13). */
  #comeBack(entry: Entry, session: Session, message: ClientMessageOf<'call.invite'>): boolean {
    const member = memberOf(entry.call, session.user);
    const isLost = member?.state === 'joined' && member.seat.line.name === 'lost';
    if (!isLost || memberOf(entry.call, message.to)?.state !== 'joined') return false;
    const { user, id, device } = session;
    const { media, call: alias } = message;
    this.#runner.apply(entry, {
      name: 'rejoined',
      user,
      session: id,
      device,
      media,
      alias,
      now: this.#clock.now(),
    });
    return true;
  }

  #act(session: Session, message: Act): ErrorCode | undefined {
    const now = this.#clock.now();
    const entry = this.#register.live(message.call);
    if (entry && memberAt(entry.call, session.id)) {
      this.#runner.apply(entry, eventOf(message, session, now));
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
    this.#runner.apply(entry, { name: 'rejoined', user, session: sessionId, device, now: this.#clock.now() });
    return entry.call === before ? this.#elsewhere(session, id) : undefined;
  }

  /** A call from before this server's start: it stands again once all who are in it have said so (C16). */
  #claim(session: Session, id: CallId, claim: CallClaim): ErrorCode | undefined {
    // Each leaves something to be remembered, as an invite does.
    if (!this.#limit.take(session.user)) return 'rate-limited';
    const { user } = session;
    for (const other of this.#register.of(user)) {
      // Rung between its hello and this: whoever calls finds them busy, as they would have a moment later.
      if (memberOf(other.call, user)?.state === 'invited')
        this.#runner.conclude(other, end(other.call, 'busy', this.#clock.now(), user));
    }
    const others = this.#register.of(user);
    const isDialling = others.some(({ call }) => call.state === 'ringing');
    if (isDialling || others.length + this.#rebuilds.others(user, id) >= CALLS_AT_ONCE) return 'no-such-call';
    return this.#rebuilds.claim(session, id, claim) ? undefined : 'no-such-call';
  }

  #rebuilt(call: LiveCall | EndedCall, effects: readonly CallEffect[]): void {
    this.#log.debug({ call: call.id, state: call.state }, 'call known again');
    if (call.state === 'ended') this.#register.remember(call.id, call);
    else this.#runner.begin(call);
    this.#runner.perform(effects);
    // That it began was told before the restart.
    if (call.state === 'ended') this.#hooks.callEnded?.(endedNewsOf(call, this.#clock.now()));
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
    const { call } = message;
    const { waits = false, ...status } = message.status;
    this.#runner.apply(entry, { name: 'waits', session: session.id, waits, now: this.#clock.now() });
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
}

function callsOf(entries: readonly Entry[]): readonly LiveCall[] {
  return entries.map(({ call }) => call);
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
