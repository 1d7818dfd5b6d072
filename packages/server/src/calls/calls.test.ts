import { LIMITS, type CallId, type CallView, type ClientMessage, type UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { createMemoryRealtime, type MemoryOptions } from '../testing/memory-socket.ts';
import { deviceNamed, signIn, type TestClient } from '../testing/test-client.ts';

const call = (name: string): CallId => `call-${name}`.padEnd(16, '_') as CallId;
const user = (name: string): UserId => name as UserId;
const one = call('one');

function setUp(options: MemoryOptions = {}) {
  const server = createMemoryRealtime(options);
  const enter = (name: string, device?: string): TestClient => signIn(server, name, device ? { device } : {});
  /** Sends and lets everything that follows at once happen. */
  const say = (client: TestClient, message: ClientMessage): void => {
    client.send(message);
    server.clock.advance(0);
  };
  const ring = (from: TestClient, to: string, id = one, media: 'video' | 'voice' = 'video'): void =>
    say(from, { t: 'call.invite', call: id, to: user(to), media });
  const accept = (client: TestClient, id = one): void =>
    say(client, { t: 'call.accept', call: id, media: 'video' });
  const connect = (...clients: TestClient[]): void => {
    for (const client of clients) say(client, { t: 'call.connected', call: one });
  };
  return { server, clock: server.clock, enter, say, ring, accept, connect };
}

const view = (client: TestClient): CallView => client.last('call.state').view;
const stand = (client: TestClient): string => {
  const last = view(client);
  return last.state === 'ended' ? `${last.reason} by ${last.by ?? 'nobody'}` : last.state;
};
const errors = (client: TestClient): unknown[] =>
  client.of('error').map(({ code, about }) => ({ code, about }));

test('[C1] an invite rings at the callee, and the same id again changes nothing', () => {
  const { enter, ring } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  ring(alice, 'bob');
  expect(view(bob)).toEqual({
    call: one,
    caller: 'alice',
    media: 'video',
    state: 'ringing',
    participants: [
      { user: 'alice', state: 'joined', media: 'video', device: deviceNamed('alice') },
      { user: 'bob', state: 'invited', media: 'video' },
    ],
  });
  ring(alice, 'bob');
  expect(bob.of('call.state')).toHaveLength(1);
  expect(alice.of('call.state').map((state) => state.view.state)).toEqual(['ringing', 'ringing']);
});

test('[C1] an id that belongs to others’ call is refused', () => {
  const { enter, ring } = setUp();
  const [alice, , mallory] = [enter('alice'), enter('bob'), enter('mallory')];
  ring(alice, 'bob');
  ring(mallory, 'bob');
  expect(errors(mallory)).toEqual([{ code: 'id-reused', about: { t: 'call.invite', id: one } }]);
});

test('[C2] unavailable, busy, already-in-call', () => {
  const { enter, ring } = setUp();
  const [alice, bob, carol] = [enter('alice'), enter('bob'), enter('carol')];
  ring(alice, 'nobody', call('n'));
  expect(stand(alice)).toBe('unavailable by nobody');
  ring(alice, 'alice', call('self'));
  expect(stand(alice)).toBe('unavailable by nobody');
  ring(alice, 'bob');
  ring(carol, 'bob', call('busy'));
  expect(stand(carol)).toBe('busy by nobody');
  ring(alice, 'carol', call('second'));
  expect(errors(alice)).toEqual([
    { code: 'already-in-call', about: { t: 'call.invite', id: call('second') } },
  ]);
  // Somebody who is rung is in a call as well.
  ring(bob, 'carol', call('third'));
  expect(errors(bob)).toEqual([{ code: 'already-in-call', about: { t: 'call.invite', id: call('third') } }]);
});

test('[C2] blocked: nobody is rung in vain where no device of the callee can make calls', () => {
  const { server, enter, ring } = setUp();
  const [alice, bob] = [enter('alice'), signIn(server, 'bob', { calls: false })];
  ring(alice, 'bob');
  expect([stand(alice), stand(bob)]).toEqual(['blocked by nobody', 'blocked by nobody']);
  expect(bob.of('call.state')).toHaveLength(1);
  expect(server.realtime.counts().calls).toBe(0);
});

test('[C2] a call rings where it can, and nowhere else, however late a device comes', () => {
  const { server, enter, say, ring, accept } = setUp({ policy: 'multiple' });
  const unable = (device: string): TestClient => signIn(server, 'bob', { device, calls: false });
  const [alice, able, early] = [enter('alice'), enter('bob', 'able'), unable('early')];
  ring(alice, 'bob');
  const late = unable('late');
  expect(late.last('session.welcome').calls).toEqual([]);
  say(able, { t: 'call.ringing', call: one });
  expect(view(alice).participants[1]).toMatchObject({ state: 'ringing', device: deviceNamed('able') });
  accept(able);
  expect([stand(alice), stand(able)]).toEqual(['connecting', 'connecting']);
  expect([early, late].flatMap((client) => client.of('call.state'))).toEqual([]);
});

test('[C3] [C4] [C6] [C7] a whole call', () => {
  const { clock, enter, say, ring, accept, connect, server } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  ring(alice, 'bob');
  say(bob, { t: 'call.ringing', call: one });
  expect(view(alice).participants[1]).toMatchObject({ state: 'ringing', device: deviceNamed('bob') });
  accept(bob);
  expect([stand(alice), stand(bob)]).toEqual(['connecting', 'connecting']);
  connect(alice, bob);
  expect([stand(alice), stand(bob)]).toEqual(['active', 'active']);
  expect(view(bob)).toMatchObject({ since: clock.now() });
  clock.advance(3_000);
  say(bob, { t: 'call.hangup', call: one });
  expect([stand(alice), stand(bob)]).toEqual(['hung-up by bob', 'hung-up by bob']);
  expect(view(alice)).toMatchObject({ duration: 3_000 });
  expect(server.realtime.counts().calls).toBe(0);
});

test('[C3] [I11] nobody answers: the ringing stops everywhere after 45 s', () => {
  const { clock, enter, ring } = setUp({ policy: 'multiple' });
  const [alice, b1, b2] = [enter('alice'), enter('bob', 'b1'), enter('bob', 'b2')];
  ring(alice, 'bob');
  clock.advance(44_999);
  expect([alice, b1, b2].map(stand)).toEqual(['ringing', 'ringing', 'ringing']);
  clock.advance(1);
  expect([alice, b1, b2].map(stand)).toEqual([
    'no-answer by nobody',
    'no-answer by nobody',
    'no-answer by nobody',
  ]);
});

test('[C4] [S9] all devices ring, the first answer wins, the others stop', () => {
  const { enter, ring, accept, say } = setUp({ policy: 'multiple' });
  const [alice, b1, b2] = [enter('alice'), enter('bob', 'b1'), enter('bob', 'b2')];
  ring(alice, 'bob');
  accept(b2);
  expect([alice, b1, b2].map(stand)).toEqual(['connecting', 'answered-elsewhere by nobody', 'connecting']);
  const before = alice.heard.length;
  say(b1, { t: 'call.hangup', call: one });
  accept(b1);
  expect([alice, b1, b2].map(stand)).toEqual(['connecting', 'answered-elsewhere by nobody', 'connecting']);
  expect(alice.heard.length).toBe(before);
});

test('[C5] glare: one call under the first id, connecting at once, each with their own media', () => {
  const { enter, ring, say, server } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  const two = call('two');
  alice.send({ t: 'call.invite', call: one, to: user('bob'), media: 'video' });
  bob.send({ t: 'call.invite', call: two, to: user('alice'), media: 'voice' });
  server.clock.advance(0);
  for (const client of [alice, bob]) {
    expect(view(client)).toMatchObject({
      call: one,
      state: 'connecting',
      participants: [
        { user: 'alice', state: 'joined', media: 'video' },
        { user: 'bob', state: 'joined', media: 'voice' },
      ],
    });
  }
  expect(server.realtime.counts().calls).toBe(1);
  expect([...alice.of('call.state'), ...bob.of('call.state')].some((state) => state.view.call === two)).toBe(
    false,
  );
  // Asked again after a reconnect, the second id still means the same call.
  ring(bob, 'alice', two);
  expect(view(bob)).toMatchObject({ call: one, state: 'connecting' });
  say(bob, { t: 'call.hangup', call: two });
  expect([stand(alice), stand(bob)]).toEqual(['hung-up by bob', 'hung-up by bob']);
});

test('[C8] signals and statuses pass only between the named devices of one live call', () => {
  const { enter, ring, say, accept } = setUp({ policy: 'multiple' });
  const [alice, b1, b2, mallory] = [enter('alice'), enter('bob', 'b1'), enter('bob', 'b2'), enter('mallory')];
  const offer = { kind: 'description', type: 'offer', sdp: 'v=0' } as const;
  const signal = (id: CallId, to: string) =>
    ({ t: 'call.signal', call: id, to: user(to), peer: 0, signal: offer }) as const;
  const status = {
    t: 'call.status',
    call: one,
    status: { microphone: true, camera: false, screen: false },
  } as const;
  const refused = (client: TestClient, message: ClientMessage): void => {
    const before = client.of('error').length;
    say(client, message);
    expect(
      client
        .of('error')
        .slice(before)
        .map(({ code }) => code),
    ).toEqual(['no-such-call']);
  };
  ring(alice, 'bob');
  say(b1, { t: 'call.ringing', call: one });
  // Two sessions may still answer: neither speaks for Bob yet.
  refused(alice, signal(one, 'bob'));
  refused(b1, signal(one, 'alice'));
  accept(b1);
  say(alice, signal(one, 'bob'));
  expect(b1.last('call.signal')).toMatchObject({ call: one, from: 'alice', peer: 0, signal: offer });
  say(b1, status);
  expect(alice.last('call.status')).toMatchObject({ from: 'bob', status: status.status });
  for (const client of [mallory, b2]) {
    refused(client, signal(one, 'alice'));
    refused(client, status);
  }
  refused(alice, signal(one, 'mallory'));
  refused(alice, signal(one, 'alice'));
  refused(alice, signal(call('none'), 'bob'));
  say(alice, { t: 'call.hangup', call: one });
  refused(alice, signal(one, 'bob'));
  expect(b2.of('call.signal')).toEqual([]);
  expect(mallory.of('call.signal')).toEqual([]);
});

test('[C8] at most 200 candidates of a participant are relayed', () => {
  const { enter, ring, say, accept } = setUp({
    limits: { sessions: 9, messageBurst: 1e6, messagesPerSecond: 1e6 },
  });
  const [alice, bob] = [enter('alice'), enter('bob')];
  ring(alice, 'bob');
  accept(bob);
  const candidate = {
    kind: 'candidate',
    candidate: 'c',
    sdpMid: '0',
    sdpMLineIndex: 0,
    usernameFragment: null,
  } as const;
  for (let i = 0; i < LIMITS.candidatesPerCall + 5; i += 1) {
    say(alice, { t: 'call.signal', call: one, to: user('bob'), peer: 0, signal: candidate });
  }
  say(bob, { t: 'call.signal', call: one, to: user('alice'), peer: 0, signal: candidate });
  expect(bob.of('call.signal')).toHaveLength(LIMITS.candidatesPerCall);
  expect(alice.of('call.signal')).toHaveLength(1);
  expect(errors(alice)).toEqual([]);
});

test('[C9] where preconnecting is off, nothing is signalled before the answer', () => {
  const { enter, ring, say, accept } = setUp({ preconnect: false });
  const [alice, bob] = [enter('alice'), enter('bob')];
  expect(alice.last('session.welcome').preconnect).toBe(false);
  ring(alice, 'bob');
  say(bob, { t: 'call.ringing', call: one });
  const offer = { kind: 'description', type: 'offer', sdp: 'v=0' } as const;
  const signal = { t: 'call.signal', call: one, to: user('bob'), peer: 0, signal: offer } as const;
  say(alice, signal);
  expect(bob.of('call.signal')).toEqual([]);
  accept(bob);
  say(alice, signal);
  expect(bob.of('call.signal')).toHaveLength(1);
});

test('[C11] [S6] signing in elsewhere ends the call, and the displaced page is told both', () => {
  const { enter, ring, accept, server } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  ring(alice, 'bob');
  accept(bob);
  const again = enter('alice', 'elsewhere');
  expect([stand(alice), stand(bob)]).toEqual(['displaced by alice', 'displaced by alice']);
  expect(alice.closed).toBe(4001);
  expect(again.last('session.welcome').calls).toEqual([]);
  expect(server.realtime.counts()).toMatchObject({ calls: 0, sessions: 2, sockets: 2 });
});

test.each([
  ['session.leave', (client: TestClient) => client.send({ t: 'session.leave' })],
  ['closing the tab', (client: TestClient) => client.socket.close(1001)],
] as const)('[C11] [I8] %s hangs up at once', (_, go) => {
  const { enter, ring, accept, clock } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  ring(alice, 'bob');
  accept(bob);
  go(bob);
  clock.advance(0);
  expect(stand(alice)).toBe('hung-up by bob');
});

test('[C12] [I8] a line that vanishes ends the call 28 s after it was last heard, with the reason', () => {
  const { enter, ring, accept, clock, server } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  ring(alice, 'bob');
  accept(bob);
  for (const client of [alice, bob]) client.send({ t: 'call.connected', call: one });
  clock.advance(0);
  bob.socket.vanish();
  clock.advance(27_999);
  expect(stand(alice)).toBe('active');
  clock.advance(1);
  expect(stand(alice)).toBe('connection-lost by bob');
  expect(server.realtime.counts().calls).toBe(0);
});

test('[C12] [I7] a line that comes back within the grace time keeps the call as it was', () => {
  const { enter, ring, accept, clock, server, connect } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  ring(alice, 'bob');
  accept(bob);
  connect(alice, bob);
  const states = alice.of('call.state').length;
  bob.socket.cut();
  clock.advance(9_000);
  const back = signIn(server, 'bob', { resume: { session: bob.session(), seq: bob.seq } });
  expect(back.last('session.welcome')).toMatchObject({
    recovered: true,
    calls: [{ call: one, state: 'active' }],
  });
  clock.advance(60_000);
  expect(alice.of('call.state').length).toBe(states);
  expect(server.realtime.counts().calls).toBe(1);
});

test('[C13] who comes back with a new session rejoins, and is the same device to the other', () => {
  const { enter, ring, accept, clock, say, connect } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  ring(alice, 'bob');
  accept(bob);
  connect(alice, bob);
  bob.socket.vanish();
  clock.advance(24_000);
  const back = enter('bob');
  expect(back.last('session.welcome')).toMatchObject({
    recovered: false,
    calls: [{ call: one, state: 'active' }],
  });
  say(back, { t: 'call.rejoin', call: one });
  expect([stand(alice), stand(back)]).toEqual(['active', 'active']);
  expect(view(alice).participants[1]?.device).toBe(deviceNamed('bob'));
  clock.advance(60_000);
  expect(stand(alice)).toBe('active');
  say(back, { t: 'call.hangup', call: one });
  expect(stand(alice)).toBe('hung-up by bob');
});

test('[C13] rejoining what is over is answered with its end, as long as that is remembered', () => {
  const { enter, ring, clock, say } = setUp();
  const [alice, bob, mallory] = [enter('alice'), enter('bob'), enter('mallory')];
  ring(alice, 'bob');
  say(bob, { t: 'call.decline', call: one });
  const told = bob.of('call.state').length;
  say(bob, { t: 'call.rejoin', call: one });
  expect(bob.of('call.state')).toHaveLength(told + 1);
  expect(stand(bob)).toBe('declined by bob');
  say(mallory, { t: 'call.rejoin', call: one });
  expect(errors(mallory)).toEqual([{ code: 'no-such-call', about: { t: 'call.rejoin', id: one } }]);
  clock.advance(300_000);
  say(bob, { t: 'call.rejoin', call: one });
  expect(errors(bob)).toEqual([{ code: 'no-such-call', about: { t: 'call.rejoin', id: one } }]);
});

test('[C13] another device can’t take over a call that goes well', () => {
  const { enter, ring, accept, say } = setUp({ policy: 'multiple' });
  const [alice, b1] = [enter('alice'), enter('bob', 'b1')];
  ring(alice, 'bob');
  accept(b1);
  const b2 = enter('bob', 'b2');
  expect(b2.last('session.welcome').calls).toEqual([]);
  say(b2, { t: 'call.rejoin', call: one });
  expect(stand(b2)).toBe('answered-elsewhere by nobody');
  expect([stand(alice), stand(b1)]).toEqual(['connecting', 'connecting']);
});

test('[C14] a session that signs in while its account is rung finds the call in its welcome', () => {
  const { enter, ring, accept } = setUp({ policy: 'multiple' });
  const [alice, b1] = [enter('alice'), enter('bob', 'b1')];
  ring(alice, 'bob');
  const b2 = enter('bob', 'b2');
  expect(b2.last('session.welcome').calls).toMatchObject([{ call: one, state: 'ringing' }]);
  accept(b2);
  expect([alice, b1, b2].map(stand)).toEqual(['connecting', 'answered-elsewhere by nobody', 'connecting']);
});

test('[C15] twenty invites a minute', () => {
  const { enter, ring, clock } = setUp();
  const alice = enter('alice');
  for (let i = 0; i < 20; i += 1) ring(alice, 'nobody', call(`n${i}`));
  expect(errors(alice)).toEqual([]);
  ring(alice, 'nobody', call('too-many'));
  expect(errors(alice)).toEqual([
    { code: 'rate-limited', about: { t: 'call.invite', id: call('too-many') } },
  ]);
  clock.advance(60_000);
  ring(alice, 'nobody', call('later'));
  expect(errors(alice)).toHaveLength(1);
});
