import { mintTextId, SERVER, type ClientMessageOf, type TextId, type UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { InboxMessage } from '../realtime-api.ts';
import { createMemoryRealtime, type MemoryOptions } from '../testing/memory-socket.ts';
import { signIn, type TestClient } from '../testing/test-client.ts';

type Send = ClientMessageOf<'message.send'>;

function setUp(options: MemoryOptions = {}) {
  const server = createMemoryRealtime(options);
  const enter = (name: string, device?: string): TestClient => signIn(server, name, device ? { device } : {});
  const send = (from: TestClient, to: string, more: Partial<Send> = {}): TextId => {
    const id = more.id ?? mintTextId();
    from.send({ t: 'message.send', id, to: to as UserId, type: 'move', data: '{"x":"a\\"b"}', ...more });
    server.clock.advance(60);
    return id;
  };
  return { server, enter, send, held: () => server.realtime.counts().textsHeld };
}

const delivered = (client: TestClient): TextId[] => client.of('chat.delivered').flatMap(({ ids }) => ids);

test('[T8] a message arrives as it was sent, in one order with texts, and is delivered once acknowledged', () => {
  const { enter, send, held, server } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  bob.acknowledges = false;
  const id = send(alice, 'bob');
  alice.send({ t: 'chat.send', id: mintTextId(), to: 'bob' as UserId, text: 'between' });
  const other = send(alice, 'bob', { type: 'picture', data: 'AQID', bytes: true });
  expect(bob.of('message.received')).toMatchObject([
    { seq: 1, id, from: 'alice', to: 'bob', type: 'move', data: '{"x":"a\\"b"}' },
    { seq: 3, id: other, type: 'picture', data: 'AQID', bytes: true },
  ]);
  const places = [...bob.of('message.received'), bob.last('chat.message')].map(({ place }) => place);
  expect(places.toSorted((a, b) => a - b)).toEqual([places[0], places[2], places[1]]);
  expect(alice.of('chat.accepted').map(({ place }) => place)).toEqual([places[0], places[2], places[1]]);
  expect([delivered(alice), held()]).toEqual([[], 3]);
  bob.send({ t: 'session.ack', seq: bob.seq });
  server.clock.advance(60);
  expect(delivered(alice)).toHaveLength(3);
  expect(held()).toBe(0);
});

test('[T8] [T2] the same message again is relayed once; with another body, or as a text, its id is refused', () => {
  const { enter, send } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  const id = send(alice, 'bob');
  send(alice, 'bob', { id });
  expect(bob.of('message.received')).toHaveLength(1);
  expect(new Set(alice.of('chat.accepted').map(({ place }) => place)).size).toBe(1);
  send(alice, 'bob', { id, type: 'other' });
  alice.send({ t: 'chat.send', id, to: 'bob' as UserId, text: 'x' });
  expect(alice.of('error').map(({ code, about }) => [code, about?.id])).toEqual([['id-reused', id]]);
  enter('carol');
  expect(alice.of('error').map(({ about }) => about?.t)).toEqual(['message.send', 'chat.send']);
});

test('[T8] [T4] a message to somebody who is not there fails at once, to one whose session ends then', () => {
  const { enter, send, server } = setUp();
  const alice = enter('alice');
  const id = send(alice, 'bob');
  expect(alice.last('error')).toMatchObject({ code: 'not-delivered', about: { t: 'message.send', id } });
  const bob = enter('bob');
  bob.acknowledges = false;
  const late = send(alice, 'bob');
  bob.send({ t: 'session.leave' });
  server.clock.advance(60);
  expect(alice.last('chat.failed')).toMatchObject({ id: late, code: 'not-delivered' });
});

test('[T9] every session of the recipient gets it, the sender’s other ones do not', () => {
  const { enter, send } = setUp({ policy: 'multiple' });
  const [alice, tablet] = [enter('alice', 'a'), enter('alice', 'b')];
  const [bob, phone] = [enter('bob', 'c'), enter('bob', 'd')];
  send(alice, 'bob');
  expect([alice, tablet, bob, phone].map((one) => one.of('message.received').length)).toEqual([0, 0, 1, 1]);
  const id = send(alice, 'alice');
  expect([alice, tablet].map((one) => one.of('message.received').length)).toEqual([1, 1]);
  expect(delivered(alice)).toContain(id);
});

test('[T12] of Parley’s own types the sender’s other sessions are shown each message, as they are of texts', () => {
  const { enter, server } = setUp({ policy: 'multiple' });
  const [alice, tablet] = [enter('alice', 'a'), enter('alice', 'b')];
  const bob = enter('bob', 'c');
  const say = (type: string, to: string): void => {
    alice.send({ t: 'message.send', id: mintTextId(), to: to as UserId, type, data: '1' });
    server.clock.advance(60);
  };
  say('parley.act', 'bob');
  say('parleyed', 'bob');
  say('parley.act', 'alice');
  const told = (one: TestClient): string[] =>
    one.of('message.received').map(({ type, from, to }) => `${type} ${from} ${to}`);
  expect(told(alice)).toEqual(['parley.act alice alice']);
  expect(told(tablet)).toEqual(['parley.act alice bob', 'parley.act alice alice']);
  expect(told(bob)).toEqual(['parley.act alice bob', 'parleyed alice bob']);
});

test('[T10] what is addressed to the server is handled once and delivered, or refused where nobody handles it', () => {
  const got: InboxMessage[] = [];
  const message = (one: InboxMessage): unknown => {
    if (one.type === 'unknown') return false;
    if (one.type === 'throws') throw new Error('a bug of the operator’s');
    got.push(one);
    return Promise.reject(new Error('later'));
  };
  const { enter, send, held } = setUp({ inbox: { message } });
  const alice = enter('alice');
  const id = send(alice, SERVER);
  expect(got).toMatchObject([{ id, from: 'alice', type: 'move', payload: { x: 'a"b' } }]);
  expect(alice.last('chat.accepted').id).toBe(id);
  expect([delivered(alice), held()]).toEqual([[id], 0]);
  send(alice, SERVER, { id });
  expect(got).toHaveLength(1);
  expect(delivered(alice)).toEqual([id, id]);
  send(alice, SERVER, { type: 'unknown' });
  expect(alice.last('error')).toMatchObject({ code: 'no-handler', about: { t: 'message.send' } });
  const failing = send(alice, SERVER, { type: 'throws' });
  expect(alice.last('chat.failed')).toMatchObject({ id: failing, code: 'handler-failed' });
  send(alice, SERVER, { data: '{' });
  expect(alice.last('error').code).toBe('no-handler');
  alice.send({ t: 'chat.send', id: mintTextId(), to: SERVER, text: 'hello' });
  enter('bob');
  expect(alice.last('error').code).toBe('not-delivered');
});

test('[T11] the server sends messages of its own, and is told when all have them or nobody will', async () => {
  const { enter, server } = setUp();
  const { realtime } = server;
  const bob = enter('bob');
  bob.acknowledges = false;
  let outcome: unknown;
  void realtime.send('bob' as UserId, 'news', { a: [1] }).then((result) => (outcome = result));
  server.clock.advance(60);
  await Promise.resolve();
  expect(bob.last('message.received')).toMatchObject({
    from: SERVER,
    to: 'bob',
    type: 'news',
    data: '{"a":[1]}',
  });
  expect(outcome).toBeUndefined();
  bob.send({ t: 'session.ack', seq: bob.seq });
  server.clock.advance(60);
  await expect.poll(() => outcome).toEqual({ ok: true, value: undefined });
  const refused = { ok: false, error: 'not-delivered' };
  expect(await realtime.send('nobody' as UserId, 'news', 1)).toEqual(refused);
  const abandoned = realtime.send('bob' as UserId, 'news', new Uint8Array(3), 'alice' as UserId);
  server.clock.advance(60);
  expect(bob.last('message.received')).toMatchObject({ from: 'alice', data: 'AAAA', bytes: true });
  bob.send({ t: 'session.leave' });
  server.clock.advance(60);
  expect(await abandoned).toEqual(refused);
  expect(await realtime.send('bob' as UserId, 'no type', 1)).toMatchObject({ error: 'bad-message' });
  expect(await realtime.send('bob' as UserId, 'news', 'x'.repeat(50_000))).toMatchObject({
    error: 'too-large',
  });
  enter('bob').acknowledges = false;
  const open = realtime.send('bob' as UserId, 'news', 1);
  void realtime.close();
  expect(await open).toEqual(refused);
});

test('[T8] [E1] a message that is not right is refused and changes nothing', () => {
  const { enter, send, held } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  send(alice, 'bob', { type: 'with space' });
  send(alice, 'bob', { data: 'x'.repeat(48 * 1024 + 1) });
  send(alice, 'bob', { data: 'é'.repeat(24 * 1024 + 1) });
  send(alice, 'bob', { more: 1 } as object);
  expect(alice.of('error').map(({ code }) => code)).toEqual(Array(4).fill('bad-message'));
  send(alice, 'bob', { data: 'é'.repeat(24 * 1024) });
  expect(bob.of('message.received')).toHaveLength(1);
  expect(held()).toBe(0);
});
