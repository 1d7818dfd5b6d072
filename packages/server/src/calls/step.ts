// The call machine: ringing → connecting → active → ended. Pure: time and ids come with the events (protocol C1–C15, C20).
import { assertNever, TIMES } from '@parley/protocol';
import type {
  CallId,
  CallMedia,
  CallView,
  ConnectCause,
  DeviceId,
  EndReason,
  SessionId,
  UserId,
} from '@parley/protocol';
import { endedViewOf, viewOf } from './call-view.ts';
import { CONNECTED, CONNECTING, HERE, lostSince, memberAt, memberOf, seatsOf } from './call.ts';
import type { Call, EndedCall, Invited, Joined, LiveCall, Member, RungSeat, Seat } from './call.ts';

export type CallEvent = { readonly now: number } & (
  | { readonly name: 'rings'; readonly session: SessionId }
  /** By `call.accept`, or by an invite that crosses this call's own, under its id (C5). */
  | {
      readonly name: 'accepted';
      readonly session: SessionId;
      readonly media: CallMedia;
      readonly alias?: CallId;
    }
  | { readonly name: 'declined'; readonly session: SessionId }
  /** From a notification, on a device that has no page open (C24). */
  | { readonly name: 'waved-off'; readonly user: UserId }
  /** What became of telling devices that have no page open (C24). */
  | { readonly name: 'notice'; readonly user: UserId; readonly is: 'sent' | 'taken' | 'refused' }
  /** `lineIsDead`: the device gave up on a peer that it no longer heard. `ago`: ms since it did so, or the click. */
  | {
      readonly name: 'hung-up';
      readonly session: SessionId;
      readonly lineIsDead: boolean;
      readonly ago?: number;
    }
  | { readonly name: 'connected'; readonly session: SessionId }
  | { readonly name: 'stuck'; readonly session: SessionId; readonly cause: ConnectCause }
  | { readonly name: 'waits'; readonly session: SessionId; readonly waits: boolean }
  /** A session of an invited participant has come: it rings there, too. */
  | { readonly name: 'came'; readonly user: UserId; readonly session: SessionId; readonly device: DeviceId }
  /** `media`: what they bring now, where that is said anew, by an invite under this `alias`. */
  | {
      readonly name: 'rejoined';
      readonly user: UserId;
      readonly session: SessionId;
      readonly device: DeviceId;
      readonly media?: CallMedia;
      readonly alias?: CallId;
    }
  | { readonly name: 'line-lost'; readonly session: SessionId; readonly heardAt: number }
  | { readonly name: 'line-back'; readonly session: SessionId }
  /** `lost`: nobody wanted it, so the participant is still waited for. */
  | {
      readonly name: 'session-ended';
      readonly session: SessionId;
      readonly cause: 'left' | 'displaced' | 'lost';
    }
  | { readonly name: 'time' }
);

export interface CallEffect {
  readonly do: 'tell';
  readonly sessions: readonly SessionId[];
  readonly view: CallView;
}

export type CallStep = readonly [Call, readonly CallEffect[]];

export interface Invitation {
  readonly id: CallId;
  readonly caller: { readonly user: UserId; readonly seat: Seat };
  readonly media: CallMedia;
  /** Whom to ring, on which sessions; on none as long as it may not ring yet (`ring`). */
  readonly callee: { readonly user: UserId; readonly seats: readonly Seat[] };
  readonly now: number;
}

export function invite({
  id,
  caller,
  media,
  callee,
  now,
}: Invitation): readonly [LiveCall, readonly CallEffect[]] {
  const { user, seat } = caller;
  const joined: Joined = { state: 'joined', user, media, seat, progress: CONNECTING, waits: false };
  const members = [joined, invitedTo(media, callee, now)];
  const until = now + TIMES.ring;
  const call: LiveCall = { id, aliases: [], caller: user, media, members, state: 'ringing', until };
  return [call, [tellAll(call)]];
}

