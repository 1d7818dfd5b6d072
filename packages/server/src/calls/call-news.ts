// A call as the operator's own code is told of it (protocol A5).
import type { CallNews, EndedCallNews } from '../realtime-hooks.ts';
import type { Call, EndedCall } from './call.ts';

export function newsOf({ id, caller, media, members }: Call, at: number): CallNews {
  const callees = members.map(({ user }) => user).filter((user) => user !== caller);
  return { id, caller, callees, media, at };
}

export function endedNewsOf(call: EndedCall, at: number): EndedCallNews {
  const { reason, duration, by } = call;
  return { ...newsOf(call, at), reason, duration, by };
}
