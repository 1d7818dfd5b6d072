// What has happened to the line between two states of its machine, in a listener's words.
import type { ConnectionEvents } from '../api/connection.ts';
import type { LineState } from './connection-machine.ts';

export type ConnectionEvent = {
  [K in Exclude<keyof ConnectionEvents, 'changed'>]: [type: K, event: ConnectionEvents[K]];
}[Exclude<keyof ConnectionEvents, 'changed'>];

/** `recovered`: what the welcome said, where there was one in between. */
export function connectionEvents(
  before: LineState,
  after: LineState,
  { now, recovered }: { now: number; recovered: boolean },
): ConnectionEvent[] {
  if (before.name === 'closed') return [];
  if (after.name === 'closed') return ending(after.code);
  const events: ConnectionEvent[] = [];
  if (before.lostAt === undefined && after.lostAt !== undefined)
    events.push(['interrupted', { since: after.lostAt }]);
  if (after.name === 'opening' && after.socket !== before.socket)
    events.push(['connecting', { attempt: after.failures + 1 }]);
  if (after.name === 'connected' && before.name !== 'connected') {
    const { lostAt } = before;
    if (lostAt === undefined) events.push(['connected', undefined]);
    else events.push(['reconnected', { recovered, after: Math.max(0, now - lostAt) }]);
  }
  return events;
}

function ending(code: string): ConnectionEvent[] {
  if (code === 'displaced') return [['displaced', undefined]];
  return code === 'signed-out' ? [['signedOut', undefined]] : [];
}
