// What a call is on the server. Participants are a list: two today, and nothing here counts on it.
import type {
  CallId,
  CallMedia,
  ConnectCause,
  DeviceId,
  EndReason,
  SessionId,
  UserId,
} from '@parley/protocol';
import type { Session } from '../session/session.ts';

/** Whether a seat's session is on a line; if not, since when nothing was heard of it. */
export type SeatLine = { readonly name: 'here' } | { readonly name: 'lost'; readonly since: number };

/** One session that a participant may answer on, or has answered on. `device` is how the others know it. */
export interface Seat {
  readonly session: SessionId;
  readonly device: DeviceId;
  readonly line: SeatLine;
}

export interface RungSeat extends Seat {
  /** Whether the device said that it rings. */
  readonly rings: boolean;
}

/** How far a device's media has come, as it says. */
export type Progress =
  | { readonly name: 'connecting' }
  | { readonly name: 'connected' }
  /** It has given up hope; the call may still prove it wrong. */
  | { readonly name: 'stuck'; readonly cause: ConnectCause };

/** Whether the call is told to devices that have no page open (C24): on its way there, or taken by a push service. */
export type Notice = 'none' | 'sent' | 'taken';

export type Member =
  | {
      readonly state: 'invited';
      readonly user: UserId;
      readonly media: CallMedia;
      readonly seats: readonly RungSeat[];
      /** When the last session that is no longer here was heard. Counts while there is no seat. */
      readonly heardAt: number;
      readonly notice: Notice;
    }
  | {
      readonly state: 'joined';
      readonly user: UserId;
      readonly media: CallMedia;
      readonly seat: Seat;
      readonly progress: Progress;
      /** Whether the device said that a second call may ring on it meanwhile (C31). */
      readonly waits: boolean;
    };
export type Joined = Extract<Member, { state: 'joined' }>;
export type Invited = Extract<Member, { state: 'invited' }>;

interface CallBase {
  readonly id: CallId;
  /** Ids of invites that were taken for this call (C5, C13). */
  readonly aliases: readonly CallId[];
  readonly caller: UserId;
  readonly media: CallMedia;
  readonly members: readonly Member[];
}

/** `until`, `since`: ms of the clock. */
export type LiveCall =
  | (CallBase & { readonly state: 'ringing'; readonly until: number })
  | (CallBase & { readonly state: 'connecting'; readonly until: number })
  | (CallBase & { readonly state: 'active'; readonly since: number });

export type EndedCall = CallBase & {
  readonly state: 'ended';
  readonly reason: EndReason;
  /** Ms for which it was active. */
  readonly duration: number;
  readonly by: UserId | undefined;
};

export type Call = LiveCall | EndedCall;

export const HERE: SeatLine = { name: 'here' };
export const CONNECTING: Progress = { name: 'connecting' };
export const CONNECTED: Progress = { name: 'connected' };

/** That of a session, as it is now. */
export function seatOf({ id, device, life }: Session): Seat {
  const line = life.name === 'detached' ? ({ name: 'lost', since: life.heardAt } as const) : HERE;
  return { session: id, device, line };
}

export function seatsOf(member: Member): readonly Seat[] {
  return member.state === 'joined' ? [member.seat] : member.seats;
}

export function memberOf(call: Call, user: UserId): Member | undefined {
  return call.members.find((member) => member.user === user);
}

/** The participant whom a session speaks for: on any ringing device, and later only on the one that answered. */
export function memberAt(call: Call, session: SessionId): Member | undefined {
  return call.members.find((member) => seatsOf(member).some((seat) => seat.session === session));
}

/** The one seat that signals for a participant, where there is just one (protocol C9). */
export function deviceOf(member: Member): Seat | undefined {
  if (member.state === 'joined') return member.seat;
  const [first, ...others] = member.seats;
  return first?.rings && others.length === 0 ? first : undefined;
}

/** Since when a participant can't be reached, on any device. */
export function lostSince(member: Member): number | undefined {
  // A notification may still bring them.
  if (member.state === 'invited' && member.notice !== 'none') return undefined;
  const heard = member.state === 'invited' ? [member.heardAt] : [];
  for (const { line } of seatsOf(member)) {
    if (line.name === 'here') return undefined;
    heard.push(line.since);
  }
  return Math.max(...heard);
}
