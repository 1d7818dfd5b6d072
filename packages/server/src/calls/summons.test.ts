// Calls that the server starts between two people (protocol C20).
import type { CallId, ClientMessage, UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { createMemoryRealtime, type MemoryOptions } from '../testing/memory-socket.ts';
import { deviceNamed, signIn, type TestClient } from '../testing/test-client.ts';

const user = (name: string): UserId => name as UserId;
const start = { from: user('alice'), to: user('bob'), media: 'video' } as const;

function setUp(options: MemoryOptions = {}) {
  const server = createMemoryRealtime(options);
  const { realtime, clock } = server;
  const say = (client: TestClient, message: ClientMessage): void => {
    client.send(message);
    clock.advance(0);
  };
  const begin = () => {
    const started = realtime.startCall(start);
    clock.advance(0);
    if (!started.ok) throw new Error(started.error);
    return started.value;
  };
  const enter = (name: string, more: Parameters<typeof signIn>[2] = {}) => signIn(server, name, more);
  return { realtime, clock, say, begin, enter };
}

const stand = (client: TestClient): string => {
  const { view } = client.last('call.state');
  return view.state === 'ended' ? `${view.reason} by ${view.by ?? 'nobody'}` : view.state;
};

test('[C20] [S9] it rings on all devices of both, and connects those that accept first', () => {
  const { begin, enter, say, realtime } = setUp({ policy: 'multiple' });
  const [a1, a2, bob] = [enter('alice', { device: 'a1' }), enter('alice', { device: 'a2' }), enter('bob')];
  const { call } = begin().view;
  expect([a1, a2, bob].map(stand)).toEqual(['ringing', 'ringing', 'ringing']);
  say(bob, { t: 'call.accept', call, media: 'voice' });
  expect([a1, a2, bob].map(stand)).toEqual(['ringing', 'ringing', 'ringing']);
  say(a2, { t: 'call.accept', call, media: 'video' });
  expect([a1, a2, bob].map(stand)).toEqual(['answered-elsewhere by nobody', 'connecting', 'connecting']);
  expect(bob.last('call.state').view.participants).toEqual([
    { user: 'alice', state: 'joined', media: 'video', device: deviceNamed('a2') },
    { user: 'bob', state: 'joined', media: 'voice', device: deviceNamed('bob') },
  ]);
  expect(realtime.online()).toEqual([
    { user: 'alice', call },
    { user: 'bob', call },
  ]);
  expect(realtime.calls().map(({ state }) => state)).toEqual(['connecting']);
});

test('[C20] the two in a call with each other are in the one that is asked for', () => {
  const { begin, enter, say } = setUp();
  const [alice] = [enter('alice'), enter('bob')];
  const call = 'call-of-alices__' as CallId;
  say(alice, { t: 'call.invite', call, to: start.to, media: 'voice' });
  expect(begin()).toMatchObject({ known: true, view: { call, state: 'ringing', media: 'voice' } });
});

test.each(['alice', 'bob'])(
  '[C5] [C20] %s calls the other while it rings at both: that is an accept',
  (name) => {
    const { begin, enter, say } = setUp();
    const [alice, bob] = [enter('alice'), enter('bob')];
    const { call } = begin().view;
    const [one, other] = name === 'alice' ? [alice, bob] : [bob, alice];
    const alias = 'call-of-their-own' as CallId;
    const to = user(name === 'alice' ? 'bob' : 'alice');
    say(one, { t: 'call.invite', call: alias, to, media: 'voice' });
    expect(one.last('call.state').view).toMatchObject({ call, aliases: [alias], state: 'ringing' });
    say(other, { t: 'call.accept', call, media: 'video' });
    expect([alice, bob].map(stand)).toEqual(['connecting', 'connecting']);
  },
);

test('[C20] it ends by nobody, and how it ended is known for a while', () => {
  const { begin, clock, enter, realtime } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  const { call } = begin().view;
  expect(realtime.endCall(call)).toBe(true);
  clock.advance(0);
  expect([alice, bob].map(stand)).toEqual(['hung-up by nobody', 'hung-up by nobody']);
  expect([realtime.endCall(call), realtime.calls()]).toEqual([false, []]);
  expect(realtime.call(call)).toMatchObject({ state: 'ended', reason: 'hung-up', duration: 0 });
  clock.advance(301_000);
  expect(realtime.call(call)).toBeUndefined();
});

test('[A4] [A5] [C20] nobody is asked whether the operator’s own call may be, and its begin and end are told', () => {
  const told: string[] = [];
  const { begin, enter, say } = setUp({
    hooks: {
      mayCall: () => false,
      maySee: () => false,
      callStarted: ({ caller, callees }) => told.push(`${caller} with ${callees.join()}`),
      callEnded: ({ reason, by }) => told.push(`${reason} by ${by ?? 'nobody'}`),
    },
  });
  const [alice, bob] = [enter('alice'), enter('bob')];
  const { call } = begin().view;
  for (const one of [alice, bob]) say(one, { t: 'call.accept', call, media: 'video' });
  for (const one of [alice, bob]) say(one, { t: 'call.connected', call });
  say(bob, { t: 'call.hangup', call });
  expect(told).toEqual(['alice with bob', 'hung-up by bob']);
});

test('[C20] refused: one person twice, somebody who is not there, is in a call, or can make none', () => {
  const { enter, realtime, say } = setUp();
  const [alice] = [enter('alice'), enter('bob')];
  const code = (from: string, to: string): unknown => {
    const started = realtime.startCall({ from: user(from), to: user(to), media: 'voice' });
    return started.ok ? 'started' : started.error;
  };
  expect(code('alice', 'alice')).toBe('bad-message');
  expect([code('alice', 'carol'), code('carol', 'alice')]).toEqual(['not-online', 'not-online']);
  enter('carol', { calls: false });
  expect([code('alice', 'carol'), code('carol', 'alice')]).toEqual([
    'media-unavailable',
    'media-unavailable',
  ]);
  say(alice, { t: 'call.invite', call: 'call-of-alices__' as CallId, to: start.to, media: 'voice' });
  enter('dave');
  expect([code('bob', 'dave'), code('dave', 'alice')]).toEqual(['already-in-call', 'already-in-call']);
});
