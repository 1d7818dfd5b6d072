import { signal } from '@preact/signals';
import type { EndReason, UserId } from '@parley/client';
import { expect, test } from 'vitest';
import { createFakeParley } from '../testing/fake-parley.ts';
import type { FakeCall } from '../testing/fake-call.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { createCallsModel } from './calls.ts';
import { createLayout } from './layout.ts';
import { sweepRings, watchMissed, watchSeen } from './missed-notices.ts';

function setUp(isVisible = false) {
  const visible = signal(isVisible);
  const open = () => {
    const parley = createFakeParley({ user: 'alice', online: ['bob'] });
    const calls = createCallsModel({
      self: parley.user,
      calls: parley.calls,
      layout: createLayout(),
      timers: createManualTimers(),
      record: () => undefined,
    });
    return { calls, ring: parley.strings.ring, page: { visible } };
  };
  const first = open();
  const app = signal(first);
  const settled: unknown[] = [];
  watchMissed(app, ({ id, with: other }, missed) => settled.push([id, other, missed]));
  return { ...first, visible, settled, restart: () => void (app.value = open()) };
}

const end = (call: FakeCall, reason: EndReason): void =>
  call.set({ state: { name: 'ended', reason, duration: 0 } });

/** A call that goes on, and one that rings beside it. */
function setUpTwo() {
  const world = setUp();
  const first = world.ring('bob', 'voice');
  world.calls.accept('voice');
  first.set({ state: { name: 'active', since: 0 } });
  const second = world.ring('carol', 'video');
  return { ...world, first, second };
}

test.each<[EndReason, boolean]>([
  ['cancelled', true],
  ['no-answer', true],
  ['connection-lost', true],
  ['declined', false],
  ['answered-elsewhere', false],
])(
  'what rang while the page was out of sight and ended so stays in the notifications or not: %s',
  (reason, missed) => {
    const { ring, settled } = setUp();
    end(ring('anna', 'voice'), reason);
    expect(settled).toEqual([['call-1', 'anna', missed]]);
  },
);

test('what rang before somebody’s eyes goes away, and so does what is answered', () => {
  const seen = setUp(true);
  end(seen.ring('anna', 'voice'), 'no-answer');
  expect(seen.settled).toEqual([['call-1', 'anna', false]]);
  const answered = setUp();
  const call = answered.ring('anna', 'voice');
  answered.calls.accept('voice');
  expect(answered.settled).toEqual([['call-1', 'anna', false]]);
  end(call, 'connection-lost');
  expect(answered.settled).toHaveLength(1);
});

test('a call is judged by its own end, not by one that was missed shortly before', () => {
  const { ring, settled } = setUp();
  end(ring('anna', 'voice'), 'cancelled');
  end(ring('bob', 'voice'), 'declined');
  expect(settled).toEqual([
    ['call-1', 'anna', true],
    ['call-2', 'bob', false],
  ]);
});

test('[C31] a second call that is missed beside the first stays, too', () => {
  const { second, settled } = setUpTwo();
  end(second, 'cancelled');
  expect(settled).toEqual([
    ['call-1', 'bob', false],
    ['call-2', 'carol', true],
  ]);
});

test('[C31] a second call that goes on ringing alone is missed when it ends', () => {
  const { first, second, settled } = setUpTwo();
  end(first, 'hung-up');
  expect(settled).toHaveLength(1);
  end(second, 'no-answer');
  expect(settled[1]).toEqual(['call-2', 'carol', true]);
});

test('[C31] a second call that is answered takes the first one’s place, and nothing is missed', () => {
  const { calls, first, settled } = setUpTwo();
  calls.accept('video');
  expect(settled[1]).toEqual(['call-2', 'carol', false]);
  end(first, 'connection-lost');
  expect(settled).toHaveLength(2);
});

test('what rang in a session that this page has no more goes away', () => {
  const { ring, restart, settled } = setUp();
  ring('anna', 'voice');
  restart();
  expect(settled).toEqual([['call-1', 'anna', false]]);
});

test('what rings in a notification that an earlier page has left is swept away once it is known what rings', () => {
  const { calls, ring } = setUp();
  const connected = signal(false);
  const timers = createManualTimers();
  const swept: string[][] = [];
  const sweep = (rings: (call: string) => boolean): void =>
    void swept.push(['call-0', 'call-1', 'call-2'].filter((call) => !rings(call)));
  sweepRings(signal({ calls, connection: { connected } }), timers, sweep);
  timers.advance(5_000);
  connected.value = true;
  timers.advance(1_000);
  connected.value = false;
  timers.advance(5_000);
  connected.value = true;
  ring('anna', 'voice');
  timers.advance(1_999);
  expect(swept).toEqual([]);
  timers.advance(1);
  expect(swept).toEqual([['call-0', 'call-2']]);
  connected.value = false;
  connected.value = true;
  timers.advance(5_000);
  expect(swept).toHaveLength(1);
});

test('whose conversation is before the person’s eyes is told of no longer', () => {
  const seen = signal<UserId | undefined>(undefined);
  const told: string[] = [];
  const stop = watchSeen(signal({ seen }), (user) => told.push(user));
  seen.value = 'anna' as UserId;
  seen.value = undefined;
  stop();
  seen.value = 'bob' as UserId;
  expect(told).toEqual(['anna']);
});