/** Rings on these sessions of somebody who was invited on none. */
export function ring(
  call: LiveCall,
  user: UserId,
  seats: readonly Seat[],
): readonly [LiveCall, readonly CallEffect[]] {
  const member = memberOf(call, user);
  if (member?.state !== 'invited' || member.seats.length > 0) return [call, []];
  const next = withMember(call, { ...member, seats: silent(seats) });
  return [next, [tellAll(next)]];
}

function silent(seats: readonly Seat[]): RungSeat[] {
  return seats.map((seat) => ({ ...seat, rings: false }));
}

/** Whom a call of the server's making rings, on which sessions. */
export interface Summons extends Pick<Invitation, 'id' | 'media' | 'callee' | 'now'> {
  /** Who counts as the caller (C9), and is asked like the other one. */
  readonly caller: Invitation['callee'];
}

/** A call that nobody has dialled: nobody is in it before their own accept (C20). */
export function summon({
  id,
  caller,
  media,
  callee,
  now,
}: Summons): readonly [LiveCall, readonly CallEffect[]] {
  const members = [caller, callee].map((one) => invitedTo(media, one, now));
  const until = now + TIMES.ring;
  const call: LiveCall = { id, aliases: [], caller: caller.user, media, members, state: 'ringing', until };
  return [call, [tellAll(call)]];
}

function invitedTo(media: CallMedia, { user, seats }: Invitation['callee'], now: number): Invited {
  // Nobody who is not rung has been lost.
  const heardAt = seats.length === 0 ? now : 0;
  return { state: 'invited', user, media, seats: silent(seats), heardAt, notice: 'none' };
}

/** When the call next has something to do by itself. Send `time` then. */
export function dueAt(call: Call): number {
  if (call.state === 'ended') return Infinity;
  const losses = call.members.map((member) => (lostSince(member) ?? Infinity) + TIMES.callLost);
  return Math.min(call.state === 'active' ? Infinity : call.until, ...losses);
}

/** Ends the call for all, and tells all. */
export function end(
  call: LiveCall,
  reason: EndReason,
  now: number,
  by?: UserId,
): readonly [EndedCall, readonly CallEffect[]] {
  const { id, aliases, caller, media, members } = call;
  const duration = call.state === 'active' ? Math.max(0, now - call.since) : 0;
  const ended: EndedCall = { id, aliases, caller, media, members, state: 'ended', reason, duration, by };
  return [ended, [tellAll(ended)]];
}

export function step(call: Call, event: CallEvent): CallStep {
  if (call.state === 'ended') return [call, []];
  switch (event.name) {
    case 'rings':
      return rings(call, event.session);
    case 'accepted':
      return accepted(call, event);
    case 'declined':
      return left(call, memberAt(call, event.session), 'hung-up', event.now);
    case 'waved-off':
      return wavedOff(call, event);
    case 'notice':
      return noticed(call, event);
    case 'hung-up':
      return hungUp(call, event);
    case 'connected':
      return connected(call, event);
    case 'stuck':
      return stuck(call, event);
    case 'waits':
      return [waits(call, event), []];
    case 'came':
      return came(call, event);
    case 'rejoined':
      return rejoined(call, event);
    case 'line-lost':
      return [
        withSeat(call, event.session, (seat) => ({ ...seat, line: { name: 'lost', since: event.heardAt } })),
        [],
      ];
    case 'line-back':
      return [withSeat(call, event.session, (seat) => ({ ...seat, line: HERE })), []];
    case 'session-ended':
      return sessionEnded(call, event);
    case 'time':
      return timePassed(call, event.now);
    default:
      return assertNever(event);
  }
}

function hungUp(call: LiveCall, event: Extract<CallEvent, { name: 'hung-up' }>): CallStep {
  const reason = event.lineIsDead && call.state !== 'ringing' ? 'connection-lost' : 'hung-up';
  return left(call, memberAt(call, event.session), reason, event.now - (event.ago ?? 0));
}

function rings(call: LiveCall, session: SessionId): CallStep {
  const member = memberAt(call, session);
  if (member?.state !== 'invited') return [call, []];
  if (member.seats.some((seat) => seat.session === session && seat.rings)) return [call, []];
  const seats = member.seats.map((seat) => (seat.session === session ? { ...seat, rings: true } : seat));
  return announced(withMember(call, { ...member, seats }));
}

