// A call that this server does not know, put together from what its participants say of it (protocol C16). Pure.
import { TIMES } from '@parley/protocol';
import type { CallClaim, CallId, CallMedia, DeviceId, EndReason, SessionId, UserId } from '@parley/protocol';
import { viewOf } from './call-view.ts';
import { CONNECTED, CONNECTING } from './call.ts';
import type { EndedCall, Invited, Joined, LiveCall, Seat } from './call.ts';
import { end, type CallEffect } from './step.ts';

export interface Speaker {
  readonly user: UserId;
  readonly session: SessionId;
  readonly device: DeviceId;
}

/** One participant's word. */
export interface Claimant extends Speaker {
  readonly claim: CallClaim;
  /** What they bring. */
  readonly media: CallMedia;
  /** Whether the device said that its media is connected. */
  readonly connected: boolean;
}

export interface Rebuild {
  readonly id: CallId;
  /** The first one's: all others must agree with it on who is in the call. */
  readonly claim: CallClaim;
  readonly claimants: readonly Claimant[];
  /** When whoever has not said a word by then is given up, in ms of the clock. */
  readonly until: number;
}

/** The first claim. Undefined where its own maker is not in the call, or somebody is in it twice. */
export function beginRebuild(id: CallId, from: Speaker, claim: CallClaim, now: number): Rebuild | undefined {
  const users = claim.participants.map(({ user }) => user);
  if (new Set(users).size !== users.length || !users.includes(claim.caller)) return undefined;
  // What was connecting when the server died has no more time than ever (C6).
  const until = now + (claim.state === 'active' ? TIMES.callLost : TIMES.connect);
  return joinRebuild({ id, claim, claimants: [], until }, from, claim);
}

/**
 * Why the call is over by this one word. A device that has only rung: such a call can't be had back, and
 * nobody's telephone is to go on ringing for it.
 */
export function overBy(from: Speaker, claim: CallClaim): 'declined' | 'connection-lost' | undefined {
  if (claim.state === 'declined') return 'declined';
  const rung = claim.state === 'rung' || (claim.state === 'ringing' && claim.caller !== from.user);
  return rung ? 'connection-lost' : undefined;
}

/** One more claim, or the same participant's again. Undefined where it is of another call. */
export function joinRebuild(rebuild: Rebuild, from: Speaker, claim: CallClaim): Rebuild | undefined {
  const own = claim.participants.find(({ user }) => user === from.user);
  if (!own || !isSameCall(rebuild.claim, claim)) return undefined;
  const before = claimantOf(rebuild, from.user);
  // The same device with a new session, or another one that rang too: who has answered has the say.
  if (before && before.session !== from.session && rankOf(before.claim) > rankOf(claim)) return undefined;
  const others = rebuild.claimants.filter((other) => other !== before);
  const connected = claim.state === 'active' || (before?.session === from.session && before.connected);
  const claimant: Claimant = { ...from, claim, media: own.media, connected };
  return { ...rebuild, claimants: [...others, claimant] };
}

/** The session's device says that its media is connected. */
export function withConnected(rebuild: Rebuild, session: SessionId): Rebuild {
  const claimants = rebuild.claimants.map((one) =>
    one.session === session ? { ...one, connected: true } : one,
  );
  return { ...rebuild, claimants };
}

export function claimantOf(rebuild: Rebuild, user: UserId): Claimant | undefined {
  return rebuild.claimants.find((claimant) => claimant.user === user);
}

/** Whether everybody has spoken. */
export function isComplete({ claim, claimants }: Rebuild): boolean {
  return claim.participants.length === claimants.length;
}

/** Whether it only rang, as far as anybody has said: the caller's word alone. */
export function isRinging({ claimants }: Rebuild): boolean {
  return claimants.every(({ claim }) => claim.state === 'ringing');
}

/** Whether this participant is in the call by what has been said, whatever a device of theirs that did not answer says. */
export function hasAnswered(rebuild: Rebuild, user: UserId): boolean {
  // What connects the callee has answered. Whether the caller has, too, of a call that they have not dialled (C20), it does not say.
  if (rebuild.claim.caller !== user) return !isRinging(rebuild);
  return rebuild.claimants.some((one) => one.user === user || one.claim.state === 'active');
}

export type Rebuilt = readonly [LiveCall | EndedCall, readonly CallEffect[]];

/** The call of a complete rebuild. */
export function rebuilt(rebuild: Rebuild, seatOf: (claimant: Claimant) => Seat, now: number): Rebuilt {
  const members = rebuild.claimants.map((claimant): Joined => {
    const { user, media, connected } = claimant;
    return {
      state: 'joined',
      user,
      media,
      seat: seatOf(claimant),
      progress: connected ? CONNECTED : CONNECTING,
      waits: false,
    };
  });
  const call = liveCall(rebuild, members, now);
  return [call, [{ do: 'tell', sessions: sessionsOf(rebuild), view: viewOf(call) }]];
}

/** It is over before everybody has spoken. Whoever speaks later learns how it ended. */
export function endRebuild(
  rebuild: Rebuild,
  { reason, by, at }: { reason: EndReason; by: UserId | undefined; at: number },
): readonly [EndedCall, readonly CallEffect[]] {
  const members = rebuild.claim.participants.map(({ user, media }): Invited => ({
    state: 'invited',
    user,
    media,
    seats: [],
    heardAt: at,
    notice: 'none',
  }));
  const [ended] = end(liveCall(rebuild, members, at), reason, at, by);
  return [ended, [{ do: 'tell', sessions: sessionsOf(rebuild), view: viewOf(ended) }]];
}

/** Who has not spoken in time. */
export function missingFrom(rebuild: Rebuild): UserId | undefined {
  return rebuild.claim.participants.find(({ user }) => !claimantOf(rebuild, user))?.user;
}

function liveCall(rebuild: Rebuild, members: LiveCall['members'], now: number): LiveCall {
  const { id, claim, claimants } = rebuild;
  const base = { id, aliases: [], caller: claim.caller, media: claim.media, members };
  const since = claimants.flatMap((one) => (one.claim.state === 'active' ? [one.claim.since ?? now] : []));
  if (since.length > 0) return { ...base, state: 'active', since: Math.min(now, ...since) };
  return { ...base, state: 'connecting', until: now + TIMES.connect };
}

function sessionsOf({ claimants }: Rebuild): SessionId[] {
  return claimants.map(({ session }) => session);
}

function rankOf({ state }: CallClaim): number {
  return ['ringing', 'connecting', 'active'].indexOf(state);
}

function isSameCall(one: CallClaim, other: CallClaim): boolean {
  const users = (claim: CallClaim): string =>
    JSON.stringify(claim.participants.map(({ user }) => user).toSorted());
  return one.caller === other.caller && one.media === other.media && users(one) === users(other);
}
