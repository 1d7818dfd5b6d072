import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { LineWatch } from './line-watch.ts';

function setUp() {
  const time = createVirtualTime();
  const start = time.now();
  const did: string[] = [];
  const world = { session: true, waiting: false };
  const note = (what: string) => did.push(`${what} ${(time.now() - start) / 1000}`);
  const watch = new LineWatch({
    platform: time,
    canSignal: () => world.session,
    repeat: () => {
      if (world.waiting) note('repeat');
      return world.waiting;
    },
    restart: () => note('restart'),
    giveUp: () => note('give up'),
    changed: () => note(watch.state),
  });
  return { time, watch, did, world };
}

function standing() {
  const all = setUp();
  all.watch.begun();
  all.watch.heard('connected');
  all.did.length = 0;
  return all;
}

test('[I7] a line that is disconnected is lost at once, restarted after 2 s, and given up when restarts do not help', () => {
  const { time, watch, did } = standing();
  watch.heard('disconnected');
  time.advance(18_000);
  expect(did).toEqual(['lost 0', 'restart 2', 'restart 7', 'restart 12', 'give up 17']);
});

test('[I7] one that comes back by itself is left alone', () => {
  const { time, watch, did } = standing();
  watch.heard('disconnected');
  time.advance(1_900);
  watch.heard('connected');
  time.advance(60_000);
  expect(did).toEqual(['lost 0', 'good 1.9']);
  expect(time.pending).toBe(0);
});

test('a line that failed is restarted at once', () => {
  const { time, watch, did } = standing();
  watch.heard('disconnected');
  time.advance(1_000);
  watch.heard('failed');
  time.advance(100);
  expect(did).toEqual(['lost 0', 'restart 1']);
});

test('[I7] without a session nothing is restarted and nothing used up; the nudge of the welcome restarts at once', () => {
  const { time, watch, did, world } = standing();
  world.session = false;
  watch.heard('disconnected');
  time.advance(20_000);
  watch.nudge();
  time.advance(5_000);
  expect(did).toEqual(['lost 0']);
  world.session = true;
  watch.nudge();
  time.advance(11_000);
  expect(did.slice(1)).toEqual(['restart 25', 'restart 30', 'restart 35']);
});

test('a restart whose offer is not answered is said again, and does not count as one that failed', () => {
  const { time, watch, did, world } = standing();
  watch.heard('disconnected');
  time.advance(2_000);
  world.waiting = true;
  time.advance(16_000);
  world.waiting = false;
  time.advance(20_000);
  expect(did.slice(1)).toEqual([
    'restart 2',
    'repeat 7',
    'repeat 12',
    'repeat 17',
    'restart 22',
    'restart 27',
    'give up 32',
    'restart 37',
  ]);
});

test('[C9] the first offer is said again every 4 s until it is answered, and at once when nudged', () => {
  const { time, watch, did, world } = setUp();
  world.waiting = true;
  watch.begun();
  time.advance(5_000);
  watch.nudge();
  time.advance(4_500);
  expect(did).toEqual(['repeat 4', 'repeat 5', 'repeat 9']);
});

test('one that was answered has time to connect, then restarts that come less and less often', () => {
  const { time, watch, did } = setUp();
  watch.begun();
  time.advance(125_000);
  expect(did).toEqual(['restart 12', 'restart 28', 'restart 60', 'give up 124']);
});

test('a line that never stood and failed is restarted, and is not called lost', () => {
  const { time, watch, did } = setUp();
  watch.begun();
  time.advance(1_000);
  watch.heard('failed');
  time.advance(100);
  expect(did).toEqual(['restart 1']);
  expect(watch.state).toBe('connecting');
});

test('a lost line stays lost until the connection that replaces it stands', () => {
  const { time, watch } = standing();
  watch.heard('disconnected');
  time.advance(17_500);
  watch.begun();
  watch.heard('connecting');
  expect(watch.state).toBe('lost');
  watch.heard('connected');
  expect(watch.state).toBe('good');
});

test('several wakes at once are one restart, and a nudge of a good line at most says an offer again', () => {
  const { time, watch, did, world } = standing();
  world.waiting = true;
  watch.nudge();
  world.waiting = false;
  watch.heard('disconnected');
  for (let i = 0; i < 3; i++) watch.nudge();
  time.advance(100);
  expect(did).toEqual(['repeat 0', 'lost 0', 'restart 0']);
});

const state = fc.constantFrom<RTCPeerConnectionState>(
  'new',
  'connecting',
  'connected',
  'disconnected',
  'failed',
);
const event = fc.oneof(
  state.map((next) => ({ type: 'heard' as const, next })),
  fc.constant({ type: 'nudge' as const }),
  fc.constant({ type: 'begun' as const }),
  fc.boolean().map((on) => ({ type: 'session' as const, on })),
  fc.boolean().map((on) => ({ type: 'waiting' as const, on })),
  fc.integer({ min: 0, max: 9_000 }).map((ms) => ({ type: 'time' as const, ms })),
);

test('whatever comes: no restart without a session or while an offer waits, something is always tried, and no timer at the end', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const { time, watch, did, world } = setUp();
      for (const one of events) {
        did.length = 0;
        if (one.type === 'heard') watch.heard(one.next);
        if (one.type === 'nudge') watch.nudge();
        if (one.type === 'begun') watch.begun();
        if (one.type === 'session') world.session = one.on;
        if (one.type === 'waiting') world.waiting = one.on;
        if (one.type === 'time') time.advance(one.ms);
        const acts = did.filter((what) => !/^(lost|good)/.test(what));
        if (!world.session && one.type !== 'nudge') expect(acts).toEqual([]);
        if (world.waiting) expect(acts.filter((act) => !act.startsWith('repeat'))).toEqual([]);
        expect(time.pending).toBeLessThanOrEqual(1);
      }
      did.length = 0;
      world.session = true;
      watch.nudge();
      time.advance(12_000);
      if (watch.state === 'lost') expect(did).not.toEqual([]);
      watch.close();
      expect(time.pending).toBe(0);
    }),
    { numRuns: 500 },
  );
});
