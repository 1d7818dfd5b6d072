// A call as its participants are told of it.
import { assertNever } from '@parley/protocol';
import type { CallView, ConnectCause, EndReason, Participant, UserId } from '@parley/protocol';
import { deviceOf, type Call, type Member } from './call.ts';

type Ended = Extract<CallView, { state: 'ended' }>;

export function viewOf(call: Call): CallView {
  const base = baseOf(call);
  switch (call.state) {
    case 'ringing':
    case 'connecting':
      return { ...base, state: call.state };
    case 'active':
      return { ...base, state: 'active', since: call.since };
    case 'ended': {
      const { reason, duration, by } = call;
      const ended = {
        ...base,
        state: 'ended',
        ...reasonOf(reason),
        duration,
        ...(by === undefined ? {} : { by }),
      } as const;
      return reason === 'media-failed' ? { ...ended, causes: causesOf(call) } : ended;
    }
    default:
      return assertNever(call);
  }
}

/** What the devices said of why their media did not connect. */
export function causesOf({ members }: Call): { user: UserId; cause: ConnectCause }[] {
  return members.flatMap((member) =>
    member.state === 'joined' && member.progress.name === 'stuck'
      ? [{ user: member.user, cause: member.progress.cause }]
      : [],
  );
}

/** For a session that has no part in the call any more, though the call may go on. */
export function endedViewOf(call: Call, reason: EndReason): CallView {
  return { ...baseOf(call), state: 'ended', ...reasonOf(reason), duration: 0 };
}

/** Clients that know nothing of quiet callees are told what comes nearest (C40). */
function reasonOf(reason: EndReason): Pick<Ended, 'reason' | 'quiet'> {
  return reason === 'do-not-disturb' ? { reason: 'busy', quiet: true } : { reason };
}

function baseOf({ id, aliases, caller, media, members }: Call) {
  const base = { call: id, caller, media, participants: members.map(participantOf) };
  return aliases.length === 0 ? base : { ...base, aliases: [...aliases] };
}

function participantOf(member: Member): Participant {
  const { user, media } = member;
  const device = deviceOf(member)?.device;
  const isNotified = member.state === 'invited' && member.notice === 'taken';
  const notified = isNotified ? ({ notified: true } as const) : {};
  const base = { user, state: stateOf(member), media, ...notified };
  return device === undefined ? base : { ...base, device };
}

function stateOf(member: Member): Participant['state'] {
  if (member.state === 'joined') return 'joined';
  return member.seats.some((seat) => seat.rings) ? 'ringing' : 'invited';
}
