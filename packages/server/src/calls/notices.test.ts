import type { CallId, UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { CallNotice, CallNotices } from '../realtime-api.ts';
import { createMemoryRealtime } from '../testing/memory-socket.ts';
import { signIn, type TestClient } from '../testing/test-client.ts';

const limits = { sessions: 99, messageBurst: 1e6, messagesPerSecond: 1e6 };
const idOf = (name: string): CallId => `call-${name}`.padEnd(16, '_') as CallId;
const bob = 'bob' as UserId;

/** Bob can be notified; `answer` is the push service's word. */
function setUp({ maySee = true, reaches = true }: { maySee?: boolean; reaches?: boolean } = {}) {
  const rung: CallNotice[] = [];
  const settled: string[] = [];
  let answer: (taken: boolean) => void = () => undefined;
  const notices: CallNotices = {
    reaches: (user) => reaches && user === 'bob',
    ring(notice) {
      rung.push(notice);
      return new Promise((resolve) => (answer = resolve));
    },
    settle: ({ outcome, aware }) => void settled.push([outcome, ...aware].join(' ')),
  };
  const hooks = maySee ? {} : { maySee: () => false };
  const { realtime, clock, ...server } = createMemoryRealtime({ limits, notices, hooks });
  const enter = (name: string): TestClient => signIn({ realtime, clock, ...server }, name);
  const invite = (from: TestClient, name = 'one'): void => {
    from.send({ t: 'call.invite', call: idOf(name), to: bob, media: 'video' });
    clock.advance(0);
  };
  const push = async (taken: boolean): Promise<void> => {
    answer(taken);
    await clock.advanceAsync(2);
  };
  return { realtime, clock, enter, invite, push, rung, settled };
}

const told = (client: TestClient): string[] =>
  client.of('call.state').map(({ view }) => {
    if (view.state === 'ended') return view.reason;
    const other = view.participants.find(({ user }) => user === 'bob');
    return [view.state, other?.state, other?.notified && 'notified'].filter(Boolean).join(' ');
  });

test('[C24] who is offline and can be notified is called, and the caller is told how far that has come', async () => {
  const { enter, invite, push, rung, settled, clock } = setUp();
  const alice = enter('alice');
  invite(alice);
  expect(rung).toEqual([{ call: idOf('one'), from: 'alice', to: 'bob', media: 'video' }]);
  expect(told(alice)).toEqual(['ringing invited']);
  await push(true);
  expect(told(alice).at(-1)).toBe('ringing invited notified');
  const page = enter('bob');
  expect(page.last('session.welcome').calls).toMatchObject([{ call: idOf('one'), state: 'ringing' }]);
  page.send({ t: 'call.ringing', call: idOf('one') });
  clock.advance(0);
  expect(told(alice).at(-1)).toBe('ringing ringing notified');
  page.send({ t: 'call.accept', call: idOf('one'), media: 'voice' });
  clock.advance(0);
  expect(told(alice).at(-1)).toBe('connecting joined');
  expect(settled).toEqual(['answered sign-in of bob']);
});

test('[C24] a notified call waits its 45 s and is missed then; the caller who gives up is told to the device, too', async () => {
  const { enter, invite, push, settled, clock, realtime } = setUp();
  const alice = enter('alice');
  invite(alice);
  await push(true);
  clock.advance(44_900);
  expect(told(alice).at(-1)).toBe('ringing invited notified');
  clock.advance(200);
  expect(told(alice).at(-1)).toBe('no-answer');
  expect(settled).toEqual(['missed']);
  expect(realtime.counts().calls).toBe(0);
  invite(alice, 'two');
  alice.send({ t: 'call.hangup', call: idOf('two') });
  clock.advance(0);
  expect(settled).toEqual(['missed', 'missed']);
});

test('[C24] where no push service takes it, nobody is kept waiting', async () => {
  const { enter, invite, push, realtime } = setUp();
  const alice = enter('alice');
  invite(alice);
  await push(false);
  expect(told(alice).at(-1)).toBe('unavailable');
  expect(realtime.counts().calls).toBe(0);
});

test('[C24] the notification declines without a page, and its own device is not told of that', async () => {
  const { enter, invite, push, settled, clock, realtime } = setUp();
  const alice = enter('alice');
  invite(alice);
  await push(true);
  expect(realtime.declineCall(idOf('one'), 'carol' as UserId, 'hers')).toBe(false);
  expect(realtime.declineCall(idOf('one'), 'alice' as UserId, 'hers')).toBe(false);
  expect(realtime.declineCall(idOf('one'), bob, 'his phone')).toBe(true);
  clock.advance(0);
  expect(told(alice).at(-1)).toBe('declined');
  expect(settled).toEqual(['declined his phone']);
  expect(realtime.declineCall(idOf('one'), bob, 'his phone')).toBe(false);
});

test('[C2] [C24] who can’t be notified is unavailable, and so is whom the caller may not know of', () => {
  for (const options of [{ reaches: false }, { maySee: false }]) {
    const { enter, invite, rung } = setUp(options);
    const alice = enter('alice');
    invite(alice);
    expect(told(alice)).toEqual(['unavailable']);
    expect(rung).toEqual([]);
  }
});

test('[C24] a page that is asleep says nothing within 3 s: then the person is notified; one that rings is enough', async () => {
  const { enter, invite, rung, clock } = setUp();
  const [alice, page] = [enter('alice'), enter('bob')];
  invite(alice);
  clock.advance(2_900);
  expect(rung).toEqual([]);
  clock.advance(200);
  expect(rung).toHaveLength(1);
  alice.send({ t: 'call.hangup', call: idOf('one') });
  invite(alice, 'two');
  page.send({ t: 'call.ringing', call: idOf('two') });
  clock.advance(4_000);
  expect(rung).toHaveLength(1);
});
