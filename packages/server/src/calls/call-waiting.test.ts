// A second call while one goes on, from the wire (protocol C2, C31).
import type { CallId, CallView, ClientMessage, UserId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryRealtime, type MemoryOptions } from '../testing/memory-socket.ts';
import { deviceNamed, signIn, type TestClient } from '../testing/test-client.ts';

const ONE = 'call-one________' as CallId;
const TWO = 'call-two________' as CallId;
const THREE = 'call-three______' as CallId;
const user = (name: string): UserId => name as UserId;
const STATUS = { microphone: true, camera: true, screen: false };

function setUp(options: MemoryOptions = {}) {
  const server = createMemoryRealtime(options);
  const enter = (name: string, device?: string): TestClient => signIn(server, name, device ? { device } : {});
  const say = (client: TestClient, message: ClientMessage): void => {
    client.send(message);
    server.clock.advance(0);
  };
  const ring = (from: TestClient, to: string, call = TWO): void =>
    say(from, { t: 'call.invite', call, to: user(to), media: 'video' });
  const accept = (client: TestClient, call = TWO): void =>
    say(client, { t: 'call.accept', call, media: 'video' });
  const talk = (one: TestClient, other: TestClient, call = ONE): void => {
    for (const client of [one, other]) say(client, { t: 'call.connected', call });
  };
  const waits = (client: TestClient, on = true, call = ONE): void =>
    say(client, { t: 'call.status', call, status: { ...STATUS, waits: on } });
  return { server, clock: server.clock, enter, say, ring, accept, talk, waits };
}

/** Alice and Bob talk, and Bob's device can wait. */
function talking(options: MemoryOptions = {}) {
  const all = setUp(options);
  const { enter, ring, accept, talk, waits } = all;
  const [alice, bob, carol] = [enter('alice'), enter('bob'), enter('carol')];
  ring(alice, 'bob', ONE);
  accept(bob, ONE);
  talk(alice, bob);
  waits(bob);
  return { ...all, alice, bob, carol };
}

const viewIn = (client: TestClient, call: CallId): CallView | undefined =>
  client.of('call.state').findLast(({ view }) => view.call === call)?.view;
const stand = (client: TestClient, call: CallId): string => {
  const last = viewIn(client, call);
  if (!last) return 'nothing';
  return last.state === 'ended' ? `${last.reason} by ${last.by ?? 'nobody'}` : last.state;
};
const both = (client: TestClient): string[] => [stand(client, ONE), stand(client, TWO)];

test('[C31] a second call rings where the first goes on, which it leaves as it is, and both are had', () => {
  const { alice, bob, carol, ring, accept, talk, say, server } = talking();
  ring(carol, 'bob');
  expect(both(bob)).toEqual(['active', 'ringing']);
  say(bob, { t: 'call.ringing', call: TWO });
  expect(viewIn(carol, TWO)?.participants[1]).toMatchObject({ state: 'ringing', device: deviceNamed('bob') });
  accept(bob);
  talk(carol, bob, TWO);
  expect(both(bob)).toEqual(['active', 'active']);
  expect([stand(alice, ONE), stand(carol, TWO)]).toEqual(['active', 'active']);
  expect(server.realtime.counts().calls).toBe(2);
  say(bob, { t: 'call.hangup', call: TWO });
  expect([...both(bob), stand(alice, ONE)]).toEqual(['active', 'hung-up by bob', 'active']);
  say(alice, { t: 'call.hangup', call: ONE });
  expect(both(bob)).toEqual(['hung-up by alice', 'hung-up by bob']);
  expect(server.realtime.counts().calls).toBe(0);
});

test('[C31] that a device can wait is the server’s to know; that a call is on hold is told', () => {
  const { alice, bob, waits, say } = talking();
  expect(alice.last('call.status').status).toEqual(STATUS);
  say(bob, { t: 'call.status', call: ONE, status: { ...STATUS, held: true, waits: true } });
  expect(alice.last('call.status').status).toEqual({ ...STATUS, held: true });
  waits(alice, false);
  expect(bob.last('call.status').status).toEqual(STATUS);
});

test('[C2] [C31] busy, and who talks is named', () => {
  const { alice, bob, carol, ring, accept, waits, enter } = talking();
  // Alice's device has not said that it waits, and Bob's no longer does.
  ring(carol, 'alice', 'call-a__________' as CallId);
  expect(stand(carol, 'call-a__________' as CallId)).toBe('busy by alice');
  waits(bob, false);
  ring(carol, 'bob', 'call-b__________' as CallId);
  expect(stand(carol, 'call-b__________' as CallId)).toBe('busy by bob');
  waits(bob);
  ring(carol, 'bob');
  expect(stand(bob, TWO)).toBe('ringing');
  // Nobody talks with Carol yet.
  const dave = enter('dave');
  ring(dave, 'carol', 'call-c__________' as CallId);
  expect(stand(dave, 'call-c__________' as CallId)).toBe('busy by nobody');
  ring(dave, 'bob', THREE);
  expect(stand(dave, THREE)).toBe('busy by bob');
  accept(bob);
  ring(dave, 'bob', 'call-d__________' as CallId);
  expect(stand(dave, 'call-d__________' as CallId)).toBe('busy by bob');
  expect(both(bob)).toEqual(['active', 'connecting']);
  expect(stand(alice, ONE)).toBe('active');
});

