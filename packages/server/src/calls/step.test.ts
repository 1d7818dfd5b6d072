import type { CallId, ConnectCause, DeviceId, SessionId, UserId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { viewOf } from './call-view.ts';
import { HERE, seatsOf, type Call, type LiveCall, type Seat } from './call.ts';
import { dueAt, invite, step, summon, type CallEffect, type CallEvent } from './step.ts';

const user = (name: string): UserId => name as UserId;
const session = (name: string): SessionId => name as SessionId;
const seat = (name: string): Seat => ({
  session: session(name),
  device: `d-${name}` as DeviceId,
  line: HERE,
});

/** Alice, on session a, calls Bob on his sessions. */
function ringing(...bobs: string[]): LiveCall {
  const [call] = invite({
    id: 'call' as CallId,
    caller: { user: user('alice'), seat: seat('a') },
    media: 'video',
    callee: { user: user('bob'), seats: bobs.map(seat) },
    now: 0,
  });
  return call;
}

type Words<E = CallEvent> = E extends CallEvent ? Omit<E, 'now'> : never;
/** Runs events at the time 1,000 and answers the last step. */
function run(start: Call, ...events: (Words & { now?: number })[]): readonly [Call, readonly CallEffect[]] {
  let last: readonly [Call, readonly CallEffect[]] = [start, []];
  for (const event of events) last = step(last[0], { now: 1_000, ...event } as CallEvent);
  return last;
}
const rings = (name: string) => ({ name: 'rings', session: session(name) }) as const;
const accepted = (name: string) => ({ name: 'accepted', session: session(name), media: 'voice' }) as const;
const declined = (name: string) => ({ name: 'declined', session: session(name) }) as const;
const hungUp = (name: string, lineIsDead = false) =>
  ({ name: 'hung-up', session: session(name), lineIsDead }) as const;
const connected = (name: string) => ({ name: 'connected', session: session(name) }) as const;
const lost = (name: string, heardAt: number) =>
  ({ name: 'line-lost', session: session(name), heardAt }) as const;
const stuck = (name: string, cause: ConnectCause = 'no-relay') =>
  ({ name: 'stuck', session: session(name), cause }) as const;
const back = (name: string) => ({ name: 'line-back', session: session(name) }) as const;
const ended = (name: string, cause: 'left' | 'displaced' | 'lost') =>
  ({ name: 'session-ended', session: session(name), cause }) as const;
const time = (now: number) => ({ name: 'time', now }) as const;

const connecting = (): Call => run(ringing('b'), accepted('b'))[0];
const active = (): Call => run(connecting(), connected('a'), { ...connected('b'), now: 2_000 })[0];

/** What each session was last told, by name. */
function told(effects: readonly CallEffect[]): Record<string, string> {
  const last: Record<string, string> = {};
  for (const { sessions, view } of effects) {
    const words = view.state === 'ended' ? `${view.reason} by ${view.by ?? 'nobody'}` : view.state;
    for (const name of sessions) last[name] = words;
  }
  return last;
}
const state = ([call]: readonly [Call, unknown]): string => call.state;

test('[C1] an invite tells the caller and every session of the callee', () => {
  const [, effects] = invite({
    id: 'call' as CallId,
    caller: { user: user('alice'), seat: seat('a') },
    media: 'voice',
    callee: { user: user('bob'), seats: [seat('b1'), seat('b2')] },
    now: 0,
  });
  expect(told(effects)).toEqual({ a: 'ringing', b1: 'ringing', b2: 'ringing' });
});

test('[C3] a device that rings turns its participant ringing, once', () => {
  const [call, effects] = run(ringing('b'), rings('b'));
  expect(effects[0]?.view.participants[1]).toEqual({
    user: 'bob',
    state: 'ringing',
    media: 'video',
    device: 'd-b',
  });
  expect(run(call, rings('b'))[1]).toEqual([]);
  expect(run(call, rings('a'))[1]).toEqual([]);
});

test('[C3] 45 s after the invite a call that rings ends with no-answer', () => {
  const call = run(ringing('b'), rings('b'))[0];
  expect(dueAt(call)).toBe(45_000);
  expect(state(run(call, time(44_999)))).toBe('ringing');
  expect(told(run(call, time(45_000))[1])).toEqual({ a: 'no-answer by nobody', b: 'no-answer by nobody' });
});

test('[C4] accepting connects, and the callee’s other sessions are told that it was answered elsewhere', () => {
  const [call, effects] = run(ringing('b1', 'b2'), rings('b1'), rings('b2'), accepted('b2'));
  expect(told(effects)).toEqual({ a: 'connecting', b2: 'connecting', b1: 'answered-elsewhere by nobody' });
  expect(call.members[1]).toMatchObject({ state: 'joined', media: 'voice', seat: { session: 'b2' } });
  // The one that lost the race changes nothing any more.
  for (const event of [accepted('b1'), declined('b1'), hungUp('b1'), ended('b1', 'left')]) {
    expect(run(call, event)).toEqual([call, []]);
  }
});

test.each([
  ['[C4] decline', [declined('b')], 'declined by bob'],
  ['[C7] hang-up by the callee of a ringing call', [hungUp('b')], 'declined by bob'],
  ['[C4] hang-up by the caller of a ringing call', [hungUp('a')], 'cancelled by alice'],
  ['[C7] hang-up while connecting', [accepted('b'), hungUp('a')], 'hung-up by alice'],
  [
    '[C7] hang-up in an active call',
    [accepted('b'), connected('a'), connected('b'), hungUp('b')],
    'hung-up by bob',
  ],
  ['[C7] giving up on a dead line', [accepted('b'), hungUp('b', true)], 'connection-lost by bob'],
  ['[C7] giving up while it rings', [hungUp('a', true)], 'cancelled by alice'],
  ['[C6] no media within 14 s', [accepted('b'), connected('a'), time(15_000)], 'media-failed by nobody'],
  ['[C19] nobody tries any longer', [accepted('b'), stuck('a'), stuck('b')], 'media-failed by nobody'],
  [
    '[C19] one is connected, and the other tries no longer',
    [accepted('b'), connected('b'), stuck('a')],
    'media-failed by nobody',
  ],
  ['[C11] the caller leaves while it rings', [ended('a', 'left')], 'cancelled by alice'],
  ['[C11] the callee leaves while it rings', [ended('b', 'left')], 'declined by bob'],
  ['[C11] leaving a call', [accepted('b'), ended('b', 'left')], 'hung-up by bob'],
  ['[C11] being displaced while it rings', [ended('b', 'displaced')], 'displaced by bob'],
  ['[C11] being displaced in a call', [accepted('b'), ended('a', 'displaced')], 'displaced by alice'],
  [
    '[C12] a lost line, 28 s after it was last heard',
    [accepted('b'), connected('a'), connected('b'), lost('b', 500), time(28_500)],
    'connection-lost by bob',
  ],
  ['[C12] a lost caller while it rings', [lost('a', 500), time(28_500)], 'connection-lost by alice'],
  [
    '[C12] a lost callee while it rings',
    [lost('b', 500), ended('b', 'lost'), time(28_500)],
    'connection-lost by bob',
  ],
] as const)('%s ends it for both', (_, events, reason) => {
  const [call, effects] = run(ringing('b'), ...events);
  expect(call.state).toBe('ended');
  expect(told(effects)).toMatchObject({ a: reason });
  const lostSeat = events.some((event) => event.name === 'session-ended' && event.cause === 'lost');
  if (!lostSeat) expect(told(effects)).toMatchObject({ b: reason });
});

test('[C6] both media connected makes it active, and its duration counts from then', () => {
  const once = run(connecting(), connected('a'), connected('a'));
  expect(state(once)).toBe('connecting');
  const call = active();
  expect(call).toMatchObject({ state: 'active', since: 2_000 });
  const [over, effects] = run(call, { ...hungUp('a'), now: 7_000 });
  expect(over).toMatchObject({ duration: 5_000 });
  expect(effects[0]?.view).toMatchObject({ state: 'ended', duration: 5_000, reason: 'hung-up', by: 'alice' });
  expect(run(connecting(), hungUp('a'))[0]).toMatchObject({ duration: 0 });
});

test('[C6] a call that is active no longer fails for want of media', () => {
  expect(dueAt(active())).toBe(Infinity);
  expect(state(run(active(), time(1e9)))).toBe('active');
});

test('[C9] the callee’s device is named while exactly one session rings, and once one has answered', () => {
  const deviceIn = ([, effects]: readonly [Call, readonly CallEffect[]]): string | undefined =>
    effects.at(-1)?.view.participants[1]?.device;
  expect(viewOf(ringing('b')).participants[1]?.device).toBe(undefined);
  expect(deviceIn(run(ringing('b'), rings('b')))).toBe('d-b');
  expect(deviceIn(run(ringing('b', 'c'), rings('b')))).toBe(undefined);
  expect(deviceIn(run(ringing('b', 'c'), rings('b'), rings('c')))).toBe(undefined);
  expect(deviceIn(run(ringing('b', 'c'), rings('b'), ended('c', 'left')))).toBe('d-b');
  expect(deviceIn(run(ringing('b', 'c'), rings('b'), accepted('c')))).toBe('d-c');
});

test('[C11] one of several ringing sessions that leaves only stops its own ringing', () => {
  const [call, effects] = run(ringing('b1', 'b2'), ended('b1', 'left'));
  expect(told(effects)).toEqual({ a: 'ringing', b2: 'ringing' });
  expect(state(run(call, ended('b2', 'left')))).toBe('ended');
});

test('[C12] a line that comes back in time stops the clock', () => {
  const away = run(active(), lost('b', 5_000))[0];
  expect(dueAt(away)).toBe(33_000);
  expect(state(run(away, time(32_999)))).toBe('active');
  expect(dueAt(run(away, back('b'))[0])).toBe(Infinity);
});

test('[C12] a callee is lost only when all their sessions are', () => {
  const call = run(ringing('b1', 'b2'), lost('b1', 100))[0];
  expect(dueAt(call)).toBe(45_000);
  expect(dueAt(run(call, lost('b2', 300))[0])).toBe(28_300);
  expect(dueAt(run(call, lost('b2', 300), ended('b1', 'lost'), ended('b2', 'lost'))[0])).toBe(28_300);
});

test('[C13] a participant whose device is lost goes on from another session; the old one is out', () => {
  const away = run(active(), lost('b', 5_000))[0];
  const rejoined = {
    name: 'rejoined',
    user: user('bob'),
    session: session('b2'),
    device: 'd-b2' as DeviceId,
  } as const;
  const [call, effects] = run(away, rejoined);
  expect(told(effects)).toEqual({ a: 'active', b2: 'active', b: 'answered-elsewhere by nobody' });
  expect(call.members[1]).toMatchObject({ seat: { session: 'b2' }, progress: { name: 'connecting' } });
  expect(dueAt(call)).toBe(Infinity);
  expect(run(call, back('b'), hungUp('b'))).toEqual([call, []]);
  // The same page with another session kept its media connection.
  const same = run(away, { ...rejoined, device: 'd-b' as DeviceId })[0];
  expect(same.members[1]).toMatchObject({ progress: { name: 'connected' } });
});

test('[C13] nobody takes the place of a device that is connected', () => {
  const call = active();
  const thief = {
    name: 'rejoined',
    user: user('bob'),
    session: session('b2'),
    device: 'd-b2' as DeviceId,
  } as const;
  expect(run(call, thief)).toEqual([call, []]);
  const stranger = { ...thief, user: user('mallory') };
  expect(run(run(call, lost('b', 0))[0], stranger)[1]).toEqual([]);
});

test('[C14] a session that comes while its account is called rings, too, and once', () => {
  const came = {
    name: 'came',
    user: user('bob'),
    session: session('b2'),
    device: 'd-b2' as DeviceId,
  } as const;
  const [call, effects] = run(ringing('b'), came);
  // It reads the call in its welcome; the others hear that the callee's device is open again.
  expect(told(effects)).toEqual({ a: 'ringing', b: 'ringing' });
  expect(state(run(call, accepted('b2')))).toBe('connecting');
  expect(run(connecting(), came)[1]).toEqual([]);
});

test('[C19] what each device says of why it is stuck is told to both at the end', () => {
  const causes = [{ user: 'alice', cause: 'relay-unreachable' }];
  const one = run(connecting(), stuck('a', 'no-relay'), stuck('a', 'relay-unreachable'));
  expect(one[1]).toEqual([]);
  expect(run(one[0], time(15_000))[1]).toMatchObject([{ sessions: ['a', 'b'], view: { causes } }]);
  const both = [...causes, { user: 'bob', cause: 'other-unreachable' }];
  expect(run(one[0], stuck('b', 'other-unreachable'))[1]).toMatchObject([{ view: { causes: both } }]);
  expect(viewOf(run(one[0], hungUp('b'))[0])).not.toHaveProperty('causes');
});

test('[C19] a device that was stuck and connects all the same is taken at its word', () => {
  expect(state(run(connecting(), stuck('a'), connected('a'), connected('b')))).toBe('active');
  expect(state(run(connecting(), connected('a'), stuck('a')))).toBe('connecting');
  expect(state(run(active(), stuck('a'), stuck('b')))).toBe('active');
  expect(state(run(ringing('b'), stuck('a')))).toBe('ringing');
});

test('[D13] a call of three goes on when one leaves', () => {
  const carol = {
    state: 'joined',
    user: user('carol'),
    media: 'voice',
    seat: seat('c'),
    progress: { name: 'connected' },
    waits: false,
  } as const;
  const two = active();
  if (two.state !== 'active') throw new Error('not active');
  const three: LiveCall = { ...two, members: [...two.members, carol] };
  const [call, effects] = run(three, hungUp('a'));
  expect(told(effects)).toEqual({ a: 'hung-up by nobody', b: 'active', c: 'active' });
  expect(call.members.map((member) => member.user)).toEqual(['bob', 'carol']);
  expect(state(run(call, hungUp('c')))).toBe('ended');
});

/** The server rings Alice on her sessions and Bob on his. */
function summoned(alices: string[], bobs: string[]): LiveCall {
  const [call] = summon({
    id: 'call' as CallId,
    caller: { user: user('alice'), seats: alices.map(seat) },
    media: 'video',
    callee: { user: user('bob'), seats: bobs.map(seat) },
    now: 0,
  });
  return call;
}

test('[C20] a call of the server’s making rings at both, and nobody is in it', () => {
  const call = summoned(['a1', 'a2'], ['b']);
  expect(viewOf(call)).toMatchObject({ state: 'ringing', caller: 'alice' });
  expect(viewOf(call).participants).toEqual([
    { user: 'alice', state: 'invited', media: 'video' },
    { user: 'bob', state: 'invited', media: 'video' },
  ]);
  // Who counts as the caller has no device that could offer before just one of theirs rings.
  const [rung] = run(call, rings('a1'), rings('a2'), rings('b'));
  expect(viewOf(rung).participants.map(({ device }) => device)).toEqual([undefined, 'd-b']);
});

test.each([
  ['a1', 'b', 'a2'],
  ['b', 'a1', 'a2'],
])('[C20] %s accepts and waits, %s accepts and they connect; the other device stops ringing', (one, two) => {
  const [waiting, first] = run(summoned(['a1', 'a2'], ['b']), accepted(one));
  expect(waiting.state).toBe('ringing');
  expect(told(first)).toMatchObject({ a1: 'ringing', b: 'ringing' });
  const [call, second] = run(waiting, { ...accepted(two), now: 10_000 });
  const told2 = told([...first, ...second]);
  expect(told2).toEqual({ a1: 'connecting', b: 'connecting', a2: 'answered-elsewhere by nobody' });
  // C6: counted from the accept that connects them.
  expect(dueAt(call)).toBe(24_000);
  expect(state(run(call, connected('a1'), connected('b')))).toBe('active');
});

test.each([
  ['the caller declines', [declined('a')], 'declined by alice'],
  ['the callee declines', [declined('b')], 'declined by bob'],
  ['the callee declines, for whom the caller waits', [accepted('a'), declined('b')], 'declined by bob'],
  ['the caller declines, for whom the callee waits', [accepted('b'), declined('a')], 'declined by alice'],
  ['the callee no longer waits for the caller', [accepted('b'), hungUp('b')], 'cancelled by bob'],
  ['nobody answers', [rings('a'), rings('b'), time(45_000)], 'no-answer by nobody'],
  ['the caller alone answers', [accepted('a'), time(45_000)], 'no-answer by nobody'],
  ['the callee alone answers', [accepted('b'), time(45_000)], 'no-answer by nobody'],
  ['the caller’s page is closed', [ended('a', 'left')], 'declined by alice'],
  ['the callee signs in elsewhere', [accepted('b'), ended('b', 'displaced')], 'displaced by bob'],
  ['who waits is lost', [accepted('b'), lost('b', 500), time(28_500)], 'connection-lost by bob'],
] as const)('[C20] %s', (_name, events, reason) => {
  expect(told(run(summoned(['a'], ['b']), ...events)[1])).toEqual({ a: reason, b: reason });
});

const anySession = fc.constantFrom('a', 'b1', 'b2', 'new').map(session);
const anyEvent: fc.Arbitrary<CallEvent> = fc
  .record({
    name: fc.constantFrom(
      'rings',
      'accepted',
      'declined',
      'hung-up',
      'connected',
      'came',
      'rejoined',
      'line-lost',
      'line-back',
      'session-ended',
      'time',
    ),
    session: anySession,
    user: fc.constantFrom('alice', 'bob').map(user),
    media: fc.constantFrom('video', 'voice'),
    cause: fc.constantFrom('left', 'displaced', 'lost'),
    lineIsDead: fc.boolean(),
    later: fc.nat(20_000),
  })
  .map(
    (fields) =>
      ({ ...fields, device: `d-${fields.session}`, now: fields.later, heardAt: fields.later }) as never,
  );

test('[I12] whatever happens, a call whose people are gone ends by itself, and an ended one stays as it is', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 25 }), fc.boolean(), (events, isServers) => {
      let call: Call = isServers ? summoned(['a'], ['b1', 'b2']) : ringing('b1', 'b2');
      let now = 0;
      for (const event of events) {
        const before: Call = call;
        now += event.now;
        const at = { ...event, now, ...('heardAt' in event ? { heardAt: now } : {}) } as CallEvent;
        const [next, effects] = step(call, at);
        if (before.state === 'ended') {
          expect([next, effects]).toEqual([before, []]);
          break;
        }
        // Nobody is in it who has not called or accepted (I9).
        const isAccept = at.name === 'accepted' && 'session' in at;
        for (const { state, user } of next.members) {
          const was = before.members.find((member) => member.user === user)?.state;
          if (state === 'joined' && was !== 'joined') expect(isAccept).toBe(true);
        }
        // Whoever has a part in it is told of every end.
        if (next.state === 'ended') {
          const parts = before.members.flatMap(seatsOf).map((seat) => seat.session);
          expect(Object.keys(told(effects)).toSorted()).toEqual(parts.toSorted());
        }
        call = next;
      }
      // Everybody vanishes: every seat's line is lost, and then only time passes.
      for (const { session } of call.members.flatMap(seatsOf)) {
        call = step(call, { name: 'line-lost', session, heardAt: now, now })[0];
      }
      const deadline = now + 45_001;
      for (let steps = 0; call.state !== 'ended'; steps += 1) {
        expect(steps).toBeLessThan(5);
        now = dueAt(call);
        expect(now).toBeLessThan(deadline);
        call = step(call, { name: 'time', now })[0];
      }
      expect(dueAt(call)).toBe(Infinity);
    }),
    { numRuns: 500 },
  );
});