function wavedOff(call: LiveCall, { user, now }: Extract<CallEvent, { name: 'waved-off' }>): CallStep {
  const member = memberOf(call, user);
  return member?.state === 'invited' ? left(call, member, 'hung-up', now) : [call, []];
}

function noticed(call: LiveCall, { user, is, now }: Extract<CallEvent, { name: 'notice' }>): CallStep {
  const member = memberOf(call, user);
  if (member?.state !== 'invited') return [call, []];
  switch (is) {
    case 'sent':
      return [withMember(call, { ...member, notice: 'sent' }), []];
    case 'taken':
      return announced(withMember(call, { ...member, notice: 'taken' }));
    case 'refused':
      // Nobody can be told, so nobody is kept waiting.
      if (member.seats.length === 0) return end(call, 'unavailable', now);
      return [withMember(call, { ...member, notice: 'none' }), []];
    default:
      return assertNever(is);
  }
}

function accepted(call: LiveCall, event: Extract<CallEvent, { name: 'accepted' }>): CallStep {
  const member = memberAt(call, event.session);
  if (member?.state !== 'invited') return [call, []];
  const seat = member.seats.find(({ session }) => session === event.session);
  if (!seat) return [call, []];
  const { session, device, line } = seat;
  const joined: Joined = {
    state: 'joined',
    user: member.user,
    media: event.media,
    seat: { session, device, line },
    progress: CONNECTING,
    waits: false,
  };
  const next = withAlias(withMember(call, joined), event.alias);
  // Of a call that nobody has dialled, the first one waits for the second (C20).
  const isTwo = next.members.filter((one) => one.state === 'joined').length > 1;
  const live: LiveCall =
    next.state === 'ringing' && isTwo
      ? { ...next, state: 'connecting', until: event.now + TIMES.connect }
      : next;
  const others = member.seats.filter((other) => other !== seat);
  return [live, [...dismissed(live, others, 'answered-elsewhere'), tellAll(live)]];
}

function connected(call: LiveCall, { session, now }: Extract<CallEvent, { name: 'connected' }>): CallStep {
  const member = memberAt(call, session);
  if (member?.state !== 'joined' || isConnected(member)) return [call, []];
  const next = withMember(call, { ...member, progress: CONNECTED });
  const joined = next.members.filter((other) => other.state === 'joined');
  if (next.state !== 'connecting' || !joined.every(isConnected)) return [next, []];
  const { id, aliases, caller, media, members } = next;
  return announced({ id, aliases, caller, media, members, state: 'active', since: now });
}

/** Once nobody tries any longer, nobody is kept waiting either (C19). */
function stuck(call: LiveCall, { session, cause, now }: Extract<CallEvent, { name: 'stuck' }>): CallStep {
  const member = memberAt(call, session);
  if (call.state !== 'connecting' || member?.state !== 'joined' || isConnected(member)) return [call, []];
  const next: LiveCall = withMember(call, { ...member, progress: { name: 'stuck', cause } });
  const tries = next.members.some((one) => one.state === 'joined' && one.progress.name === 'connecting');
  return tries ? [next, []] : end(next, 'media-failed', now);
}

function waits(call: LiveCall, { session, waits }: Extract<CallEvent, { name: 'waits' }>): LiveCall {
  const member = memberAt(call, session);
  return member?.state === 'joined' && member.waits !== waits ? withMember(call, { ...member, waits }) : call;
}

function isConnected(member: Member): boolean {
  return member.state === 'joined' && member.progress.name === 'connected';
}

function came(call: LiveCall, { user, session, device }: Extract<CallEvent, { name: 'came' }>): CallStep {
  const member = memberOf(call, user);
  if (member?.state !== 'invited' || memberAt(call, session)) return [call, []];
  const seats = [...member.seats, { session, device, line: HERE, rings: false }];
  const next = withMember(call, { ...member, seats });
  // The one that came reads it in its welcome.
  return [next, [tellAll(next, session)]];
}

