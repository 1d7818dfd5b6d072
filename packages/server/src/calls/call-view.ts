// A call as its participants are told of it.
import { assertNever, type CallView, type EndReason, type Participant } from '@parley/protocol';
import { deviceOf, type Call, type Member } from './call.ts';

export function viewOf(call: Call): CallView {
  const { id, caller, media } = call;
  const base = { call: id, caller, media, participants: call.members.map(participantOf) };
  switch (call.state) {
    case 'ringing':
    case 'connecting':
      return { ...base, state: call.state };
    case 'active':
      return { ...base, state: 'active', since: call.since };
    case 'ended': {
      const { reason, duration, by } = call;
      return { ...base, state: 'ended', reason, duration, ...(by === undefined ? {} : { by }) };
    }
    default:
      return assertNever(call);
  }
}

/** For a session that has no part in the call any more, though the call may go on. */
export function endedViewOf(call: Call, reason: EndReason): CallView {
  const { id, caller, media } = call;
  const participants = call.members.map(participantOf);
  return { call: id, caller, media, participants, state: 'ended', reason, duration: 0 };
}

function participantOf(member: Member): Participant {
  const { user, media } = member;
  const device = deviceOf(member)?.device;
  const base = { user, state: stateOf(member), media };
  return device === undefined ? base : { ...base, device };
}

function stateOf(member: Member): Participant['state'] {
  if (member.state === 'joined') return 'joined';
  return member.seats.some((seat) => seat.rings) ? 'ringing' : 'invited';
}
