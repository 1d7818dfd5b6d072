import type { CallId, ClientMessageOf, PresenceStatus, UserId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { QuietAccounts } from '../store/quiet-accounts.ts';
import { createMemoryRealtime, type MemoryOptions } from '../testing/memory-socket.ts';
import { signIn, type TestClient } from '../testing/test-client.ts';

const limits = { sessions: 99, messageBurst: 1e6, messagesPerSecond: 1e6 };

function setUp(options: MemoryOptions = {}) {
  const server = createMemoryRealtime({ limits, policy: 'multiple', ...options });
  const enter = (name: string, device = name): TestClient => signIn(server, name, { device });
  return {
    server,
    clock: server.clock,
    enter,
    statusOf: (user: string) => server.realtime.statusOf(user as UserId),
  };
}

const set = (client: TestClient, setting: Omit<ClientMessageOf<'presence.set'>, 't'>): void =>
  client.send({ t: 'presence.set', ...setting });

/** How present the client holds people to be; throws where a frame names who is not online. */
function seenBy(client: TestClient): Record<string, PresenceStatus> {
  let seen = new Map<string, PresenceStatus>();
  for (const message of client.heard) {
    if (message.t !== 'presence.snapshot' && message.t !== 'presence.update') continue;
    if (message.t === 'presence.snapshot') seen = new Map();
    else for (const user of message.offline) seen.delete(user);
    for (const user of message.online) seen.set(user, 'available');
    const turn = (users: readonly UserId[] | undefined, status: PresenceStatus): void => {
      for (const user of users ?? []) {
        if (!seen.has(user)) throw new Error(`${user} is ${status} and not online`);
        seen.set(user, status);
      }
    };
    if (message.t === 'presence.update') turn(message.available, 'available');
    turn(message.away, 'away');
    turn(message.doNotDisturb, 'do-not-disturb');
  }
  return Object.fromEntries([...seen].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

test('[P5] what one device sets holds for the account, and is in the snapshot of who comes later', () => {
  const { enter, clock } = setUp();
  const [phone, laptop, bob] = [enter('alice', 'phone'), enter('alice', 'laptop'), enter('bob')];
  clock.advance(60);
  set(phone, { status: 'do-not-disturb' });
  clock.advance(60);
  expect(bob.last('presence.update')).toEqual({
    t: 'presence.update',
    online: [],
    offline: [],
    doNotDisturb: ['alice'],
  });
  const carol = enter('carol');
  clock.advance(60);
  const now = { alice: 'do-not-disturb', bob: 'available', carol: 'available' };
  expect([laptop, bob, carol].map(seenBy)).toEqual([now, now, now]);
  clock.advance(3_000);
  set(laptop, { status: 'available' });
  clock.advance(60);
  expect([phone, bob].map(seenBy)).toEqual([
    { ...now, alice: 'available' },
    { ...now, alice: 'available' },
  ]);
});

test('[P5] away ends with the last session; not to be disturbed goes on', () => {
  const { enter, clock, statusOf } = setUp();
  const [ann, ben] = [enter('ann'), enter('ben')];
  set(ann, { status: 'away' });
  set(ben, { status: 'do-not-disturb' });
  clock.advance(0);
  expect([statusOf('ann'), statusOf('ben')]).toEqual(['away', 'do-not-disturb']);
  for (const client of [ann, ben]) client.send({ t: 'session.leave' });
  clock.advance(0);
  expect([statusOf('ann'), statusOf('ben')]).toEqual(['available', 'do-not-disturb']);
  const again = [enter('ann'), enter('ben')];
  clock.advance(60);
  expect(again.map((client) => seenBy(client)['ben'])).toEqual(['do-not-disturb', 'do-not-disturb']);
});

test('[P5] who is not to be disturbed is so after a restart of the server, until they set it otherwise', () => {
  const kept = new Map<UserId, boolean>();
  const writes: string[] = [];
  const quiet: QuietAccounts = {
    quietAccounts: () => [...kept].map(([user, again]) => ({ user, again })),
    setQuiet(user, wish) {
      writes.push(`${user} ${wish?.again}`);
      if (wish) kept.set(user, wish.again);
      else kept.delete(user);
    },
  };
  const before = setUp({ quiet });
  const [ann, ben] = [before.enter('ann'), before.enter('ben')];
  set(ann, { status: 'do-not-disturb', again: true });
  set(ben, { status: 'away' });
  set(ann, { idle: true });
  before.clock.advance(0);
  const after = setUp({ quiet });
  expect([after.statusOf('ann'), after.statusOf('ben')]).toEqual(['do-not-disturb', 'available']);
  const [carol, again] = [after.enter('carol'), after.enter('ann')];
  const states = [1, 2].map(() => {
    ring(carol, 'ann');
    after.clock.advance(30);
    const { state } = carol.last('call.state').view;
    return state;
  });
  expect(states).toEqual(['ended', 'ringing']);
  set(again, { status: 'available' });
  after.clock.advance(0);
  expect(setUp({ quiet }).statusOf('ann')).toBe('available');
  // Nothing is written for what changes nothing of it.
  expect(writes).toEqual(['ann true', 'ann undefined']);
});

test('[P5] a disk that takes no more changes nothing about who is not to be disturbed now', () => {
  const errors: string[] = [];
  const log = {
    error: (_: object, message: string) => errors.push(message),
    warn() {},
    info() {},
    debug() {},
  };
  const full = (): never => {
    throw new Error('database or disk is full');
  };
  const { enter, clock, statusOf } = setUp({ log, quiet: { quietAccounts: () => [], setQuiet: full } });
  set(enter('ann'), { status: 'do-not-disturb' });
  clock.advance(0);
  expect(statusOf('ann')).toBe('do-not-disturb');
  expect(errors).toEqual(['who is not to be disturbed can’t be written down']);
});

test('[P7] an account is away while nobody is at any of its devices', () => {
  const { enter, clock } = setUp();
  const [phone, laptop, bob] = [enter('alice', 'phone'), enter('alice', 'laptop'), enter('bob')];
  const seen = (): PresenceStatus | undefined => {
    clock.advance(3_000);
    return seenBy(bob)['alice'];
  };
  set(phone, { idle: true });
  expect(seen()).toBe('available');
  set(laptop, { idle: true });
  expect(seen()).toBe('away');
  set(laptop, { idle: false });
  expect(seen()).toBe('available');
  // The one at which somebody was is closed.
  laptop.send({ t: 'session.leave' });
  expect(seen()).toBe('away');
  enter('alice', 'tablet');
  expect(seen()).toBe('available');
});

test('[P8] whoever turns all the time is told of once in 2 s, and as they are in the end', () => {
  const { enter, clock } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  clock.advance(100);
  const before = bob.of('presence.update').length;
  for (let i = 0; i < 101; i += 1) {
    set(alice, { status: i % 2 === 0 ? 'do-not-disturb' : 'available' });
    clock.advance(100);
  }
  const told = bob.of('presence.update').length - before;
  expect(told).toBeGreaterThan(0);
  expect(told).toBeLessThanOrEqual(6);
  clock.advance(3_000);
  expect(seenBy(bob)['alice']).toBe('do-not-disturb');
});

test('[A2] how present somebody is, is told to whom they are, and to nobody else', () => {
  const hooks = { maySee: (viewer: string, person: string) => viewer !== 'eve' || person !== 'ann' };
  const { enter, clock } = setUp({ hooks });
  const [ann, ben, eve] = [enter('ann'), enter('ben'), enter('eve')];
  clock.advance(60);
  set(ann, { status: 'do-not-disturb' });
  set(ben, { idle: true });
  clock.advance(60);
  expect(seenBy(ben)).toEqual({ ann: 'do-not-disturb', ben: 'away', eve: 'available' });
  expect(seenBy(eve)).toEqual({ ben: 'away', eve: 'available' });
  expect(JSON.stringify(eve.heard)).not.toContain('"ann"');
});

let calls = 0;
function ring(from: TestClient, to: string): CallId {
  calls += 1;
  const call = `call-${calls}`.padEnd(16, '_') as CallId;
  from.send({ t: 'call.invite', call, to: to as UserId, media: 'video' });
  return call;
}
const ends = (client: TestClient) =>
  client
    .of('call.state')
    .flatMap(({ view }) => (view.state === 'ended' ? [`${view.reason} ${view.quiet}`] : []));

test('[C40] a call to who is not to be disturbed rings nowhere, and both are told', () => {
  const { enter, clock } = setUp();
  const [alice, phone, laptop] = [enter('alice'), enter('bob', 'phone'), enter('bob', 'laptop')];
  set(phone, { status: 'do-not-disturb' });
  ring(alice, 'bob');
  clock.advance(30);
  expect([alice, phone, laptop].map(ends)).toEqual([['busy true'], ['busy true'], ['busy true']]);
  expect(phone.of('call.state').some(({ view }) => view.state === 'ringing')).toBe(false);
  // No call is in their way.
  ring(phone, 'alice');
  clock.advance(30);
  expect(alice.last('call.state').view.state).toBe('ringing');
});

test('[C40] the second call of one person’s within 3 minutes rings where that is wished', () => {
  const { enter, clock } = setUp();
  const [alice, carol, bob] = [enter('alice'), enter('carol'), enter('bob')];
  const rings = (from: TestClient): boolean => {
    const call = ring(from, 'bob');
    clock.advance(30);
    const rang = bob.last('call.state').view.state === 'ringing';
    from.send({ t: 'call.hangup', call });
    return rang;
  };
  set(bob, { status: 'do-not-disturb' });
  expect([rings(alice), rings(alice)]).toEqual([false, false]);
  set(bob, { status: 'do-not-disturb', again: true });
  clock.advance(3 * 60_000);
  expect([rings(alice), rings(carol), rings(alice)]).toEqual([false, false, true]);
  clock.advance(3 * 60_000);
  expect(rings(alice)).toBe(false);
});

test('[C40] [A3] whoever may not see them learns nothing of it', () => {
  const { enter, clock } = setUp({ hooks: { maySee: (viewer) => viewer !== 'eve' } });
  const [eve, bob] = [enter('eve'), enter('bob')];
  set(bob, { status: 'do-not-disturb' });
  ring(eve, 'bob');
  clock.advance(30);
  expect(ends(eve)).toEqual(['unavailable undefined']);
  expect(ends(bob)).toEqual([]);
});

const PEOPLE = ['ann', 'ben', 'cat'] as const;
const DEVICES = ['one', 'two'] as const;
const anyStep = fc.record({
  who: fc.constantFrom(...PEOPLE),
  device: fc.constantFrom(...DEVICES),
  what: fc.constantFrom(
    'in',
    'in',
    'leave',
    'cut',
    'idle',
    'busy',
    'available',
    'away',
    'do-not-disturb',
    'wait',
  ),
  ms: fc.constantFrom(10, 60, 700, 2_500),
});

test('[P5] [P6] [P7] whatever people and devices do, everybody sees what the rules make of it', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(anyStep, { maxLength: 40 }), (filtered, history) => {
      const { enter, clock } = setUp(filtered ? { hooks: { maySee: () => true } } : {});
      const here = new Map<string, { client: TestClient; idle: boolean }>();
      const wishes = new Map<string, PresenceStatus>();
      const at = (who: string) => [...here].filter(([key]) => key.startsWith(who)).map(([, one]) => one);
      for (const { who, device, what, ms } of history) {
        const key = `${who}-${device}`;
        const one = here.get(key);
        if (what === 'in') here.set(key, { client: enter(who, key), idle: false });
        else if (what === 'wait') clock.advance(ms);
        else if (one && (what === 'leave' || what === 'cut')) {
          if (what === 'leave') one.client.send({ t: 'session.leave' });
          else one.client.socket.cut();
          here.delete(key);
          // A cut line's session ends by itself; nobody is told of the rest of its life here.
          if (what === 'cut') clock.advance(12_000);
          if (at(who).length === 0 && wishes.get(who) === 'away') wishes.delete(who);
        } else if (one && (what === 'idle' || what === 'busy')) {
          one.idle = what === 'idle';
          set(one.client, { idle: one.idle });
        } else if (one && what !== 'idle' && what !== 'busy' && what !== 'leave' && what !== 'cut') {
          set(one.client, { status: what });
          wishes.set(who, what);
        }
        clock.advance(1);
      }
      clock.advance(12_000);
      const truth = PEOPLE.flatMap((who) => {
        const devices = at(who);
        if (devices.length === 0) return [];
        const wish = wishes.get(who);
        const chosen = wish === 'available' ? undefined : wish;
        return [[who, chosen ?? (devices.every(({ idle }) => idle) ? 'away' : 'available')]];
      });
      for (const { client } of here.values()) expect(seenBy(client)).toEqual(Object.fromEntries(truth));
    }),
    { numRuns: 150 },
  );
});
