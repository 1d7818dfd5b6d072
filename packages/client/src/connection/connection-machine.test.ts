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

/** Times below are milliseconds after this. */
const START = 1_000_000;

function run(events: LineEvent[]): { state: LineState; effects: LineEffect[] } {
  let step: [LineState, LineEffect[]] = startLine(START);
  for (const event of events) step = stepLine(step[0], event);
  const [state, effects] = step;
  return { state, effects };
}

const opened = (socket: number, at = 0): LineEvent => ({ type: 'opened', socket, now: START + at });
const welcomed = (socket: number, at = 0): LineEvent => ({
  type: 'welcomed',
  socket,
  session: SESSION,
  heartbeat: 5000,
  now: START + at,
});
const heard = (socket: number, at: number): LineEvent => ({ type: 'heard', socket, now: START + at });
const lost = (socket: number, { code = 1006, at = 10 } = {}): LineEvent => ({
  type: 'socket-closed',
  socket,
  code,
  now: START + at,
  random: 0.5,
});
const timer = (at: number, random = 0): LineEvent => ({ type: 'timer', now: START + at, random });
const woke = (at: number): LineEvent => ({ type: 'woke', now: START + at });

const CONNECTED: LineEvent[] = [opened(1), welcomed(1)];
const triesAnew = (socket: number, ms: number): LineEffect[] => [
  { type: 'drop', code: 4000 },
  { type: 'open', socket },
  { type: 'timer', ms },
];

test('[S1] an opened socket says hello, without a session to resume', () => {
  expect(run([opened(1)]).effects).toContainEqual({ type: 'hello', resume: undefined });
});

test('[S12] after a loss the first try is at once, and it resumes the session', () => {
  expect(run([...CONNECTED, lost(1)]).effects).toEqual(triesAnew(2, 3000));
  const again = run([...CONNECTED, lost(1), opened(2, 20)]);
  expect(again.effects).toContainEqual({ type: 'hello', resume: SESSION });
});

test('[S12] the second try waits at random, and success starts the count afresh', () => {
  const failed: LineEvent[] = [...CONNECTED, lost(1), lost(2)];
  expect(run(failed)).toMatchObject({ state: { name: 'waiting' } });
  expect(run(failed).effects).toContainEqual({ type: 'timer', ms: 250 });
  const back = [...failed, timer(260), opened(3, 270), welcomed(3, 280), lost(3, { at: 290 })];
  expect(run(back).effects).toEqual(triesAnew(4, 3000));
});

test('[S12] the wait is counted from the beginning of the try: one that met silence is followed at once', () => {
  expect(run([timer(3000, 0.99)]).effects).toEqual(triesAnew(2, 5000));
});

test('[S12] tries get longer as they fail, for lines that are slow', () => {
  const failures = [timer(3000), timer(8000), timer(13_000), timer(18_000), timer(28_000)];
  const times = failures.map((_, i) => run(failures.slice(0, i + 1)).effects.at(-1));
  expect(times).toEqual([5000, 5000, 5000, 10_000, 10_000].map((ms) => ({ type: 'timer', ms })));
  // What has opened is given its time again for the welcome.
  expect(run([timer(3000), opened(2, 7900)]).effects).toContainEqual({ type: 'timer', ms: 5000 });
});

test.each([CLOSE.displaced, CLOSE.signedOut, CLOSE.misbehaved, CLOSE.unsupportedVersion])(
  '[S6] [I6] close code %d is the end: nothing is opened again, whatever comes',
  (code) => {
    const { state, effects } = run([...CONNECTED, lost(1, { code })]);
    expect(state.name).toBe('closed');
    expect(effects).toEqual([{ type: 'no-timer' }]);
    for (const event of [woke(1), timer(1), woke(600_000), lost(1)])
      expect(stepLine(state, event)).toEqual([state, []]);
  },
);

test('[S10] silence is answered with a ping, and silence after the ping with a new socket', () => {
  expect(run([...CONNECTED, timer(5000)]).effects).toEqual([{ type: 'ping' }, { type: 'timer', ms: 5000 }]);
  const answered = run([...CONNECTED, timer(5000), heard(1, 5100), timer(10_000)]);
  expect(answered.state.name).toBe('connected');
  expect(answered.effects).toEqual([{ type: 'timer', ms: 100 }]);
  // Not a chain of timers, which browsers hold back in the background: each is set by what was heard.
  expect(run([...CONNECTED, heard(1, 4000)]).effects).toEqual([{ type: 'timer', ms: 5000 }]);
  expect(run([...CONNECTED, timer(5000), timer(10_000)]).effects).toEqual(triesAnew(2, 3000));
});

test('[S10] a timer that fires early for what was heard meanwhile waits for the rest', () => {
  expect(run([...CONNECTED, heard(1, 4000), timer(5000)]).effects).toEqual([{ type: 'timer', ms: 4000 }]);
});

