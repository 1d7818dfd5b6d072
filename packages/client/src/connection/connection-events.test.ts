import type { SessionId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { connectionEvents } from './connection-events.ts';
import { startLine, stepLine, type LineEvent, type LineState } from './connection-machine.ts';

const SESSION = 'session-0123456789' as SessionId;
const HEARTBEAT = 5_000;

/** What a listener hears of all that happens, by `type` or `type` and what came with it. */
function heard(events: readonly (LineEvent & { recovered?: boolean })[]): unknown[] {
  let [state]: [LineState, unknown] = startLine(0);
  const all: unknown[] = [];
  for (const { recovered = false, ...event } of events) {
    const [next] = stepLine(state, event);
    const now = 'now' in event ? event.now : 0;
    for (const [type, data] of connectionEvents(state, next, { now, recovered }))
      all.push(data === undefined ? type : [type, data]);
    state = next;
  }
  return all;
}

function welcomed(socket: number, now: number, recovered = false): (LineEvent & { recovered?: boolean })[] {
  return [
    { type: 'opened', socket, now },
    { type: 'welcomed', socket, session: SESSION, heartbeat: HEARTBEAT, now, recovered },
  ];
}

const lost = (socket: number, now: number, code = 1006): LineEvent => ({
  type: 'socket-closed',
  socket,
  code,
  now,
  random: 1,
});

test.each<[title: string, events: (LineEvent & { recovered?: boolean })[], heard: unknown[]]>([
  ['the first welcome connects, once', welcomed(1, 10), ['connected']],
  [
    'a first try that fails was no interruption, and the next are counted',
    [lost(1, 10), { type: 'timer', now: 600, random: 0 }, ...welcomed(2, 700)],
    [['connecting', { attempt: 2 }], 'connected'],
  ],
  [
    'a lost line is interrupted, tried again at once, and back with the time it took',
    [...welcomed(1, 10), lost(1, 1_000), ...welcomed(2, 1_250, true)],
    [
      'connected',
      ['interrupted', { since: 1_000 }],
      ['connecting', { attempt: 1 }],
      ['reconnected', { recovered: true, after: 250 }],
    ],
  ],
  [
    'further failures are tries of the same interruption, and a new session says so',
    [
      ...welcomed(1, 10),
      lost(1, 1_000),
      lost(2, 1_000),
      { type: 'timer', now: 2_000, random: 0 },
      ...welcomed(3, 2_100),
    ],
    [
      'connected',
      ['interrupted', { since: 1_000 }],
      ['connecting', { attempt: 1 }],
      ['connecting', { attempt: 2 }],
      ['reconnected', { recovered: false, after: 1_100 }],
    ],
  ],
  [
    'a clock that was set back makes no negative time',
    [...welcomed(1, 10_000), lost(1, 11_000), ...welcomed(2, 9_000, true)],
    [
      'connected',
      ['interrupted', { since: 11_000 }],
      ['connecting', { attempt: 1 }],
      ['reconnected', { recovered: true, after: 0 }],
    ],
  ],
  ['signed in elsewhere', [...welcomed(1, 10), lost(1, 20, 4001)], ['connected', 'displaced']],
  ['signed out by the server', [...welcomed(1, 10), lost(1, 20, 4002)], ['connected', 'signedOut']],
  ['signed out by oneself', [{ type: 'close', code: 'signed-out' }], ['signedOut']],
  ['closed by oneself is no news', [...welcomed(1, 10), { type: 'close', code: 'closed' }], ['connected']],
  [
    'nothing comes after the end',
    [{ type: 'close', code: 'signed-out' }, ...welcomed(1, 10), lost(1, 20, 4001)],
    ['signedOut'],
  ],
  [
    'a page that goes away and comes back was interrupted',
    [...welcomed(1, 10), { type: 'left', now: 50 }, { type: 'woke', now: 80 }, ...welcomed(2, 90)],
    [
      'connected',
      ['interrupted', { since: 50 }],
      ['connecting', { attempt: 1 }],
      ['reconnected', { recovered: false, after: 40 }],
    ],
  ],
])('%s', (_title, events, expected) => {
  expect(heard(events)).toEqual(expected);
});
