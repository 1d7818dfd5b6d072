import type { ClientMessage, UserId } from '@parley/protocol';
import { mintTextId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { createMemoryRealtime, type MemoryOptions } from './testing/memory-socket.ts';
import {
  deviceNamed,
  openClient,
  signIn,
  type HelloOptions,
  type TestClient,
} from './testing/test-client.ts';

function setUp(options: MemoryOptions = {}) {
  const server = createMemoryRealtime(options);
  const { clock } = server;
  const enter = (name: string, hello?: HelloOptions): TestClient => signIn(server, name, hello);
  const open = (name: string): TestClient => openClient(server, name);
  const text = (from: TestClient, to: string, text: string): void => {
    from.send({ t: 'chat.send', id: mintTextId(), to: to as UserId, text });
    clock.advance(60);
  };
  const counts = () => server.realtime.counts();
  return { server, clock, enter, open, text, counts };
}

const texts = (client: TestClient): string[] => client.of('chat.message').map((message) => message.text);
const numbers = (client: TestClient): number[] =>
  client.heard.flatMap((message) => ('seq' in message ? [message.seq] : []));
const codes = (client: TestClient): string[] => client.of('error').map(({ code }) => code);
const hello = (device: string): ClientMessage => ({
  t: 'session.hello',
  v: 1,
  client: 'test',
  device: deviceNamed(device),
});
const back = (client: TestClient, seq = client.seq): HelloOptions => ({
  resume: { session: client.session(), seq },
});

test('[S1] hello is answered with a welcome that says how things are', () => {
  const { enter, clock } = setUp({ epoch: 'run-1' });
  expect(enter('alice').last('session.welcome')).toEqual({
    t: 'session.welcome',
    v: 1,
    session: expect.stringMatching(/^[\w-]{16,}$/),
    user: 'alice',
    epoch: 'run-1',
    recovered: false,
    now: clock.now(),
    heartbeat: 5_000,
    preconnect: true,
    rate: { burst: 60, perSecond: 20 },
    calls: [],
  });
});

test('[S1] without a hello within 10 s the socket is closed', () => {
  const { open, clock, counts } = setUp();
  const alice = open('alice');
  clock.advance(9_999);
  expect(alice.closed).toBe(undefined);
  clock.advance(1);
  expect([alice.closed, counts().sockets]).toEqual([4007, 0]);
});

test('[S1] a message before hello closes the socket; a second hello is a bad message', () => {
  const { open, clock, enter } = setUp();
  const alice = open('alice');
  alice.send({ t: 'session.ping' });
  clock.advance(0);
  expect([alice.closed, alice.heard]).toEqual([4003, []]);
  const bob = enter('bob');
  bob.send(hello('bob'));
  clock.advance(0);
  expect(bob.of('error')).toEqual([{ t: 'error', code: 'bad-message', about: { t: 'session.hello' } }]);
  expect(bob.closed).toBe(undefined);
});

test('[S12] a hello of another version closes with 4006', () => {
  const { open, clock } = setUp();
  const alice = open('alice');
  alice.raw(JSON.stringify({ ...hello('alice'), v: 2 }));
  clock.advance(0);
  expect(alice.closed).toBe(4006);
});

test('[S4] a resume within 10 s brings everything after seq again, in order, before anything new', () => {
  const { enter, text, clock, counts } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  text(alice, 'bob', 'one');
  bob.socket.cut();
  clock.advance(0);
  for (const word of ['two', 'three']) text(alice, 'bob', word);
  clock.advance(9_000);
  const again = enter('bob', back(bob));
  text(alice, 'bob', 'four');
  expect(again.heard[0]).toMatchObject({ t: 'session.welcome', recovered: true, session: bob.session() });
  expect([texts(again), numbers(again)]).toEqual([
    ['two', 'three', 'four'],
    [2, 3, 4],
  ]);
  expect(counts()).toMatchObject({ sessions: 2, sockets: 2, textsHeld: 0 });
});

test('[S4] what was heard and not acknowledged is taken as acknowledged by the resume', () => {
  const { enter, text, clock } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  bob.acknowledges = false;
  text(alice, 'bob', 'one');
  bob.socket.cut();
  clock.advance(0);
  const again = enter('bob', back(bob, 1));
  clock.advance(60);
  expect(texts(again)).toEqual([]);
  expect(alice.of('chat.delivered')).toHaveLength(1);
});

test('[S5] [I3] what the outbox no longer holds is not papered over: a new session, and the texts again', () => {
  const { enter, text, clock, server } = setUp({
    limits: { sessions: 9, messageBurst: 1e6, messagesPerSecond: 1e6 },
  });
  const [alice, bob] = [enter('alice'), enter('bob')];
  bob.socket.cut();
  clock.advance(0);
  for (let i = 0; i < 60; i += 1) text(alice, 'bob', `${i}`.padEnd(7_000, '.'));
  const held = server.realtime.counts().textsHeld;
  expect(held).toBeGreaterThan(36);
  const again = enter('bob', back(bob));
  expect(again.heard[0]).toMatchObject({ recovered: false });
  expect(again.session()).not.toBe(bob.session());
  expect(texts(again).map((word) => Number.parseInt(word, 10))).toEqual(
    Array.from({ length: held }, (_, i) => i),
  );
  expect(numbers(again)[0]).toBe(1);
  expect(server.realtime.counts().sessions).toBe(2);
});

test('[S5] a session that is gone is answered with a new one', () => {
  const { enter, clock } = setUp();
  const alice = enter('alice');
  alice.socket.cut();
  clock.advance(10_001);
  const again = enter('alice', back(alice));
  expect(again.last('session.welcome').recovered).toBe(false);
  expect(again.session()).not.toBe(alice.session());
});

test('[S5] nobody resumes another’s session', () => {
  const { enter, counts } = setUp();
  const alice = enter('alice');
  const mallory = enter('mallory', back(alice));
  expect(mallory.last('session.welcome')).toMatchObject({ recovered: false, user: 'mallory' });
  expect(alice.closed).toBe(undefined);
  expect(counts().sessions).toBe(2);
});

test('[S6] [I5] under replace the earlier session is closed with 4001, and its late frames do nothing', () => {
  const { enter, counts, clock, text } = setUp({ latency: () => 20 });
  const [first, bob] = [enter('alice'), enter('bob')];
  clock.advance(100);
  const second = enter('alice', { device: 'elsewhere' });
  // On its way while the server displaces it.
  first.send({ t: 'chat.send', id: mintTextId(), to: 'bob' as UserId, text: 'ghost' });
  clock.advance(100);
  expect(first.closed).toBe(4001);
  expect(second.last('session.welcome').recovered).toBe(false);
  expect(counts()).toMatchObject({ users: 2, sessions: 2, sockets: 2 });
  text(second, 'bob', 'really me');
  clock.advance(100);
  expect(texts(bob)).toEqual(['really me']);
});

test('[S7] coming back to a session that is gone is no takeover of the one that is there', () => {
  const { enter, clock, counts } = setUp();
  const first = enter('alice');
  first.socket.cut();
  clock.advance(10_001);
  const second = enter('alice', { device: 'elsewhere' });
  const late = enter('alice', back(first));
  expect([late.closed, late.heard, second.closed]).toEqual([4001, [], undefined]);
  expect(counts().sessions).toBe(1);
});

test('[S8] resuming a session whose socket is still open closes that socket with 4004', () => {
  const { enter, clock, counts } = setUp();
  const alice = enter('alice');
  const again = enter('alice', back(alice));
  clock.advance(0);
  expect([alice.closed, again.last('session.welcome').recovered]).toEqual([4004, true]);
  clock.advance(30_000);
  expect(counts()).toMatchObject({ sockets: 1, sessions: 1 });
});

test.each(['replace', 'multiple'] as const)(
  '[I6] under %s a client whose welcome got lost meets itself, not a rival',
  (policy) => {
    const { enter, open, clock, counts } = setUp({ policy });
    const alice = enter('alice');
    alice.socket.cut();
    clock.advance(10_001);
    const resume = back(alice);
    // The server answers this hello; the line breaks before the answer arrives.
    const lost = open('alice');
    lost.send({ ...(hello('alice') as object), ...resume } as ClientMessage);
    clock.advance(0);
    lost.socket.vanish();
    const again = enter('alice', resume);
    expect(again.last('session.welcome').recovered).toBe(false);
    expect(again.closed).toBe(undefined);
    clock.advance(30_000);
    expect(counts()).toMatchObject({ sockets: 1, sessions: 1 });
  },
);

test('[S9] under multiple sessions live side by side', () => {
  const { enter, counts } = setUp({ policy: 'multiple' });
  const clients = ['one', 'two', 'three'].map((device) => enter('alice', { device }));
  expect(clients.map(({ closed }) => closed)).toEqual([undefined, undefined, undefined]);
  expect(counts()).toMatchObject({ users: 1, sessions: 3 });
});

test('[S10] a silent client is pinged and stays; one that does not answer is dropped with 4008 and may resume', () => {
  const { enter, clock, counts } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  bob.socket.vanish();
  clock.advance(9_000);
  expect(counts().sockets).toBe(2);
  clock.advance(4_000);
  expect(counts()).toMatchObject({ sockets: 1, sessions: 2 });
  expect(enter('bob', back(bob)).last('session.welcome').recovered).toBe(true);
  clock.advance(600_000);
  expect(alice.closed).toBe(undefined);
});

test('[S10] a ping is answered', () => {
  const { enter, clock } = setUp();
  const alice = enter('alice');
  alice.send({ t: 'session.ping' });
  clock.advance(60);
  expect(alice.of('session.pong')).toHaveLength(1);
});

test('[S11] [S4] leaving and a close by the client end the session at once, a break does not', () => {
  const { enter, clock, counts } = setUp();
  const [alice, bob, carol, dave] = ['alice', 'bob', 'carol', 'dave'].map((name) => enter(name));
  alice?.send({ t: 'session.leave' });
  bob?.socket.close(1001);
  carol?.socket.close(3_000);
  dave?.socket.cut();
  clock.advance(0);
  expect(counts()).toMatchObject({ sessions: 2, sockets: 0 });
  expect(alice?.closed).toBe(1000);
  clock.advance(10_000);
  expect(counts().sessions).toBe(0);
});

test('[S13] a stopping server closes every socket with 1012, once, and holds nothing', async () => {
  const { enter, open, clock, server, counts } = setUp();
  const clients = [enter('alice'), enter('bob'), open('nobody-yet')];
  const closed = server.realtime.close();
  expect(server.realtime.close()).toBe(closed);
  await clock.advanceAsync(10);
  await closed;
  expect(clients.map((client) => client.closed)).toEqual([1012, 1012, 1012]);
  expect(counts()).toEqual({
    sockets: 0,
    sessions: 0,
    users: 0,
    calls: 0,
    textsHeld: 0,
    queries: 0,
    blobs: 0,
    blobSockets: 0,
  });
  expect(clock.pending).toBe(0);
});

test('[S13] stopping waits 2 s for a client that does not answer, and no longer', async () => {
  const { enter, clock, server } = setUp();
  enter('alice').socket.vanish();
  let done = false;
  const closed = server.realtime.close().then(() => {
    done = true;
  });
  await clock.advanceAsync(1_999);
  expect(done).toBe(false);
  await clock.advanceAsync(1);
  await closed;
});

test('[S14] [I16] a reader who stops costs a bounded backlog: closed with 4005 at the latest after 10 s', () => {
  const { enter, clock, counts, server } = setUp({
    limits: { sessions: 9_999, messageBurst: 1e6, messagesPerSecond: 1e6 },
  });
  const [alice, bob] = [enter('alice'), enter('bob')];
  alice.socket.stall(true);
  const candidate = { kind: 'description', type: 'offer', sdp: 'v'.repeat(40_000) } as const;
  bob.send({ t: 'call.invite', call: 'c'.repeat(22) as never, to: 'alice' as UserId, media: 'video' });
  alice.send({ t: 'call.accept', call: 'c'.repeat(22) as never, media: 'video' });
  for (let i = 0; i < 100; i += 1) {
    bob.send({
      t: 'call.signal',
      call: 'c'.repeat(22) as never,
      to: 'alice' as UserId,
      peer: 0,
      signal: candidate,
    });
    clock.advance(10);
  }
  expect(counts()).toMatchObject({ sockets: 2, sessions: 2 });
  clock.advance(3_000);
  // Over 1 MiB it went at once, and can come back.
  expect(counts()).toMatchObject({ sockets: 1, sessions: 2 });
  const again = enter('alice', { ...back(alice), acknowledges: false });
  expect(again.last('session.welcome').recovered).toBe(false);
  again.socket.stall(true);
  bob.send({
    t: 'call.signal',
    call: 'c'.repeat(22) as never,
    to: 'alice' as UserId,
    peer: 0,
    signal: candidate,
  });
  clock.advance(60_000);
  expect(server.realtime.counts()).toMatchObject({ sockets: 1, sessions: 1, calls: 0 });
});

test('[E1] bad messages change nothing, are answered by code, and the fifth closes with 4003', () => {
  const { enter, clock, counts } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  clock.advance(50);
  alice.heard.length = 0;
  for (const bad of [
    '{',
    '{"t":"no.such"}',
    '{"t":"chat.send","id":"short","to":"bob","text":"x"}',
    'x'.repeat(65_537),
  ]) {
    alice.raw(bad);
  }
  clock.advance(60);
  expect(alice.heard).toEqual([
    { t: 'error', code: 'bad-message' },
    { t: 'error', code: 'unknown-message' },
    { t: 'error', code: 'bad-message', about: { t: 'chat.send', id: 'short' } },
    { t: 'error', code: 'too-large' },
  ]);
  alice.raw('[]');
  clock.advance(60);
  expect([alice.closed, alice.heard.length, counts().sessions]).toEqual([4003, 5, 1]);
  expect(texts(bob)).toEqual([]);
});

test('[E1] five strikes before hello close as well', () => {
  const { open, clock } = setUp();
  const alice = open('alice');
  for (let i = 0; i < 5; i += 1) alice.raw('nonsense');
  clock.advance(0);
  expect([alice.closed, codes(alice).length]).toEqual([4003, 5]);
});

test('[E2] sixty messages at once, and then twenty a second; what keeps the session alive is free', () => {
  const { enter, clock, text } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  clock.advance(10_000);
  const before = alice.of('chat.accepted').length;
  for (let i = 0; i < 70; i += 1)
    alice.send({ t: 'chat.send', id: mintTextId(), to: 'bob' as UserId, text: `${i}` });
  for (let i = 0; i < 100; i += 1) alice.send({ t: 'session.ping' });
  clock.advance(60);
  expect(alice.of('chat.accepted').length - before).toBe(60);
  expect(codes(alice)).toEqual(Array.from({ length: 10 }, () => 'rate-limited'));
  expect(alice.of('error')[0]?.about).toMatchObject({ t: 'chat.send' });
  expect(alice.of('session.pong')).toHaveLength(100);
  expect(texts(bob)).toHaveLength(60);
  clock.advance(50);
  text(alice, 'bob', 'again');
  expect(texts(bob)).toHaveLength(61);
});

test('[E2] being refused 1,000 times closes the socket with 4003', () => {
  const { enter, clock, counts } = setUp();
  const alice = enter('alice');
  for (let i = 0; i < 1_100; i += 1) alice.send({ t: 'chat.typing', to: 'bob' as UserId, on: true });
  clock.advance(1_000);
  expect(alice.closed).toBe(4003);
  expect(counts()).toMatchObject({ sessions: 0, sockets: 0 });
});

test('[I15] a flood is read no faster than anybody needs, and then read all the same', () => {
  const { enter, clock } = setUp();
  const alice = enter('alice');
  clock.advance(1_000);
  for (let i = 0; i < 1_000; i += 1) alice.send({ t: 'session.ping' });
  clock.advance(60);
  expect(alice.of('session.pong').length).toBeLessThanOrEqual(250);
  clock.advance(1_000);
  expect(alice.of('session.pong').length).toBe(1_000);
});

test('[H1] [I19] ending a sign-in closes its sockets with 4002, and just those', () => {
  const { server, clock, counts } = setUp({ policy: 'multiple' });
  const identity = (signIn: string) => ({ user: 'alice' as UserId, signIn });
  const clients = ['one', 'one', 'two', 'three'].map((name) => openClient(server, identity(name)));
  for (const [index, client] of clients.entries()) if (index !== 3) client.send(hello(`device-${index}`));
  clock.advance(50);
  expect([...server.realtime.liveSignIns()].toSorted()).toEqual(['one', 'two']);
  server.realtime.endSignIns(['one', 'three', 'unknown']);
  clock.advance(0);
  expect(clients.map(({ closed }) => closed)).toEqual([4002, 4002, undefined, 4002]);
  expect(counts()).toMatchObject({ sockets: 1, sessions: 1 });
});

test('[H1] a detached session of an ended sign-in is over as well', () => {
  const { server, clock, counts, enter } = setUp();
  const alice = enter('alice');
  alice.socket.cut();
  clock.advance(0);
  server.realtime.endSignIns(['sign-in of alice']);
  expect(counts().sessions).toBe(0);
  expect(enter('alice', back(alice)).last('session.welcome').recovered).toBe(false);
});

test('[S1] a full server answers a further hello with 4009, and lets its own come back', () => {
  const { enter } = setUp({ limits: { sessions: 2, messageBurst: 60, messagesPerSecond: 20 } });
  const [alice] = [enter('alice'), enter('bob')];
  expect(enter('carol').closed).toBe(4009);
  expect(enter('alice', back(alice)).closed).toBe(undefined);
  expect(enter('bob', { device: 'elsewhere' }).closed).toBe(undefined);
});

test('[E3] a failure of the server’s own costs the client its message and nobody else anything', () => {
  const errors: string[] = [];
  const log = {
    error: (_: unknown, message: string) => void errors.push(message),
    warn() {},
    info() {},
    debug() {},
  };
  const { enter, clock, open, text } = setUp({
    log: {
      ...log,
      debug: (fields) => {
        if (fields['user'] === 'unlucky') throw new Error('a bug');
      },
    },
  });
  const [alice, bob] = [enter('alice'), enter('bob')];
  const unlucky = open('unlucky');
  unlucky.send(hello('unlucky'));
  clock.advance(0);
  expect(codes(unlucky)).toEqual(['internal']);
  expect(errors).toEqual(['a message could not be handled']);
  text(alice, 'bob', 'still here');
  expect(texts(bob)).toEqual(['still here']);
});