test('[S10] [S12] a line that was silent for two heartbeats is dead, whether a late timer or waking up finds it', () => {
  for (const event of [timer(10_000), woke(10_000), timer(120_000), woke(120_000)])
    expect(run([...CONNECTED, event]).effects).toEqual(triesAnew(2, 3000));
  // Frozen right after a ping.
  expect(run([...CONNECTED, timer(5000), woke(90_000)]).effects).toEqual(triesAnew(2, 3000));
});

test('[T4] what lay in a socket through a sleep is not heard: its sender may have been told that it failed', () => {
  expect(run([...CONNECTED, heard(1, 10_000)]).effects).toEqual(triesAnew(2, 3000));
  expect(run([opened(1), welcomed(1, 120_000)]).effects).toEqual(triesAnew(2, 5000));
});

test('[S10] a clock that is set back does not put off the heartbeat', () => {
  const back = [...CONNECTED, timer(-3_600_000)];
  expect(run(back).effects).toEqual([{ type: 'timer', ms: 5000 }]);
  expect(run([...back, timer(-3_595_000)]).effects).toContainEqual({ type: 'ping' });
  expect(run([...CONNECTED, timer(5000), timer(-3_600_000)]).effects).toEqual([
    { type: 'timer', ms: 10_000 },
  ]);
});

test('[S12] waking up does not wait for a timer', () => {
  const waiting = [...CONNECTED, lost(1), lost(2)];
  expect(run([...waiting, woke(20)]).effects).toContainEqual({ type: 'open', socket: 3 });
  expect(run([...CONNECTED, woke(2000)]).effects).toEqual([{ type: 'ping' }, { type: 'timer', ms: 1500 }]);
});

test('[S12] a swarm of wakes does not put off the moment at which the line has to have answered', () => {
  const swarm = [...CONNECTED, woke(2000), woke(2400), woke(2900)];
  expect(run(swarm).effects).toEqual([]);
  expect(run([...swarm, timer(3500)]).effects).toEqual(triesAnew(2, 3000));
  expect(run([...swarm, heard(1, 3400), timer(3500)]).state.name).toBe('connected');
});

test('[S12] a slow line is given as long to answer after a wake as it took to connect', () => {
  const slow = [opened(1, 1800), welcomed(1, 2700)];
  expect(run([...slow, woke(4000)]).effects).toContainEqual({ type: 'timer', ms: 2700 });
});

test('[S12] a try from before the sleep is made anew at waking up; one that has just begun goes on', () => {
  expect(run([woke(120_000)]).effects).toEqual(triesAnew(2, 3000));
  expect(run([opened(1, 50), woke(120_000)]).effects).toEqual(triesAnew(2, 3000));
  expect(run([woke(900)]).effects).toEqual([]);
  // The second wake of a swarm lets the try of the first one be, unless that was slept through too.
  expect(run([woke(2000), woke(4500)]).effects).toEqual([]);
  expect(run([woke(2000), woke(5000)]).effects).toEqual(triesAnew(3, 3000));
});

test('[S4] a socket taken for dead is not closed in a way that ends the session; leaving is', () => {
  const { effects } = run([...CONNECTED, lost(1)]);
  const drops = effects.filter((effect) => effect.type === 'drop');
  expect(drops).toEqual([{ type: 'drop', code: 4000 }]);
  expect(run([...CONNECTED, { type: 'close', code: 'closed' }]).effects.slice(0, 2)).toEqual([
    { type: 'leave' },
    { type: 'drop', code: 1000 },
  ]);
});

test('a page that comes back from the back-forward cache starts a session of its own', () => {
  const { effects } = run([...CONNECTED, { type: 'left', now: START + 5 }, woke(60_000), opened(2, 60_010)]);
  expect(effects).toContainEqual({ type: 'hello', resume: undefined });
});

test('events of an earlier socket change nothing, and at most one socket is open at a time', () => {
  const socket = fc.integer({ min: 1, max: 6 });
  const at = fc.integer({ min: 0, max: 60_000 });
  const event: fc.Arbitrary<LineEvent> = fc.oneof(
    fc.tuple(socket, at).map(([n, ms]) => opened(n, ms)),
    fc.tuple(socket, at).map(([n, ms]) => heard(n, ms)),
    fc.tuple(socket, at).map(([n, ms]) => welcomed(n, ms)),
    fc.tuple(socket, fc.constantFrom(1006, 1001, 1012, 4005)).map(([n, code]) => lost(n, { code })),
    at.map((ms) => timer(ms, 0.3)),
    at.map((ms) => woke(ms)),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let [state, effects]: [LineState, LineEffect[]] = startLine(START);
      let open = 1;
      for (const one of events) {
        const before: LineState = state;
        [state, effects] = stepLine(state, one);
        if ('socket' in one && before.name !== 'closed' && one.socket !== before.socket)
          expect(state).toBe(before);
        for (const effect of effects) {
          if (effect.type === 'drop') open = 0;
          if (effect.type === 'open') {
            expect(open).toBe(0);
            open = 1;
          }
          if (effect.type === 'timer') expect(effect.ms).toBeGreaterThanOrEqual(0);
        }
        // A machine that waits for nothing would wait for ever.
        if (state !== before && one.type !== 'heard')
          expect(effects.some((effect) => effect.type === 'timer')).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