test('[C31] a call that only connects leaves no room for another, nor does one whose line is lost', () => {
  const { enter, ring, accept, waits, talk, server } = setUp();
  const [alice, bob, carol] = [enter('alice'), enter('bob'), enter('carol')];
  ring(alice, 'bob', ONE);
  accept(bob, ONE);
  waits(bob);
  ring(carol, 'bob');
  expect(stand(carol, TWO)).toBe('busy by bob');
  talk(alice, bob);
  bob.socket.cut();
  server.clock.advance(0);
  ring(carol, 'bob', THREE);
  expect(stand(carol, THREE)).toBe('busy by bob');
});

test('[C31] of several devices only the one that talks rings, however late another comes', () => {
  const { ring, accept, talk, waits, enter, say } = setUp({ policy: 'multiple' });
  const [alice, carol, desk, phone] = [
    enter('alice'),
    enter('carol'),
    enter('bob', 'desk'),
    enter('bob', 'phone'),
  ];
  ring(alice, 'bob', ONE);
  accept(desk, ONE);
  talk(alice, desk);
  waits(desk);
  ring(carol, 'bob');
  const late = enter('bob', 'late');
  expect(late.last('session.welcome').calls).toEqual([]);
  expect([desk, phone, late].map((client) => stand(client, TWO))).toEqual(['ringing', 'nothing', 'nothing']);
  say(phone, { t: 'call.accept', call: TWO, media: 'voice' });
  expect(stand(carol, TWO)).toBe('ringing');
});

test.each([
  ['the other hangs up the first', 'alice', { t: 'call.hangup', call: ONE }, ['hung-up by alice', 'ringing']],
  ['the caller gives up', 'carol', { t: 'call.hangup', call: TWO }, ['active', 'cancelled by carol']],
  ['it is declined', 'bob', { t: 'call.decline', call: TWO }, ['active', 'declined by bob']],
  ['the first is hung up', 'bob', { t: 'call.hangup', call: ONE }, ['hung-up by bob', 'ringing']],
  ['the page is closed', 'bob', { t: 'session.leave' }, ['hung-up by bob', 'declined by bob']],
] as const)('[C31] while it rings, %s', (_name, who, message, stands) => {
  const all = talking();
  all.ring(all.carol, 'bob');
  all.say(all[who], message);
  expect([stand(all.alice, ONE), stand(all.carol, TWO)]).toEqual(stands);
});

test('[C11] [C31] a displaced session loses both calls', () => {
  const { alice, carol, ring, accept, talk, bob, enter, server } = talking();
  ring(carol, 'bob');
  accept(bob);
  talk(carol, bob, TWO);
  enter('bob', 'elsewhere');
  expect([stand(alice, ONE), stand(carol, TWO)]).toEqual(['displaced by bob', 'displaced by bob']);
  expect(server.realtime.counts().calls).toBe(0);
});

test('[C12] [C31] [I12] who is lost is lost to both, 28 s after they were heard', () => {
  const { alice, carol, ring, accept, talk, bob, clock, server } = talking();
  ring(carol, 'bob');
  accept(bob);
  talk(carol, bob, TWO);
  bob.socket.cut();
  clock.advance(28_000);
  expect([stand(alice, ONE), stand(carol, TWO)]).toEqual([
    'connection-lost by bob',
    'connection-lost by bob',
  ]);
  expect(server.realtime.counts().calls).toBe(0);
});

test('[C5] [C31] who has just hung up calls back whoever rings: one call', () => {
  const { bob, carol, ring, say, server } = talking();
  ring(carol, 'bob');
  say(bob, { t: 'call.hangup', call: ONE });
  ring(bob, 'carol', THREE);
  expect(stand(carol, TWO)).toBe('connecting');
  expect(viewIn(bob, TWO)?.aliases).toEqual([THREE]);
  expect(server.realtime.counts().calls).toBe(1);
});

const NAMES = ['alice', 'bob', 'carol', 'dave'] as const;
const IDS = [ONE, TWO, THREE];
const anyStep = fc.record({
  who: fc.constantFrom(...NAMES),
  to: fc.constantFrom(...NAMES),
  call: fc.constantFrom(...IDS),
  what: fc.constantFrom('invite', 'ringing', 'accept', 'decline', 'connected', 'waits', 'hangup', 'time'),
});

test('[C31] [I11] [I12] whatever four people do: two calls each at most, the second beside one that was had, and all end', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 20, maxLength: 60 }), (steps) => {
      const { server, enter, say, ring, clock } = setUp();
      const people = new Map(NAMES.map((name) => [name, enter(name)]));
      let fresh = 0;
      const ids = new Map(IDS.map((id) => [id, id]));
      for (const { who, to, call, what } of steps) {
        const client = people.get(who);
        const id = ids.get(call);
        if (!client || !id) throw new Error('nobody of that name');
        const before = server.realtime.calls();
        if (what === 'time') clock.advance(3_000);
        else if (what === 'invite') {
          fresh += 1;
          const next = `call-fresh-${fresh}`.padEnd(16, '_') as CallId;
          ids.set(call, next);
          ring(client, to, next);
        } else if (what === 'accept') say(client, { t: 'call.accept', call: id, media: 'voice' });
        else if (what === 'waits')
          say(client, { t: 'call.status', call: id, status: { ...STATUS, waits: true } });
        else say(client, { t: `call.${what}`, call: id });
        const now = server.realtime.calls();
        for (const name of NAMES) {
          const of = (views: readonly CallView[]): readonly CallView[] =>
            views.filter(({ participants }) => participants.some((one) => one.user === name));
          expect(of(now).length).toBeLessThanOrEqual(2);
          const begun = of(now).length === 2 && of(before).length < 2;
          if (begun) expect(of(before)[0]?.state).toBe('active');
        }
      }
      for (const client of people.values()) client.socket.cut();
      clock.advance(60_000);
      expect(server.realtime.counts().calls).toBe(0);
    }),
    { numRuns: 200 },
  );
});
