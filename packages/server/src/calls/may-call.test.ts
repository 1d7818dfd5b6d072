import type { CallId, ClientMessage, UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { CallNews, CallWish, EndedCallNews, RealtimeHooks } from '../realtime-hooks.ts';
import { createMemoryRealtime } from '../testing/memory-socket.ts';
import { signIn, type HelloOptions, type TestClient } from '../testing/test-client.ts';

const limits = { sessions: 99, messageBurst: 1e6, messagesPerSecond: 1e6 };
const idOf = (name: string): CallId => `call-${name}`.padEnd(16, '_') as CallId;

interface Question extends CallWish {
  answer(may: boolean): void;
}

function setUp(hooks: RealtimeHooks = {}) {
  const asked: Question[] = [];
  const mayCall = (wish: CallWish): Promise<boolean> =>
    new Promise((resolve) => void asked.push({ ...wish, answer: resolve }));
  const server = createMemoryRealtime({ limits, hooks: { mayCall, ...hooks } });
  const enter = (name: string, hello?: HelloOptions): TestClient => signIn(server, name, hello);
  const settle = async (): Promise<void> => server.clock.advanceAsync(1);
  return { server, asked, enter, settle, counts: () => server.realtime.counts() };
}

function invite(from: TestClient, name: string, to: string): void {
  from.send({ t: 'call.invite', call: idOf(name), to: to as UserId, media: 'video' });
}
const say = (from: TestClient, t: 'call.ringing' | 'call.connected' | 'call.hangup', name: string): void =>
  from.send({ t, call: idOf(name) });
const accept = (name: string): ClientMessage => ({ t: 'call.accept', call: idOf(name), media: 'video' });
const views = (client: TestClient) => client.of('call.state').map(({ view }) => view);
/** The states of the caller's call and of the other one in it, in the order in which they were told. */
const told = (client: TestClient): string[] =>
  views(client).map((view) => (view.state === 'ended' ? view.reason : view.state));

test('[A4] a call that is not allowed ends with blocked at once, and the callee hears nothing', async () => {
  const { enter, settle, counts } = setUp({ mayCall: ({ caller }) => caller !== 'eve' });
  const [eve, bob] = [enter('eve'), enter('bob')];
  invite(eve, 'one', 'bob');
  await settle();
  expect([told(eve), told(bob), counts().calls]).toEqual([['blocked'], [], 0]);
  invite(bob, 'two', 'eve');
  await settle();
  expect([told(bob), told(eve)]).toEqual([['ringing'], ['blocked', 'ringing']]);
});

test('[A4] nothing rings until the answer is there, and then it does, also where somebody came meanwhile', async () => {
  const { enter, settle, asked, server } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  invite(alice, 'one', 'bob');
  await settle();
  expect(asked).toMatchObject([{ caller: 'alice', callee: 'bob', media: 'video' }]);
  expect(views(alice)).toMatchObject([{ state: 'ringing', participants: [{}, { state: 'invited' }] }]);
  bob.socket.close();
  const again = enter('bob', { device: 'other' });
  await settle();
  expect([told(bob), told(again), again.last('session.welcome').calls]).toEqual([[], [], []]);
  asked[0]?.answer(true);
  await settle();
  expect(told(again)).toEqual(['ringing']);
  say(again, 'call.ringing', 'one');
  again.send(accept('one'));
  for (const client of [alice, again]) say(client, 'call.connected', 'one');
  await settle();
  expect([told(alice).at(-1), told(again).at(-1)]).toEqual(['active', 'active']);
  expect(server.realtime.counts().calls).toBe(1);
});

test('[A4] refused late: blocked, and the callee hears nothing', async () => {
  const { enter, settle, asked, counts } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  invite(alice, 'one', 'bob');
  await settle();
  asked[0]?.answer(false);
  await settle();
  expect([told(alice), told(bob), counts().calls]).toEqual([['ringing', 'blocked'], [], 0]);
});

test('[A4] a cancel while it is being asked ends it, and the answer comes too late', async () => {
  const { enter, settle, asked, counts } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  invite(alice, 'one', 'bob');
  await settle();
  say(alice, 'call.hangup', 'one');
  await settle();
  asked[0]?.answer(true);
  await settle();
  expect([told(alice), told(bob), counts().calls]).toEqual([['ringing', 'cancelled'], [], 0]);
  // So does leaving.
  invite(alice, 'two', 'bob');
  await settle();
  alice.send({ t: 'session.leave' });
  await settle();
  asked[1]?.answer(true);
  await settle();
  expect([told(bob), counts().calls]).toEqual([[], 0]);
});

test('[A4] who is being asked about is as free as before', async () => {
  const { enter, settle, asked } = setUp();
  const [alice, bob, carol] = [enter('alice'), enter('bob'), enter('carol')];
  invite(alice, 'one', 'bob');
  invite(carol, 'two', 'bob');
  await settle();
  asked[1]?.answer(true);
  await settle();
  expect([told(carol), told(bob)]).toEqual([['ringing', 'ringing'], ['ringing']]);
  asked[0]?.answer(true);
  await settle();
  expect([told(alice), told(bob)]).toEqual([['ringing', 'busy'], ['ringing']]);
  // And the other's call has lost nothing by it.
  say(bob, 'call.ringing', 'two');
  bob.send(accept('two'));
  await settle();
  expect(told(bob).at(-1)).toBe('connecting');
});

test('[A4] the same invite again shows the call, and another one waits for it to be over', async () => {
  const { enter, settle, asked } = setUp();
  const [alice] = [enter('alice'), enter('bob')];
  invite(alice, 'one', 'bob');
  invite(alice, 'one', 'bob');
  invite(alice, 'two', 'bob');
  await settle();
  expect([asked.length, told(alice), alice.of('error').map(({ code }) => code)]).toEqual([
    1,
    ['ringing', 'ringing'],
    ['already-in-call'],
  ]);
});

test('[A3] [A4] the answer is worth nothing once the callee may not be seen any more', async () => {
  let sees = true;
  const { enter, settle, asked } = setUp({ maySee: () => sees });
  const [alice, bob] = [enter('alice'), enter('bob')];
  invite(alice, 'one', 'bob');
  await settle();
  sees = false;
  asked[0]?.answer(true);
  await settle();
  expect([told(alice), told(bob)]).toEqual([['ringing', 'unavailable'], []]);
});

type Event = 'A invites' | 'A yes' | 'A no' | 'B invites' | 'B yes' | 'B no';

/** Every order of two people's events. */
function* orders(a: readonly Event[], b: readonly Event[]): Iterable<Event[]> {
  const [one, ...moreOfA] = a;
  const [two, ...moreOfB] = b;
  if (!one && !two) yield [];
  if (one) for (const rest of orders(moreOfA, b)) yield [one, ...rest];
  if (two) for (const rest of orders(a, moreOfB)) yield [two, ...rest];
}

async function play(events: readonly Event[]) {
  const { enter, settle, asked, counts } = setUp();
  const people = { A: enter('alice'), B: enter('bob') };
  for (const event of events) {
    const who = event.startsWith('A') ? 'A' : 'B';
    const user = who === 'A' ? 'alice' : 'bob';
    if (event.endsWith('invites')) invite(people[who], who, who === 'A' ? 'bob' : 'alice');
    else asked.find(({ caller }) => caller === user)?.answer(event.endsWith('yes'));
    await settle();
  }
  return { ...people, calls: counts().calls };
}

test('[A4] [I10] both call each other while it is being asked: one call in every order where either may', async () => {
  let joined = 0;
  for (const a of ['A yes', 'A no'] as const) {
    for (const b of ['B yes', 'B no'] as const) {
      for (const events of orders(['A invites', a], ['B invites', b])) {
        const { A, B, calls } = await play(events);
        const [last, other] = [views(A).at(-1), views(B).at(-1)];
        const ends = [...told(A), ...told(B)].filter((state) => state === 'busy' || state === 'declined');
        expect(ends, events.join()).toEqual([]);
        if (a === 'A no' && b === 'B no') {
          expect([calls, last?.state, other?.state], events.join()).toEqual([0, 'ended', 'ended']);
          continue;
        }
        expect(calls, events.join()).toBe(1);
        const view = [last, other].find((one) => one && one.state !== 'ended');
        if (a === 'A yes' && b === 'B yes') expect(view?.state, events.join()).toBe('connecting');
        if (view?.state !== 'connecting') continue;
        joined += 1;
        expect(last, events.join()).toEqual(other);
        expect(view.participants.map(({ state }) => state)).toEqual(['joined', 'joined']);
        expect([view.call, ...(view.aliases ?? [])].toSorted()).toEqual([idOf('A'), idOf('B')]);
      }
    }
  }
  expect(joined).toBeGreaterThan(6);
});

test('[A5] a call that began and one that never did are told, with what became of them', async () => {
  const news: (CallNews | EndedCallNews)[] = [];
  const push = (call: CallNews): void => void news.push(call);
  const { enter, settle, server } = setUp({ mayCall: undefined, callStarted: push, callEnded: push });
  const [alice, bob] = [enter('alice'), enter('bob')];
  invite(alice, 'one', 'bob');
  await settle();
  say(bob, 'call.ringing', 'one');
  bob.send(accept('one'));
  expect(news).toEqual([]);
  for (const client of [alice, bob]) say(client, 'call.connected', 'one');
  await settle();
  const base = { caller: 'alice', callees: ['bob'], media: 'video' };
  expect(news).toEqual([{ ...base, id: idOf('one'), at: expect.any(Number) }]);
  await server.clock.advanceAsync(1_999);
  say(bob, 'call.hangup', 'one');
  invite(alice, 'two', 'nobody');
  await settle();
  expect(news.slice(1)).toMatchObject([
    { ...base, id: idOf('one'), reason: 'hung-up', duration: 2_000, by: 'bob' },
    { ...base, callees: ['nobody'], id: idOf('two'), reason: 'unavailable', duration: 0 },
  ]);
});
