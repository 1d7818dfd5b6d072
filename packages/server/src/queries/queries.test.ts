import {
  LIMITS,
  mintQueryId,
  mintTextId,
  SERVER,
  type ClientMessage,
  type ClientMessageOf,
  type QueryId,
  type UserId,
} from '@parley/protocol';
import { expect, test } from 'vitest';
import { QueryFailure, type InboxQuery } from '../realtime-api.ts';
import { createMemoryRealtime, type MemoryOptions } from '../testing/memory-socket.ts';
import { signIn, type TestClient } from '../testing/test-client.ts';

type Ask = ClientMessageOf<'query.ask'>;

function setUp(options: MemoryOptions = {}) {
  const limits = { sessions: 100, messageBurst: 1_000, messagesPerSecond: 1_000 };
  const server = createMemoryRealtime({ limits, ...options });
  const enter = (name: string, device?: string): TestClient => signIn(server, name, device ? { device } : {});
  const say = (client: TestClient, message: ClientMessage): void => {
    client.send(message);
    server.clock.advance(60);
  };
  const ask = (from: TestClient, to: string, more: Partial<Ask> = {}): QueryId => {
    const id = more.id ?? mintQueryId();
    const message = {
      t: 'query.ask',
      id,
      to: to as UserId,
      type: 'sum',
      data: '[1,2]',
      timeout: 5_000,
    } as const;
    say(from, { ...message, ...more });
    return id;
  };
  const answer = (client: TestClient, to: string, id: QueryId, data = '3'): void =>
    say(client, { t: 'query.answer', id, to: to as UserId, data });
  const fail = (
    client: TestClient,
    to: string,
    id: QueryId,
    code: 'no-handler' | 'handler-failed',
    reason?: string,
  ): void =>
    say(client, { t: 'query.fail', id, to: to as UserId, code, ...(reason !== undefined && { reason }) });
  const open = (): number => server.realtime.counts().queries;
  return { server, enter, say, ask, answer, fail, open };
}

const asked = (client: TestClient): QueryId[] => client.of('query.asked').map(({ id }) => id);

test('[Q1] a query goes to the other with who asks, and the answer comes back, in any order', () => {
  const { enter, ask, answer, open } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  const first = ask(alice, 'bob');
  const second = ask(alice, 'bob', { type: 'blob', data: 'AQID', bytes: true, timeout: 900 });
  expect(bob.of('query.asked')).toMatchObject([
    { id: first, from: 'alice', type: 'sum', data: '[1,2]', timeout: 5_000 },
    { id: second, from: 'alice', type: 'blob', data: 'AQID', bytes: true, timeout: 900 },
  ]);
  answer(bob, 'alice', second, '2');
  answer(bob, 'alice', first, '1');
  expect(alice.of('query.answered')).toMatchObject([
    { id: second, data: '2' },
    { id: first, data: '1' },
  ]);
  expect(open()).toBe(0);
});

test('[Q3] only who was asked answers, the first counts, and the others stop', () => {
  const { enter, ask, answer, open } = setUp({ policy: 'multiple' });
  const [alice, bob, phone, mallory] = [
    enter('alice'),
    enter('bob', 'b'),
    enter('bob', 'p'),
    enter('mallory'),
  ];
  const id = ask(alice, 'bob');
  answer(mallory, 'alice', id, 'forged');
  answer(mallory, 'bob', id, 'forged');
  answer(alice, 'alice', id, 'forged');
  expect([alice.of('query.answered'), open()]).toEqual([[], 1]);
  answer(phone, 'alice', id, 'from the phone');
  answer(bob, 'alice', id, 'too late');
  expect(alice.of('query.answered').map(({ data }) => data)).toEqual(['from the phone']);
  expect(bob.of('query.cancelled')).toMatchObject([{ id, from: 'alice' }]);
  expect([phone, mallory].map((one) => one.of('query.cancelled'))).toEqual([[], []]);
  expect(bob.of('error')).toEqual([]);
});

