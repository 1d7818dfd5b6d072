import { CLOSE, mintSessionId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  startLine,
  stepLine,
  type LineEffect,
  type LineEvent,
  type LineState,
} from './connection-machine.ts';

const SESSION = mintSessionId();

function run(events: LineEvent[]): { state: LineState; effects: LineEffect[] } {
  let [state, effects] = startLine();
  for (const event of events) [state, effects] = stepLine(state, event);
  return { state, effects };
}

const CONNECTED: LineEvent[] = [
  { type: 'opened', socket: 1 },
  { type: 'welcomed', socket: 1, session: SESSION, heartbeat: 5000 },
];
const lost = (socket: number, code = 1006): LineEvent => ({
  type: 'socket-closed',
  socket,
  code,
  now: 10,
  random: 0.5,
});

test('[S1] an opened socket says hello, without a session to resume', () => {
  expect(run([{ type: 'opened', socket: 1 }]).effects).toEqual([{ type: 'hello', resume: undefined }]);
});

test('[S12] after a loss the first try is at once, and it resumes the session', () => {
  const { effects } = run([...CONNECTED, lost(1)]);
  expect(effects).toContainEqual({ type: 'timer', ms: 0 });
  const again = run([
    ...CONNECTED,
    lost(1),
    { type: 'timer', now: 10, random: 0 },
    { type: 'opened', socket: 2 },
  ]);
  expect(again.effects).toEqual([{ type: 'hello', resume: SESSION }]);
});

test('[S12] the second try waits at random, and success starts the count afresh', () => {
  const failed: LineEvent[] = [...CONNECTED, lost(1), { type: 'timer', now: 10, random: 0 }, lost(2)];
  expect(run(failed).effects).toContainEqual({ type: 'timer', ms: 250 });
  const back: LineEvent[] = [
    ...failed,
    { type: 'timer', now: 20, random: 0 },
    { type: 'opened', socket: 3 },
    { type: 'welcomed', socket: 3, session: SESSION, heartbeat: 5000 },
    lost(3),
  ];
  expect(run(back).effects).toContainEqual({ type: 'timer', ms: 0 });
});

test.each([CLOSE.displaced, CLOSE.signedOut, CLOSE.misbehaved, CLOSE.unsupportedVersion])(
  '[S6] [I6] close code %d is the end: nothing is opened again, whatever comes',
  (code) => {
    const { state, effects } = run([...CONNECTED, lost(1, code)]);
    expect(state.name).toBe('closed');
    expect(effects).toEqual([{ type: 'no-timer' }]);
    const events: LineEvent[] = [{ type: 'woke' }, { type: 'timer', now: 1, random: 0 }, lost(1)];
    for (const event of events) expect(stepLine(state, event)).toEqual([state, []]);
  },
);

test('[S10] silence is answered with a ping, and silence after the ping with a new socket', () => {
  const timer: LineEvent = { type: 'timer', now: 0, random: 0 };
  expect(run([...CONNECTED, timer]).effects).toEqual([{ type: 'ping' }, { type: 'timer', ms: 5000 }]);
  expect(run([...CONNECTED, timer, { type: 'heard', socket: 1 }, timer]).effects[0]).toEqual({
    type: 'ping',
  });
  expect(run([...CONNECTED, timer, timer]).state.name).toBe('waiting');
});

test('[S12] waking up does not wait for a timer', () => {
  const waiting = run([
    ...CONNECTED,
    lost(1),
    { type: 'timer', now: 10, random: 0 },
    lost(2),
    { type: 'woke' },
  ]);
  expect(waiting.effects).toContainEqual({ type: 'open', socket: 3 });
  expect(run([...CONNECTED, { type: 'woke' }]).effects).toEqual([
    { type: 'ping' },
    { type: 'timer', ms: 1500 },
  ]);
});

test('[S4] a socket taken for dead is not closed in a way that ends the session; leaving is', () => {
  const { effects } = run([...CONNECTED, lost(1)]);
  const drops = effects.filter((effect) => effect.type === 'drop');
  expect(drops).toEqual([{ type: 'drop', code: 4000 }]);
  expect(run([...CONNECTED, { type: 'close' }]).effects.slice(0, 2)).toEqual([
    { type: 'leave' },
    { type: 'drop', code: 1000 },
  ]);
});

test('a page that comes back from the back-forward cache starts a session of its own', () => {
  const { effects } = run([
    ...CONNECTED,
    { type: 'left', now: 5 },
    { type: 'woke' },
    { type: 'opened', socket: 2 },
  ]);
  expect(effects).toEqual([{ type: 'hello', resume: undefined }]);
});

test('events of an earlier socket change nothing, and at most one socket is open at a time', () => {
  const socket = fc.integer({ min: 1, max: 6 });
  const event: fc.Arbitrary<LineEvent> = fc.oneof(
    fc.record({ type: fc.constant('opened' as const), socket }),
    fc.record({ type: fc.constant('heard' as const), socket }),
    socket.map((n) => ({ type: 'welcomed' as const, socket: n, session: SESSION, heartbeat: 5000 })),
    fc.tuple(socket, fc.constantFrom(1006, 1001, 1012, 4005)).map(([n, code]) => lost(n, code)),
    fc.constant({ type: 'timer' as const, now: 50, random: 0.3 }),
    fc.constant({ type: 'woke' as const }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let [state, effects] = startLine();
      let open = 1;
      for (const one of events) {
        const before = state;
        [state, effects] = stepLine(state, one);
        if ('socket' in one && before.name !== 'closed' && one.socket !== before.socket)
          expect(state).toBe(before);
        for (const effect of effects) {
          if (effect.type === 'drop') open = 0;
          if (effect.type === 'open') {
            expect(open).toBe(0);
            open = 1;
          }
        }
        // A machine that waits for nothing would wait for ever.
        if (state !== before && state.name === 'waiting')
          expect(effects.some((effect) => effect.type === 'timer')).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
