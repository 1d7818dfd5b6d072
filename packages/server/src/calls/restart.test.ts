// What becomes of calls when the server is restarted under them (DESIGN.md D3, protocol C16).
import type { CallClaim, CallId, CallView, ClientMessage, UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { createMemoryRealtime } from '../testing/memory-socket.ts';
import { signIn, type TestClient } from '../testing/test-client.ts';

const ONE = 'call-one________' as CallId;
const TWO = 'call-two________' as CallId;
const user = (name: string): UserId => name as UserId;

/** A server that has just come up, with clients that were in a call on the one before it. */
function restarted() {
  const server = createMemoryRealtime();
  const { clock } = server;
  const since = clock.now() - 60_000;
  const say = (client: TestClient, ...messages: ClientMessage[]): void => {
    for (const message of messages) client.send(message);
    clock.advance(0);
  };
  const claim = (state: CallClaim['state'] = 'active'): CallClaim => ({
    caller: user('alice'),
    media: 'video',
    participants: [
      { user: user('alice'), media: 'video' },
      { user: user('bob'), media: 'voice' },
    ],
    state,
    ...(state === 'active' ? { since } : {}),
  });
  const rejoin = (client: TestClient, state?: CallClaim['state']): void =>
    say(client, { t: 'call.rejoin', call: ONE, claim: claim(state) });
  const invite = (client: TestClient, to: string, call = TWO): void =>
    say(client, { t: 'call.invite', call, to: user(to), media: 'video' });
  return { server, clock, say, claim, rejoin, invite, enter: (name: string) => signIn(server, name), since };
}

const view = (client: TestClient): CallView => client.last('call.state').view;
const stand = (client: TestClient): string => {
  const last = view(client);
  return last.state === 'ended' ? `${last.reason} by ${last.by ?? 'nobody'}` : last.state;
};

test('[C16] [I13] both claim the call: it stands as it did, and a hang-up ends it for both', () => {
  const { enter, rejoin, say, since, server } = restarted();
  const [alice, bob] = [enter('alice'), enter('bob')];
  rejoin(bob);
  // One alone is told nothing yet, and the other is told nothing of a call that they have not claimed.
  expect([alice.of('call.state'), bob.of('call.state')]).toEqual([[], []]);
  rejoin(alice);
  expect(view(alice)).toMatchObject({ state: 'active', since, caller: 'alice' });
  expect(view(bob)).toEqual(view(alice));
  const signal = { kind: 'description', type: 'offer', sdp: 'v=0' } as const;
  say(alice, { t: 'call.signal', call: ONE, to: user('bob'), peer: 1, signal });
  expect(bob.of('call.signal')).toHaveLength(1);
  say(bob, { t: 'call.hangup', call: ONE });
  expect([stand(alice), stand(bob)]).toEqual(['hung-up by bob', 'hung-up by bob']);
  expect(server.realtime.counts().calls).toBe(0);
});

test('[C16] who hung up while the server was away is believed, and how long ago', () => {
  const { enter, rejoin, say } = restarted();
  const [alice, bob] = [enter('alice'), enter('bob')];
  rejoin(alice);
  say(alice, { t: 'call.hangup', call: ONE, ago: 10_000 });
  expect(view(alice)).toMatchObject({ reason: 'hung-up', duration: 50_000, by: 'alice' });
  rejoin(bob);
  expect(view(bob)).toEqual(view(alice));
});

test('[C16] one who waits in vain is told that the connection is lost; the other, late, is told the same', () => {
  const { enter, rejoin, clock, server } = restarted();
  const alice = enter('alice');
  rejoin(alice);
  clock.advance(27_000);
  expect(server.realtime.counts().calls).toBe(1);
  clock.advance(2_000);
  expect(stand(alice)).toBe('connection-lost by bob');
  const bob = enter('bob');
  rejoin(bob);
  expect(view(bob)).toEqual(view(alice));
  expect(server.realtime.counts().calls).toBe(0);
});

test.each([
  ['caller', ['alice', 'bob']],
  ['callee', ['bob', 'alice']],
])('[C16] a call that rang ends on both sides with a reason, the %s coming first', (_who, names) => {
  const { enter, rejoin, say, clock, server } = restarted();
  const clients = new Map(names.map((name) => [name, enter(name)]));
  for (const [name, client] of clients) {
    rejoin(client, 'ringing');
    if (name === 'bob') say(client, { t: 'call.ringing', call: ONE });
  }
  clock.advance(0);
  for (const client of clients.values()) expect(stand(client)).toBe('connection-lost by nobody');
  expect(server.realtime.counts().calls).toBe(0);
});

test('[C16] one that was declined while the server was away was declined', () => {
  const { enter, rejoin, say } = restarted();
  const [alice, bob] = [enter('alice'), enter('bob')];
  rejoin(alice, 'ringing');
  rejoin(bob, 'declined');
  say(bob, { t: 'call.decline', call: ONE });
  expect([stand(alice), stand(bob)]).toEqual(['declined by bob', 'declined by bob']);
});

test('[C16] an invite that is said again after the callee has answered is the caller’s word for it', () => {
  const { enter, rejoin, invite } = restarted();
  const [alice, bob] = [enter('alice'), enter('bob')];
  rejoin(bob, 'connecting');
  invite(alice, 'bob', ONE);
  expect([stand(alice), stand(bob)]).toEqual(['connecting', 'connecting']);
});

test('[C16] a line that breaks while the other is waited for is waited for as well', () => {
  const { enter, rejoin, server, clock } = restarted();
  const alice = enter('alice');
  rejoin(alice);
  alice.socket.cut();
  clock.advance(5_000);
  const bob = enter('bob');
  rejoin(bob);
  expect(stand(bob)).toBe('active');
  const back = signIn(server, 'alice', { resume: { session: alice.session(), seq: 0 } });
  expect(back.last('session.welcome')).toMatchObject({ recovered: true, calls: [{ state: 'active' }] });
  clock.advance(60_000);
  expect(stand(bob)).toBe('active');
});

test('[C16] a session that is gone when the call stands again has its time to come back', () => {
  const { enter, rejoin, clock } = restarted();
  const alice = enter('alice');
  rejoin(alice);
  alice.socket.cut();
  clock.advance(12_000);
  const bob = enter('bob');
  rejoin(bob);
  expect(stand(bob)).toBe('active');
  clock.advance(29_000);
  expect(stand(bob)).toBe('connection-lost by alice');
});

test('[C16] a page that is closed meanwhile has hung up', () => {
  const { enter, rejoin, say } = restarted();
  const [alice, bob] = [enter('alice'), enter('bob')];
  rejoin(alice);
  say(alice, { t: 'session.leave' });
  rejoin(bob);
  expect(stand(bob)).toBe('hung-up by alice');
});

test('[C16] who claims a call is busy, also for a ring that was quicker than the claim', () => {
  const { enter, rejoin, invite } = restarted();
  const [alice, bob, carol] = [enter('alice'), enter('bob'), enter('carol')];
  invite(carol, 'bob');
  expect(stand(bob)).toBe('ringing');
  rejoin(bob);
  expect(stand(carol)).toBe('busy by bob');
  rejoin(alice);
  expect([stand(alice), stand(bob)]).toEqual(['active', 'active']);
  invite(carol, 'alice', 'call-three______' as CallId);
  expect(stand(carol)).toBe('busy by alice');
});

test('[C16] a claim makes nobody but its maker busy, and a stranger’s claim is refused', () => {
  const { enter, rejoin, invite, say, claim } = restarted();
  const [alice, bob, carol] = [enter('alice'), enter('bob'), enter('carol')];
  rejoin(alice);
  say(carol, { t: 'call.rejoin', call: ONE, claim: claim() });
  expect(carol.last('error')).toMatchObject({ code: 'no-such-call', about: { t: 'call.rejoin', id: ONE } });
  invite(carol, 'bob');
  expect(stand(bob)).toBe('ringing');
  expect(stand(carol)).toBe('ringing');
});

test('[C16] [C31] who has answered somebody else by then goes on with both, and with no third', () => {
  const { enter, rejoin, invite, say, claim } = restarted();
  const [alice, bob, carol, dave] = [enter('alice'), enter('bob'), enter('carol'), enter('dave')];
  invite(carol, 'bob');
  say(bob, { t: 'call.accept', call: TWO, media: 'video' });
  rejoin(bob);
  rejoin(alice);
  expect([alice, bob, carol].map(stand)).toEqual(['active', 'active', 'connecting']);
  const third = {
    ...claim(),
    participants: ['dave', 'bob'].map((name) => ({ user: user(name), media: 'video' as const })),
    caller: user('dave'),
  };
  for (const one of [dave, bob])
    say(one, { t: 'call.rejoin', call: 'call-three______' as CallId, claim: third });
  expect(bob.last('error')).toMatchObject({ code: 'no-such-call' });
  expect(dave.of('call.state')).toEqual([]);
});

test('[C16] [C31] [I13] two calls of one person stand again, each with its other, and end by themselves', () => {
  const { enter, rejoin, say, claim, server } = restarted();
  const [alice, bob, carol] = [enter('alice'), enter('bob'), enter('carol')];
  const second: CallClaim = {
    ...claim(),
    caller: user('carol'),
    participants: ['carol', 'bob'].map((name) => ({ user: user(name), media: 'video' })),
  };
  const rejoinSecond = (client: TestClient): void =>
    say(client, { t: 'call.rejoin', call: TWO, claim: second });
  rejoin(bob);
  rejoinSecond(bob);
  rejoinSecond(carol);
  rejoin(alice);
  expect([alice, bob, carol].map(stand)).toEqual(['active', 'active', 'active']);
  expect(server.realtime.counts().calls).toBe(2);
  say(bob, { t: 'call.hangup', call: TWO });
  expect([stand(carol), stand(alice)]).toEqual(['hung-up by bob', 'active']);
  say(bob, { t: 'session.leave' });
  expect(stand(alice)).toBe('hung-up by bob');
  expect(server.realtime.counts().calls).toBe(0);
});

test('[C16] [C31] who leaves before the others have come has left both calls', () => {
  const { enter, rejoin, say, claim, server } = restarted();
  const [bob, alice, carol] = [enter('bob'), enter('alice'), enter('carol')];
  const second: CallClaim = {
    ...claim(),
    caller: user('carol'),
    participants: ['carol', 'bob'].map((name) => ({ user: user(name), media: 'video' })),
  };
  rejoin(bob);
  say(bob, { t: 'call.rejoin', call: TWO, claim: second }, { t: 'session.leave' });
  rejoin(alice);
  say(carol, { t: 'call.rejoin', call: TWO, claim: second });
  expect([alice, carol].map(stand)).toEqual(['hung-up by bob', 'hung-up by bob']);
  expect(server.realtime.counts().calls).toBe(0);
});

test('[C16] [C20] a caller who has only been rung ends the call with their claim, whoever spoke first', () => {
  for (const order of ['alice', 'bob']) {
    const { enter, rejoin, server } = restarted();
    const [alice, bob] = [enter('alice'), enter('bob')];
    if (order === 'alice') rejoin(alice, 'rung');
    else rejoin(bob, 'ringing');
    expect(stand(order === 'alice' ? alice : bob)).toBe('connection-lost by nobody');
    if (order === 'alice') rejoin(bob, 'ringing');
    else rejoin(alice, 'rung');
    expect([stand(alice), stand(bob)]).toEqual(['connection-lost by nobody', 'connection-lost by nobody']);
    expect(server.realtime.counts().calls).toBe(0);
  }
});

test.each([
  ['rung', 'connection-lost by nobody'],
  ['declined', 'declined by alice'],
] as const)('[C16] [C20] the callee waits for a caller who says %s', (state, ended) => {
  const { enter, rejoin } = restarted();
  const [alice, bob] = [enter('alice'), enter('bob')];
  rejoin(bob, 'connecting');
  rejoin(alice, state);
  expect([stand(alice), stand(bob)]).toEqual([ended, ended]);
});

test('[C16] [C20] a device that has only been rung changes nothing where the caller has answered on another', () => {
  for (const [who, state] of [
    ['alice', 'ringing'],
    ['bob', 'active'],
  ] as const) {
    const { enter, rejoin, server } = restarted();
    const [alice, bob] = [enter('alice'), enter('bob')];
    rejoin(who === 'alice' ? alice : bob, state);
    rejoin(alice, 'rung');
    expect(alice.last('error')).toMatchObject({ code: 'no-such-call' });
    expect(server.realtime.counts().calls).toBe(1);
  }
});

test('[C15] claims count as invites: twenty a minute', () => {
  const { enter, say, claim, server } = restarted();
  const bob = enter('bob');
  for (let i = 0; i < 30; i += 1) {
    const call = `call-${i}`.padEnd(16, '_') as CallId;
    say(bob, { t: 'call.rejoin', call, claim: claim('declined') });
  }
  expect(bob.of('error').map(({ code }) => code)).toEqual(Array.from({ length: 10 }, () => 'rate-limited'));
  expect(server.realtime.counts().calls).toBe(0);
});