test('[Q4] each way to fail has a code of its own', () => {
  const { enter, ask, fail, open, say, server } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  const code = (id: QueryId): unknown => [
    alice.of('query.failed').find((one) => one.id === id)?.code,
    alice.of('error').find(({ about }) => about?.id === id)?.code,
  ];
  expect(code(ask(alice, 'nobody'))).toEqual([undefined, 'not-online']);
  const unhandled = ask(alice, 'bob');
  fail(bob, 'alice', unhandled, 'no-handler');
  expect(code(unhandled)).toEqual(['no-handler', undefined]);
  const broken = ask(alice, 'bob');
  fail(bob, 'alice', broken, 'handler-failed', 'The shop is closed.');
  expect(alice.last('query.failed')).toMatchObject({
    id: broken,
    code: 'handler-failed',
    reason: 'The shop is closed.',
  });
  const slow = ask(alice, 'bob', { timeout: 300 });
  server.clock.advance(300);
  expect(code(slow)).toEqual(['timeout', undefined]);
  expect(bob.last('query.cancelled').id).toBe(slow);
  const abandoned = ask(alice, 'bob');
  say(bob, { t: 'session.leave' });
  expect(code(abandoned)).toEqual(['not-online', undefined]);
  expect(code(ask(alice, SERVER))).toEqual([undefined, 'no-handler']);
  expect(open()).toBe(0);
});

test('[Q5] the same query again is one query, and whoever may have lost its answer is asked again', () => {
  const { enter, ask, answer, server, open } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  const id = ask(alice, 'bob');
  ask(alice, 'bob', { id });
  expect(asked(bob)).toEqual([id]);
  bob.socket.snap();
  const again = signIn(server, 'bob', { resume: { session: bob.session(), seq: bob.seq } });
  server.clock.advance(60);
  expect(again.last('session.welcome').recovered).toBe(true);
  expect(asked(again)).toEqual([id]);
  // Its page lost the session: the new one stands in for it.
  again.socket.snap();
  const anew = signIn(server, 'bob');
  server.clock.advance(60);
  expect([asked(anew), open()]).toEqual([[id], 1]);
  answer(anew, 'alice', id);
  expect(alice.of('query.answered')).toHaveLength(1);
  // An answer that was lost is asked for anew.
  ask(alice, 'bob', { id });
  expect(asked(anew)).toEqual([id, id]);
});

test('[Q5] an answer reaches the page that asked, whatever session it has by then, and no other page', () => {
  const { enter, ask, answer, server } = setUp({ policy: 'multiple' });
  const [alice, tablet, bob] = [enter('alice', 'a'), enter('alice', 't'), enter('bob')];
  const id = ask(alice, 'bob');
  expect(tablet.of('error')).toEqual([]);
  ask(tablet, 'bob', { id });
  expect(tablet.last('error')).toMatchObject({ code: 'id-reused', about: { id } });
  alice.socket.snap();
  const anew = enter('alice', 'a');
  server.clock.advance(60);
  answer(bob, 'alice', id);
  expect(anew.of('query.answered')).toHaveLength(1);
  expect(tablet.of('query.answered')).toEqual([]);
});

test('[Q6] who gives up, leaves or is displaced is not told, and the other stops', () => {
  const { enter, ask, answer, say, open } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  const given = ask(alice, 'bob');
  say(alice, { t: 'query.cancel', id: given });
  answer(bob, 'alice', given);
  const left = ask(alice, 'bob');
  const other = enter('alice', 'other');
  ask(other, 'bob');
  say(other, { t: 'session.leave' });
  expect(bob.of('query.cancelled').map(({ id }) => id)).toEqual([given, left, asked(bob)[2]]);
  expect([alice.of('query.answered'), open()]).toEqual([[], 0]);
});