function rejoined(call: LiveCall, event: Extract<CallEvent, { name: 'rejoined' }>): CallStep {
  const { user, session, device } = event;
  const member = memberOf(call, user);
  if (member?.state !== 'joined' || memberAt(call, session)) return [call, []];
  if (member.seat.line.name === 'here') return [call, []];
  // The same page with another session still has its media connection; another device has none yet.
  const progress = member.seat.device === device ? member.progress : CONNECTING;
  const media = event.media ?? member.media;
  // Whether this one can have a second call waiting, it says itself.
  const back: Joined = { ...member, media, seat: { session, device, line: HERE }, progress, waits: false };
  const next = withAlias(withMember(call, back), event.alias);
  return [next, [...dismissed(next, [member.seat], 'answered-elsewhere'), tellAll(next)]];
}

function sessionEnded(call: LiveCall, event: Extract<CallEvent, { name: 'session-ended' }>): CallStep {
  const { session, cause, now } = event;
  const member = memberAt(call, session);
  if (!member) return [call, []];
  if (cause === 'displaced') return left(call, member, 'displaced', now);
  if (member.state === 'joined') {
    if (cause === 'left') return left(call, member, 'hung-up', now);
    if (member.seat.line.name === 'lost') return [call, []];
    return [withSeat(call, session, (seat) => ({ ...seat, line: { name: 'lost', since: now } })), []];
  }
  const seats = member.seats.filter((seat) => seat.session !== session);
  if (seats.length === 0 && cause === 'left') return left(call, member, 'hung-up', now);
  const heardAt = seats.length === 0 ? (lostSince(member) ?? now) : member.heardAt;
  return announced(withMember(call, { ...member, seats, heardAt }));
}

function timePassed(call: LiveCall, now: number): CallStep {
  if (now < dueAt(call)) return [call, []];
  const lost = call.members.find((member) => (lostSince(member) ?? Infinity) + TIMES.callLost <= now);
  if (lost) return left(call, lost, 'connection-lost', now);
  return end(call, call.state === 'ringing' ? 'no-answer' : 'media-failed', now);
}

/** A participant goes. The call goes on only where two others are left, which takes a call of three. */
function left(call: LiveCall, member: Member | undefined, reason: EndReason, now: number): CallStep {
  if (!member) return [call, []];
  const why = reason === 'hung-up' ? hangUpReason(call, member) : reason;
  const members = call.members.filter((other) => other !== member);
  const ends = members.length < 2 || (call.state === 'ringing' && member.user === call.caller);
  if (ends) return end(call, why, now, member.user);
  const next: LiveCall = { ...call, members };
  return [next, [...dismissed(call, seatsOf(member), why), tellAll(next)]];
}

/** What the same click is called, by who clicks when (C4, C7, C11). */
function hangUpReason(call: LiveCall, member: Member): EndReason {
  if (member.state === 'invited') return 'declined';
  return call.state === 'ringing' ? 'cancelled' : 'hung-up';
}

function withMember(call: LiveCall, member: Member): LiveCall {
  const members = call.members.map((other) => (other.user === member.user ? member : other));
  return { ...call, members };
}

function withAlias(call: LiveCall, alias: CallId | undefined): LiveCall {
  return alias === undefined ? call : { ...call, aliases: [...call.aliases, alias] };
}

function withSeat(call: LiveCall, session: SessionId, change: <S extends Seat>(seat: S) => S): LiveCall {
  const member = memberAt(call, session);
  if (!member) return call;
  if (member.state === 'joined') return withMember(call, { ...member, seat: change(member.seat) });
  const seats = member.seats.map((seat) => (seat.session === session ? change(seat) : seat));
  return withMember(call, { ...member, seats });
}

function announced(call: LiveCall): CallStep {
  return [call, [tellAll(call)]];
}

function tellAll(call: Call, but?: SessionId): CallEffect {
  const sessions = call.members.flatMap(seatsOf).map((seat) => seat.session);
  return { do: 'tell', sessions: sessions.filter((session) => session !== but), view: viewOf(call) };
}

function dismissed(call: Call, seats: readonly Seat[], reason: EndReason): CallEffect[] {
  if (seats.length === 0) return [];
  return [{ do: 'tell', sessions: seats.map((seat) => seat.session), view: endedViewOf(call, reason) }];
}
