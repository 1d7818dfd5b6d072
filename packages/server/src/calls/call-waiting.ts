// Call waiting: whether a call may ring at somebody who is in one already, and where (protocol C2, C31). Pure.
import type { UserId } from '@parley/protocol';
import { memberOf, type Joined, type LiveCall, type Seat } from './call.ts';

/** One that is on hold, or rings, beside the one that is being had. */
export const CALLS_AT_ONCE = 2;

/** What the calls that somebody is in leave room for. */
export type Room =
  | { readonly name: 'free' }
  /** For one call more, on the device that is in the first one. */
  | { readonly name: 'waiting'; readonly seat: Seat }
  /** `talks`: they are in a call that is being had, not merely rung or dialling. */
  | { readonly name: 'busy'; readonly talks: boolean };

export function roomFor(user: UserId, calls: readonly LiveCall[]): Room {
  const [first, ...others] = calls;
  if (!first) return { name: 'free' };
  const place = placeIn(first, user);
  const waits = first.state === 'active' && place?.waits === true && place.seat.line.name === 'here';
  if (waits && others.length === 0) return { name: 'waiting', seat: place.seat };
  const talks = calls.some((call) => call.state !== 'ringing' && placeIn(call, user) !== undefined);
  return { name: 'busy', talks };
}

/** Whether one of these calls is on a device of theirs that can be reached: then no other device rings. */
export function talksElsewhere(user: UserId, calls: readonly LiveCall[]): boolean {
  return calls.some((call) => placeIn(call, user)?.seat.line.name === 'here');
}

function placeIn(call: LiveCall, user: UserId): Joined | undefined {
  const member = memberOf(call, user);
  return member?.state === 'joined' ? member : undefined;
}