test('[Q7] [I16] a flood is bounded, for who asks and for who is asked', () => {
  const { enter, ask, open, say } = setUp();
  const timeout = 60_000;
  const [alice, bob] = [enter('alice'), enter('bob')];
  for (let n = 0; n <= LIMITS.queriesFrom; n += 1) ask(alice, 'bob', { timeout });
  expect(open()).toBe(LIMITS.queriesFrom);
  expect(alice.of('error').map(({ code }) => code)).toEqual(['rate-limited']);
  for (let n = 1; n < LIMITS.queriesTo / LIMITS.queriesFrom; n += 1) {
    const other = enter(`asker-${n}`);
    for (let m = 0; m < LIMITS.queriesFrom; m += 1) ask(other, 'bob', { timeout });
  }
  const late = enter('late');
  ask(late, 'bob');
  expect(late.last('error').code).toBe('server-busy');
  say(bob, { t: 'session.leave' });
  expect(open()).toBe(0);
  // By length, too.
  enter('carol');
  for (let n = 0; n < 7; n += 1) ask(late, 'carol', { data: 'x'.repeat(48 * 1024) });
  expect(late.of('error').map(({ code }) => code)).toEqual(['server-busy', 'rate-limited']);
});

test('[Q7] an answer that was asked for costs nothing of the rate, any other does', () => {
  const limits = { sessions: 9, messageBurst: 6, messagesPerSecond: 0.001 };
  const { enter, ask, answer } = setUp({ limits });
  const bob = enter('bob');
  for (const name of ['alice', 'carol']) {
    const asker = enter(name);
    for (let n = 0; n < 5; n += 1) answer(bob, name, ask(asker, 'bob'));
    expect(asker.of('query.answered')).toHaveLength(5);
  }
  for (let n = 0; n < 6; n += 1) answer(bob, 'alice', mintQueryId());
  expect(bob.last('error')).toMatchObject({ code: 'rate-limited', about: { t: 'query.answer' } });
});

test('[Q8] the server’s own handlers answer, fail in their own words or none, and run once', async () => {
  const got: InboxQuery[] = [];
  const logged: object[] = [];
  const log = { error: (fields: object) => void logged.push(fields), warn() {}, info() {}, debug() {} };
  const query = (one: InboxQuery): Promise<unknown> | undefined => {
    got.push(one);
    if (one.type === 'unknown') return undefined;
    if (one.type === 'throws') throw new Error('with a password in it');
    if (one.type === 'meant') return Promise.reject(new QueryFailure('Closed on Sundays.'));
    if (one.type === 'large') return Promise.resolve('x'.repeat(50_000));
    return one.type === 'never' ? new Promise(() => undefined) : Promise.resolve([one.payload]);
  };
  const { enter, ask, server, say, open } = setUp({ log, inbox: { message: () => false, query } });
  const alice = enter('alice');
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    server.clock.advance(60);
  };
  const id = ask(alice, SERVER);
  await settle();
  expect(alice.last('query.answered')).toMatchObject({ id, data: '[[1,2]]' });
  ask(alice, SERVER, { id });
  expect(alice.of('query.answered')).toHaveLength(2);
  expect(got).toHaveLength(1);
  for (const type of ['throws', 'meant', 'large']) ask(alice, SERVER, { type });
  await settle();
  expect(alice.of('query.failed').map(({ code, reason }) => [code, reason])).toEqual([
    ['handler-failed', undefined],
    ['handler-failed', 'Closed on Sundays.'],
    ['handler-failed', undefined],
  ]);
  expect(logged).toHaveLength(2);
  ask(alice, SERVER, { type: 'unknown' });
  expect(alice.last('error').code).toBe('no-handler');
  ask(alice, SERVER, { type: 'never', timeout: 1_000 });
  server.clock.advance(1_000);
  expect([alice.last('query.failed').code, got.at(-1)?.signal.aborted]).toEqual(['timeout', true]);
  ask(alice, SERVER, { type: 'never' });
  say(alice, { t: 'session.leave' });
  expect([got.at(-1)?.signal.aborted, open()]).toEqual([true, 0]);
});

