import { mintTextId, type ClientMessage, type TextId, type UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { createMemoryRealtime, type MemoryOptions } from '../testing/memory-socket.ts';
import { signIn, type TestClient } from '../testing/test-client.ts';

function setUp(options: MemoryOptions = {}) {
  const server = createMemoryRealtime(options);
  const enter = (name: string, device?: string): TestClient => signIn(server, name, device ? { device } : {});
  const say = (client: TestClient, message: ClientMessage): void => {
    client.send(message);
    server.clock.advance(60);
  };
  const text = (from: TestClient, to: string, text: string, id: TextId = mintTextId()): TextId => {
    say(from, { t: 'chat.send', id, to: to as UserId, text });
    return id;
  };
  const held = (): number => server.realtime.counts().textsHeld;
  return { server, clock: server.clock, enter, say, text, held };
}

const texts = (client: TestClient): string[] => client.of('chat.message').map((message) => message.text);
const delivered = (client: TestClient): TextId[] => client.of('chat.delivered').flatMap(({ ids }) => ids);

test('[T1] [T3] a text is accepted, arrives, and is delivered once acknowledged', () => {
  const { enter, text, held, clock } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  bob.acknowledges = false;
  const id = text(alice, 'bob', 'hello');
  const accepted = alice.last('chat.accepted');
  expect(accepted).toMatchObject({ id, at: Math.floor(accepted.place / 1000) });
  const { place, at } = accepted;
  expect(bob.last('chat.message')).toMatchObject({ id, from: 'alice', to: 'bob', text: 'hello', place, at });
  expect([delivered(alice), held()]).toEqual([[], 1]);
  bob.send({ t: 'session.ack', seq: bob.seq });
  clock.advance(60);
  expect([delivered(alice), held()]).toEqual([[id], 0]);
});

test('[T1] places grow with every text, in one millisecond and when the clock is set back', () => {
  const { enter, clock, server } = setUp({
    limits: { sessions: 9, messageBurst: 1e6, messagesPerSecond: 1e6 },
  });
  const [alice, bob] = [enter('alice'), enter('bob')];
  for (let i = 0; i < 50; i += 1) {
    const [from, to] = i % 2 === 0 ? [alice, 'bob'] : [bob, 'alice'];
    from.send({ t: 'chat.send', id: mintTextId(), to: to as UserId, text: `${i}` });
  }
  clock.advance(60);
  const places = [...alice.of('chat.accepted'), ...bob.of('chat.accepted')].map(({ place }) => place);
  expect(new Set(places).size).toBe(50);
  expect(Math.min(...places)).toBeGreaterThanOrEqual((clock.now() - 60) * 1000);
  for (const client of [alice, bob]) {
    const order = client.of('chat.message').map(({ place }) => place);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
  // Another run of the server a second later goes on above.
  const later = createMemoryRealtime();
  later.clock.advance(server.clock.now() - later.clock.now() + 1_000);
  const [carol] = [signIn(later, 'carol'), signIn(later, 'dave')];
  carol.send({ t: 'chat.send', id: mintTextId(), to: 'dave' as UserId, text: 'later' });
  later.clock.advance(60);
  expect(carol.last('chat.accepted').place).toBeGreaterThan(Math.max(...places));
});

test('[T2] [I2] the same id and body again has the same place and is relayed once; another body is refused', () => {
  const { enter, text } = setUp();
  const [alice, bob, carol] = [enter('alice'), enter('bob'), enter('carol')];
  const id = text(alice, 'bob', 'hello');
  text(alice, 'bob', 'hello', id);
  const [first, second] = alice.of('chat.accepted');
  expect(second).toEqual(first);
  expect(texts(bob)).toEqual(['hello']);
  // It was delivered before: the sender, who may have missed it, hears it again.
  expect(delivered(alice)).toEqual([id, id]);
  text(alice, 'bob', 'other', id);
  text(alice, 'carol', 'hello', id);
  expect(alice.of('error').map(({ code, about }) => [code, about?.id])).toEqual([
    ['id-reused', id],
    ['id-reused', id],
  ]);
  expect([texts(bob), texts(carol)]).toEqual([['hello'], []]);
  // Ids are each sender's own.
  text(carol, 'bob', 'mine', id);
  expect(texts(bob)).toEqual(['hello', 'mine']);
});

test('[T3] [S9] every session of the recipient and every other one of the sender gets it', () => {
  const { enter, text, held } = setUp({ policy: 'multiple' });
  const [a1, a2, b1, b2] = [
    enter('alice', 'a1'),
    enter('alice', 'a2'),
    enter('bob', 'b1'),
    enter('bob', 'b2'),
  ];
  b2.acknowledges = false;
  const id = text(a1, 'bob', 'hello');
  expect([a1, a2, b1, b2].map(texts)).toEqual([[], ['hello'], ['hello'], ['hello']]);
  expect([delivered(a1), held()]).toEqual([[], 1]);
  b2.send({ t: 'session.ack', seq: b2.seq });
  text(b2, 'alice', 'hi');
  expect([delivered(a1), delivered(a2)]).toEqual([[id], [id]]);
  expect([a1, a2, b1].map((client) => texts(client).at(-1))).toEqual(['hi', 'hi', 'hi']);
});

test('[T3] a note to oneself reaches all of one’s sessions and is delivered', () => {
  const { enter, text, held } = setUp({ policy: 'multiple' });
  const [a1, a2] = [enter('alice', 'a1'), enter('alice', 'a2')];
  const id = text(a1, 'alice', 'milk');
  expect([texts(a1), texts(a2), delivered(a1), held()]).toEqual([['milk'], ['milk'], [id], 0]);
});

test('[T4] nobody there: refused at once, and the id is free for another try', () => {
  const { enter, text } = setUp();
  const alice = enter('alice');
  const id = text(alice, 'bob', 'hello');
  expect(alice.of('error')).toEqual([{ t: 'error', code: 'not-delivered', about: { t: 'chat.send', id } }]);
  const bob = enter('bob');
  text(alice, 'bob', 'hello', id);
  expect(texts(bob)).toEqual(['hello']);
});

test('[T4] a recipient whose line is lost for good: the sender hears it within 30 s, and a retry is a new text', () => {
  const { enter, text, clock, held } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  bob.socket.vanish();
  const id = text(alice, 'bob', 'are you there?');
  expect(held()).toBe(1);
  clock.advance(25_000);
  expect(alice.last('chat.failed')).toMatchObject({ id, code: 'not-delivered' });
  expect(held()).toBe(0);
  const back = enter('bob');
  text(alice, 'bob', 'are you there?', id);
  expect(texts(back)).toEqual(['are you there?']);
  expect(delivered(alice)).toEqual([id]);
});

test('[T4] [S14] a reader who never acknowledges is closed with 4005 after 20 s, and the sender hears within 30 s', () => {
  const { enter, text, clock, held } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  bob.acknowledges = false;
  const id = text(alice, 'bob', 'hello');
  clock.advance(21_000);
  expect(bob.closed).toBe(4005);
  clock.advance(8_970);
  expect(alice.last('chat.failed')).toMatchObject({ id });
  expect(held()).toBe(0);
});

test('[T4] one who comes back again and again and never acknowledges doesn’t keep the sender waiting', () => {
  const { enter, text, clock, held, server } = setUp();
  const alice = enter('alice');
  let bob = enter('bob');
  bob.acknowledges = false;
  text(alice, 'bob', 'hello');
  for (let i = 0; i < 29; i += 1) {
    bob.socket.cut();
    clock.advance(970);
    bob = signIn(server, 'bob', { resume: { session: bob.session(), seq: 0 }, acknowledges: false });
    expect(texts(bob)).toEqual(['hello']);
  }
  expect(alice.of('chat.failed')).toHaveLength(1);
  expect(held()).toBe(0);
  // An acknowledgement that comes too late changes nothing.
  bob.send({ t: 'session.ack', seq: 1 });
  clock.advance(1_000);
  expect([delivered(alice), held()]).toEqual([[], 0]);
});

test('[T4] [S6] texts that a displaced session had not acknowledged go to the one that took over, in order', () => {
  const { clock, enter, text, held } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  bob.acknowledges = false;
  const ids = ['one', 'two', 'three'].map((word) => text(alice, 'bob', word));
  const elsewhere = enter('bob', 'elsewhere');
  expect(texts(elsewhere)).toEqual(['one', 'two', 'three']);
  expect(elsewhere.heard[0]?.t).toBe('session.welcome');
  clock.advance(60);
  expect([delivered(alice), held()]).toEqual([ids, 0]);
});

test('[T4] with another session that has it, an ended one no longer counts', () => {
  const { enter, text, say, held } = setUp({ policy: 'multiple' });
  const [alice, b1, b2] = [enter('alice'), enter('bob', 'b1'), enter('bob', 'b2')];
  b2.acknowledges = false;
  const id = text(alice, 'bob', 'hello');
  expect(delivered(alice)).toEqual([]);
  say(b2, { t: 'session.leave' });
  expect([delivered(alice), held(), texts(b1)]).toEqual([[id], 0, ['hello']]);
});

test('[T5] [I16] a recipient who takes nothing in is not written to without end', () => {
  const { enter, text, held } = setUp({ limits: { sessions: 9, messageBurst: 1e6, messagesPerSecond: 1e6 } });
  const [alice, bob] = [enter('alice'), enter('bob')];
  bob.socket.stall(true);
  for (let i = 0; i < 100; i += 1) text(alice, 'bob', 'x'.repeat(8_000));
  expect(held()).toBeLessThan(70);
  expect(alice.of('chat.accepted').length).toBe(held());
  expect(alice.of('error').every(({ code }) => code === 'not-delivered')).toBe(true);
  expect(alice.of('error').length).toBe(100 - held());
});

test('[T7] typing reaches the other’s sessions and is never kept', () => {
  const { enter, say, server, clock } = setUp({ policy: 'multiple' });
  const [alice, b1, b2] = [enter('alice'), enter('bob', 'b1'), enter('bob', 'b2')];
  say(alice, { t: 'chat.typing', to: 'bob' as UserId, on: true });
  for (const client of [b1, b2])
    expect(client.last('chat.typing')).toEqual({ t: 'chat.typing', from: 'alice', on: true });
  b1.socket.cut();
  clock.advance(10);
  say(alice, { t: 'chat.typing', to: 'bob' as UserId, on: false });
  say(alice, { t: 'chat.typing', to: 'nobody' as UserId, on: true });
  const back = signIn(server, 'bob', { device: 'b1', resume: { session: b1.session(), seq: b1.seq } });
  expect(back.of('chat.typing')).toEqual([]);
  expect(alice.of('error')).toEqual([]);
});

// A server that was started anew, where everybody but `nobody` has a sign-in and may be on the way back.
const restarted = (options: MemoryOptions = {}) =>
  setUp({
    mayReturn: (user) => user !== 'nobody',
    limits: { sessions: 9, messageBurst: 1e6, messagesPerSecond: 1e6 },
    ...options,
  });
const failures = (client: TestClient): TextId[] => client.of('chat.failed').map(({ id }) => id);

test('[T4] [I13] a text to one who is on the way back after a restart waits and arrives in order', () => {
  const { enter, text, held, clock } = restarted();
  const alice = enter('alice');
  const ids = ['one', 'two', 'three'].map((word) => text(alice, 'bob', word));
  expect(alice.of('chat.accepted').map(({ id }) => id)).toEqual(ids);
  expect([alice.of('error'), delivered(alice), held()]).toEqual([[], [], 3]);
  clock.advance(19_000);
  const bob = enter('bob');
  text(alice, 'bob', 'four');
  expect(texts(bob)).toEqual(['one', 'two', 'three', 'four']);
  expect(bob.heard[0]?.t).toBe('session.welcome');
  expect(bob.of('chat.message').map(({ place }) => place)).toEqual(
    alice.of('chat.accepted').map(({ place }) => place),
  );
  expect(delivered(alice).slice(0, 3)).toEqual(ids);
  clock.advance(30_000);
  expect([failures(alice), held()]).toEqual([[], 0]);
});

test('[T4] whoever has not come back 20 s after a restart is absent: what waited has failed', () => {
  const { enter, text, held, clock } = restarted();
  const alice = enter('alice');
  const id = text(alice, 'bob', 'hello');
  clock.advance(19_940);
  expect([failures(alice), held()]).toEqual([[id], 0]);
  const late = text(alice, 'bob', 'and now?');
  expect(alice.last('error')).toMatchObject({ code: 'not-delivered', about: { id: late } });
  // The id of what has failed is free again.
  const bob = enter('bob');
  text(alice, 'bob', 'hello', id);
  expect(texts(bob)).toEqual(['hello']);
});

test('[T4] no text waits for an unknown account, nor for one who has come and gone since the restart', () => {
  const { enter, text, say, held } = restarted();
  const [alice, bob] = [enter('alice'), enter('bob')];
  say(bob, { t: 'session.leave' });
  text(alice, 'bob', 'gone?');
  text(alice, 'nobody', 'who?');
  expect(alice.of('error').map(({ code }) => code)).toEqual(['not-delivered', 'not-delivered']);
  expect([alice.of('chat.accepted'), held()]).toEqual([[], 0]);
});

test('[T2] a text that waits is known when it is sent again, and counts as held until it is delivered', () => {
  const { enter, text } = restarted();
  const alice = enter('alice');
  const id = text(alice, 'bob', 'hello');
  text(alice, 'bob', 'hello', id);
  const [first, second] = alice.of('chat.accepted');
  expect(second).toEqual(first);
  expect(delivered(alice)).toEqual([]);
  const bob = enter('bob');
  expect(texts(bob)).toEqual(['hello']);
});

test('[T4] [S9] what waits goes to the first session that comes, and is told to the sender’s others at once', () => {
  const { enter, text, held } = restarted({ policy: 'multiple' });
  const [a1, a2] = [enter('alice', 'a1'), enter('alice', 'a2')];
  const id = text(a1, 'bob', 'hello');
  expect(texts(a2)).toEqual(['hello']);
  const [b1, b2] = [enter('bob', 'b1'), enter('bob', 'b2')];
  expect([texts(b1), texts(b2)]).toEqual([['hello'], []]);
  text(a2, 'bob', 'again');
  expect([delivered(a1)[0], held()]).toEqual([id, 0]);
});

test('[T5] what waits for one who is on the way back is bounded', () => {
  const { enter, text, held } = restarted();
  const alice = enter('alice');
  for (let i = 0; i < 100; i += 1) text(alice, 'bob', 'x'.repeat(8_000));
  expect(held()).toBeGreaterThan(20);
  expect(held()).toBeLessThan(70);
  expect(alice.of('chat.accepted').length).toBe(held());
  expect(alice.of('error').length).toBe(100 - held());
});
