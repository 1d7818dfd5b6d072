import type { CallId, CallMedia, ClientMessage, UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { Identity, RelayGrants } from '../realtime-api.ts';
import { createMemoryRealtime, type MemoryOptions } from '../testing/memory-socket.ts';
import { openClient, signIn, type TestClient } from '../testing/test-client.ts';

const ONE = 'call-one________' as CallId;
const LIFETIME = 600_000;
/** When others are due, of a grant's time. */
const DUE = 480_000;

const relay: RelayGrants = {
  grant: (user, host, now) => ({
    servers: [{ urls: [`turn:${host ?? 'nowhere'}`], username: `${user}@${now}`, credential: 'c' }],
    expires: now + LIFETIME,
  }),
};

function setUp(options: MemoryOptions = {}) {
  const server = createMemoryRealtime({ relay, ...options });
  const { clock } = server;
  const say = (client: TestClient, message: ClientMessage): void => {
    client.send(message);
    clock.advance(0);
  };
  const people = ['alice', 'bob'].map((name) => signIn(server, name)) as [TestClient, TestClient];
  const [alice, bob] = people;
  const ring = (): void => {
    say(alice, { t: 'call.invite', call: ONE, to: 'bob' as UserId, media: 'video' });
    say(bob, { t: 'call.ringing', call: ONE });
  };
  const accept = (media: CallMedia = 'video'): void => say(bob, { t: 'call.accept', call: ONE, media });
  const talk = (): void => {
    ring();
    accept();
    for (const client of people) say(client, { t: 'call.connected', call: ONE });
  };
  /** Time in which both are heard of. */
  const pass = (ms: number): void => {
    for (let at = 0; at < ms; at += 2_000) {
      clock.advance(Math.min(2_000, ms - at));
      for (const client of people) say(client, { t: 'session.ping' });
    }
  };
  return { server, clock, say, alice, bob, ring, accept, talk, pass };
}

const relays = (client: TestClient): number => client.of('call.relay').length;
/** What comes after what: relays, and views by their state. */
const order = (client: TestClient): string[] =>
  client.heard.flatMap((message) => {
    if (message.t === 'call.relay') return ['relay'];
    return message.t === 'call.state' ? [message.view.state] : [];
  });

test('[C18] each device has credentials before the view that lets it connect, and none before somebody rings', () => {
  const { alice, bob, ring, say } = setUp();
  expect(alice.last('session.welcome').relay).toBe(true);
  say(alice, { t: 'call.invite', call: ONE, to: 'bob' as UserId, media: 'video' });
  expect([order(alice), order(bob)]).toEqual([['ringing'], ['ringing']]);
  ring();
  expect(order(alice)).toEqual(['ringing', 'ringing', 'relay', 'ringing']);
  expect(order(bob)).toEqual(['ringing', 'relay', 'ringing']);
  expect(bob.last('call.relay')).toMatchObject({ call: ONE, servers: [{ credential: 'c' }] });
  expect(bob.last('call.relay').servers[0]?.username).toMatch(/^bob@/);
});

test('[C18] where nothing is connected before the answer, credentials come with it', () => {
  const { alice, bob, ring, accept } = setUp({ preconnect: false });
  ring();
  expect([relays(alice), relays(bob)]).toEqual([0, 0]);
  accept();
  expect([order(alice).slice(-2), order(bob).slice(-2)]).toEqual([
    ['relay', 'connecting'],
    ['relay', 'connecting'],
  ]);
});

test('[C18] of several devices that ring only the one that answers gets any', () => {
  const { server, alice, bob, say, ring } = setUp({ policy: 'multiple' });
  const other = signIn(server, 'bob', { device: 'other' });
  say(alice, { t: 'call.invite', call: ONE, to: 'bob' as UserId, media: 'video' });
  say(other, { t: 'call.ringing', call: ONE });
  ring();
  expect([alice, bob, other].map(relays)).toEqual([0, 0, 0]);
  say(other, { t: 'call.accept', call: ONE, media: 'video' });
  expect([alice, bob, other].map(relays)).toEqual([1, 0, 1]);
});

test('[C18] others come before they end, as long as the call lasts and no longer', () => {
  const { alice, bob, talk, pass, say, clock } = setUp();
  talk();
  pass(DUE - 2_000);
  expect([relays(alice), relays(bob)]).toEqual([1, 1]);
  pass(4_000);
  expect([relays(alice), relays(bob)]).toEqual([2, 2]);
  const [first, second] = alice.of('call.relay');
  expect((first?.expires ?? 0) - clock.now()).toBeGreaterThan(100_000);
  expect(second?.servers[0]?.username).not.toBe(first?.servers[0]?.username);
  pass(LIFETIME);
  expect(relays(alice)).toBe(3);
  say(bob, { t: 'call.hangup', call: ONE });
  pass(2 * LIFETIME);
  expect([relays(alice), relays(bob)]).toEqual([3, 3]);
});

test('[C18] [I19] who is signed out gets no others, and nor does the one who was talking to them', () => {
  const { server, alice, bob, talk, pass } = setUp();
  talk();
  server.realtime.endSignIns(['sign-in of bob']);
  pass(2 * LIFETIME);
  expect([relays(alice), relays(bob)]).toEqual([1, 1]);
  expect(server.realtime.counts().calls).toBe(0);
});

test('[C18] neither a stranger nor who was refused gets any', () => {
  const { server, alice, bob, say, ring } = setUp();
  const carol = signIn(server, 'carol');
  ring();
  say(carol, { t: 'call.invite', call: 'call-two________' as CallId, to: 'bob' as UserId, media: 'video' });
  say(carol, { t: 'call.rejoin', call: ONE });
  say(carol, { t: 'call.ringing', call: ONE });
  say(carol, { t: 'call.accept', call: ONE, media: 'video' });
  expect([alice, bob, carol].map(relays)).toEqual([1, 1, 0]);
});

test('[C13] [C18] the same page with another session gets its own, before its view', () => {
  const { server, alice, bob, talk, clock, say } = setUp();
  talk();
  bob.socket.cut();
  clock.advance(11_000);
  say(alice, { t: 'session.ping' });
  const back = signIn(server, 'bob');
  expect(relays(back)).toBe(0);
  say(back, { t: 'call.rejoin', call: ONE });
  expect(order(back)).toEqual(['relay', 'active']);
  expect(relays(alice)).toBe(1);
});

test('[C16] [C18] so do both with a restarted server', () => {
  const { server, alice, bob, say } = setUp();
  const claim = {
    caller: 'alice' as UserId,
    media: 'video' as const,
    participants: ['alice', 'bob'].map((user) => ({ user: user as UserId, media: 'video' as const })),
    state: 'active' as const,
    since: server.clock.now() - 5_000,
  };
  say(alice, { t: 'call.rejoin', call: ONE, claim });
  expect(relays(alice)).toBe(0);
  say(bob, { t: 'call.rejoin', call: ONE, claim });
  expect([order(alice), order(bob)]).toEqual([
    ['relay', 'active'],
    ['relay', 'active'],
  ]);
});

test('[C5] [C18] in glare both get them for the call that stands', () => {
  const { alice, bob, say } = setUp();
  say(alice, { t: 'call.invite', call: ONE, to: 'bob' as UserId, media: 'video' });
  say(bob, { t: 'call.invite', call: 'call-two________' as CallId, to: 'alice' as UserId, media: 'video' });
  expect([order(alice), order(bob)]).toEqual([
    ['ringing', 'relay', 'connecting'],
    ['ringing', 'relay', 'connecting'],
  ]);
  expect(bob.last('call.relay').call).toBe(ONE);
});

test('[C18] a device is told of the relay by the name by which it reached the server', () => {
  const { server, alice, say } = setUp();
  const identity: Identity = { user: 'dora' as UserId, signIn: 'sign-in of dora', host: 'calls.example.org' };
  const dora = openClient(server, identity);
  dora.send({ t: 'session.hello', v: 1, client: 'test', device: 'device-dora_____' as never });
  server.clock.advance(0);
  say(alice, { t: 'call.invite', call: ONE, to: 'dora' as UserId, media: 'video' });
  say(dora, { t: 'call.ringing', call: ONE });
  expect(dora.last('call.relay').servers[0]?.urls).toEqual(['turn:calls.example.org']);
  expect(alice.last('call.relay').servers[0]?.urls).toEqual(['turn:nowhere']);
});

test('a server without a relay says nothing of one', () => {
  const { alice, bob, talk } = setUp({ relay: undefined });
  talk();
  expect(alice.last('session.welcome')).not.toHaveProperty('relay');
  expect([relays(alice), relays(bob)]).toEqual([0, 0]);
});