test('[Q8] the server asks, and gives up with a signal, with the time, or with itself', async () => {
  const { enter, answer, server, open } = setUp();
  const { realtime, clock } = server;
  const bob = enter('bob');
  const told = realtime.query('bob' as UserId, 'sum', [1]);
  clock.advance(60);
  expect(bob.last('query.asked')).toMatchObject({ from: SERVER, data: '[1]', timeout: 5_000 });
  answer(bob, SERVER, bob.last('query.asked').id, '{"a":1}');
  expect(await told).toEqual({ ok: true, value: { a: 1 } });
  expect(await realtime.query('nobody' as UserId, 'sum', 1)).toMatchObject({ error: 'not-online' });
  expect(await realtime.query('bob' as UserId, 'sum', 1n)).toMatchObject({ error: 'bad-message' });
  const controller = new AbortController();
  const given = realtime.query('bob' as UserId, 'sum', 1, { signal: controller.signal });
  clock.advance(60);
  controller.abort();
  clock.advance(60);
  expect([await given, bob.of('query.cancelled').length]).toMatchObject([{ error: 'cancelled' }, 1]);
  const { signal } = controller;
  expect(await realtime.query('bob' as UserId, 'sum', 1, { signal })).toMatchObject({ error: 'cancelled' });
  const slow = realtime.query('bob' as UserId, 'sum', 1, { timeout: 100 });
  clock.advance(100);
  expect(await slow).toMatchObject({ error: 'timeout' });
  const last = realtime.query('bob' as UserId, 'sum', 1);
  void realtime.close();
  expect([await last, open()]).toMatchObject([{ error: 'closed' }, 0]);
});

test('[Q9] after a start, who may be on the way back is waited for as long as the query lasts', () => {
  const { enter, ask, answer, server, open } = setUp({ mayReturn: (user) => user !== 'stranger' });
  const alice = enter('alice');
  ask(alice, 'stranger');
  expect(alice.last('error').code).toBe('not-online');
  const id = ask(alice, 'bob');
  ask(alice, 'carol', { timeout: 2_000 });
  const bob = enter('bob');
  server.clock.advance(60);
  answer(bob, 'alice', id);
  expect(alice.last('query.answered').id).toBe(id);
  server.clock.advance(2_000);
  expect([alice.last('query.failed').code, open()]).toEqual(['not-online', 0]);
});

test('[Q1] [E1] what is no query is refused, and changes nothing', () => {
  const { enter, ask, say, open } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  ask(alice, 'bob', { timeout: 60_001 });
  ask(alice, 'bob', { type: '' });
  ask(alice, 'bob', { data: 'x'.repeat(48 * 1024 + 1) });
  say(alice, { t: 'query.fail', id: mintQueryId(), to: 'bob' as UserId, code: 'timeout' as never });
  expect(alice.of('error').map(({ code }) => code)).toEqual(Array(4).fill('bad-message'));
  expect([asked(bob), open()]).toEqual([[], 0]);
});

test('[Q4] who may not be seen is as good as away; the server itself always may be asked', async () => {
  const query = (): Promise<unknown> => Promise.resolve(1);
  const hooks = { maySee: () => false };
  const { enter, ask, server } = setUp({ hooks, inbox: { message: () => true, query } });
  const [alice, bob] = [enter('alice'), enter('bob')];
  ask(alice, 'bob');
  expect([alice.last('error').code, asked(bob)]).toEqual(['not-online', []]);
  const id = ask(alice, SERVER);
  await new Promise((resolve) => setImmediate(resolve));
  server.clock.advance(60);
  expect(alice.last('query.answered').id).toBe(id);
  alice.send({ t: 'message.send', id: mintTextId(), to: SERVER, type: 'x', data: '' });
  server.clock.advance(60);
  expect(alice.of('chat.delivered')).toHaveLength(1);
});
