import type { BlobId, CallId, ClientMessage, QueryId, ServerMessage, UserId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RealtimeHooks } from '../realtime-hooks.ts';
import { createMemoryRealtime, type MemoryRealtime } from '../testing/memory-socket.ts';
import { signIn, type TestClient } from '../testing/test-client.ts';

const limits = { sessions: 99, messageBurst: 1e6, messagesPerSecond: 1e6 };
const PEOPLE = ['ann', 'ben', 'cat', 'dan', 'eve'] as const;

/** Whom a client holds to be online; throws where a change makes no sense. */
function online({ heard }: TestClient): string[] {
  let known: Set<string> | undefined;
  for (const message of heard) {
    if (message.t === 'presence.snapshot') known = new Set(message.online);
    if (message.t !== 'presence.update') continue;
    if (!known) throw new Error('an update before the snapshot');
    for (const user of message.online) {
      if (known.has(user)) throw new Error(`${user} was online already`);
      known.add(user);
    }
    for (const user of message.offline) if (!known.delete(user)) throw new Error(`${user} was not online`);
  }
  return [...(known ?? [])].toSorted();
}

const presence = ({ heard }: TestClient) => heard.filter(({ t }) => t.startsWith('presence.'));

/** Pairs that may not see each other, written `viewer>person`. */
function setUp(hidden: readonly string[] = [], hooks: RealtimeHooks = {}) {
  const forbidden = new Set(hidden);
  const maySee = (viewer: string, person: string): boolean => !forbidden.has(`${viewer}>${person}`);
  const server = createMemoryRealtime({ limits, hooks: { maySee, ...hooks } });
  const enter = (name: string): TestClient => signIn(server, name);
  return { server, clock: server.clock, forbidden, maySee, enter };
}

test('[A2] the snapshot and the changes name nobody whom the viewer may not see, and no empty frame is sent', () => {
  const { enter, clock } = setUp(['ben>ann']);
  const ben = enter('ben');
  clock.advance(60);
  const ann = enter('ann');
  clock.advance(60);
  expect(presence(ben)).toEqual([{ t: 'presence.snapshot', online: ['ben'] }]);
  expect(online(ann)).toEqual(['ann', 'ben']);
  ann.send({ t: 'session.leave' });
  clock.advance(60);
  expect(presence(ben)).toHaveLength(1);
});

test('[A2] refresh tells what has changed, of one person or of everybody', () => {
  const { enter, clock, forbidden, server } = setUp(['ben>ann', 'cat>ann']);
  const [ann, ben, cat] = [enter('ann'), enter('ben'), enter('cat')];
  clock.advance(60);
  forbidden.clear();
  clock.advance(60);
  expect([online(ben), online(cat)]).toEqual([
    ['ben', 'cat'],
    ['ben', 'cat'],
  ]);
  // As the viewer, and as the one who is seen.
  server.realtime.refresh('ben' as UserId);
  clock.advance(60);
  expect([online(ben), online(cat)]).toEqual([
    ['ann', 'ben', 'cat'],
    ['ben', 'cat'],
  ]);
  forbidden.add('ben>ann').add('ann>ben');
  server.realtime.refresh('ann' as UserId);
  clock.advance(60);
  expect([ann, ben, cat].map(online)).toEqual([
    ['ann', 'cat'],
    ['ben', 'cat'],
    ['ann', 'ben', 'cat'],
  ]);
  forbidden.clear();
  server.realtime.refresh();
  const everyone = ['ann', 'ben', 'cat'];
  clock.advance(60);
  expect([ann, ben, cat].map(online)).toEqual([everyone, everyone, everyone]);
});

test('[A5] who came and who went is told once, as presence has it', () => {
  const told: string[] = [];
  const hooks: RealtimeHooks = {
    cameOnline: (user) => told.push(`${user} came`),
    wentOffline: (user) => told.push(`${user} went`),
  };
  const { enter, clock } = setUp([], hooks);
  const ann = enter('ann');
  clock.advance(60);
  ann.send({ t: 'session.leave' });
  enter('ann');
  clock.advance(60);
  enter('ann').socket.cut();
  clock.advance(9_000);
  expect(told).toEqual(['ann came']);
  clock.advance(2_000);
  expect(told).toEqual(['ann came', 'ann went']);
});

test('[A2] a crowd is told in slices, and what happens in between is told after', () => {
  const { enter, clock, maySee } = setUp(['user1>user2', 'user7>user3']);
  const people = Array.from({ length: 60 }, (_, index) => enter(`user${index}`));
  // One slice of the 3,600 questions, and then somebody leaves and somebody comes.
  clock.advance(50);
  people[9]?.send({ t: 'session.leave' });
  const late = enter('late');
  clock.advance(200);
  const here = [...people.filter((_, index) => index !== 9), late];
  const names = here.map((client) => client.last('session.welcome').user);
  for (const client of here) {
    const me = client.last('session.welcome').user;
    expect(online(client)).toEqual(names.filter((name) => name === me || maySee(me, name)).toSorted());
  }
});

type Step = {
  readonly name: 'in' | 'leave' | 'cut' | 'wait' | 'turn';
  readonly who: number;
  readonly whom: number;
};
const steps = fc.array(
  fc.record<Step>({
    name: fc.constantFrom('in', 'in', 'leave', 'cut', 'wait', 'turn'),
    who: fc.nat(4),
    whom: fc.nat(4),
  }),
  { maxLength: 25 },
);
const pairs = PEOPLE.flatMap((viewer) => PEOPLE.map((person) => `${viewer}>${person}`));
const matrix = fc.subarray(pairs.filter((pair) => pair.slice(0, 3) !== pair.slice(4)));

test('[A2] whatever comes and goes, each holds just those who are online and whom they may see', () => {
  fc.assert(
    fc.property(matrix, steps, (hidden, history) => {
      const { server, clock, enter, forbidden, maySee } = setUp(hidden);
      const here = new Map<string, TestClient>();
      const ever = new Map<TestClient, Set<string>>();
      const allow = (): void => {
        for (const [client, allowed] of ever) {
          const me = client.last('session.welcome').user;
          for (const person of PEOPLE) if (person === me || maySee(me, person)) allowed.add(person);
        }
      };
      for (const { name, who, whom } of history) {
        const [user, other] = [PEOPLE[who] ?? '', PEOPLE[whom] ?? ''];
        const client = here.get(user);
        if (name === 'in') {
          const entered = enter(user);
          here.set(user, entered);
          ever.set(entered, new Set());
          allow();
        }
        if (name === 'leave') client?.send({ t: 'session.leave' });
        if (name === 'cut') client?.socket.cut();
        if (name === 'leave' || name === 'cut') here.delete(user);
        if (name === 'wait') clock.advance(60);
        if (name === 'turn' && user !== other) {
          const pair = `${user}>${other}`;
          if (!forbidden.delete(pair)) forbidden.add(pair);
          allow();
          server.realtime.refresh(user as UserId);
        }
        clock.advance(1);
      }
      clock.advance(12_000);
      for (const [user, client] of here) {
        const expected = [...here.keys()].filter((person) => person === user || maySee(user, person));
        expect(online(client)).toEqual(expected.toSorted());
      }
      // And no frame ever named somebody whom its reader was never allowed to see.
      for (const [client, allowed] of ever) {
        const text = JSON.stringify(presence(client));
        for (const person of PEOPLE) if (!allowed.has(person)) expect(text).not.toContain(`"${person}"`);
      }
    }),
    { numRuns: 150 },
  );
});

/** What a prober can do to learn of somebody. */
const probe = (to: UserId, round: number): ClientMessage[] => [
  { t: 'chat.send', id: `text-${round}`.padEnd(22, '_') as never, to, text: 'are you there?' },
  { t: 'chat.typing', to, on: true },
  { t: 'message.send', id: `message-${round}`.padEnd(22, '_') as never, to, type: 'x', data: 'null' },
  {
    t: 'query.ask',
    id: `query-${round}`.padEnd(16, '_') as QueryId,
    to,
    type: 'x',
    data: 'null',
    timeout: 1_000,
  },
  { t: 'blob.offer', id: `blob-${round}`.padEnd(16, '_') as BlobId, to, name: '', type: '', direct: true },
  { t: 'call.invite', call: `call-${round}`.padEnd(16, '_') as CallId, to, media: 'voice' },
];

/** All that the prober hears while the other does this or that, or is not there. */
function heardBy(prober: string, life: (server: MemoryRealtime) => void, hooks: RealtimeHooks): unknown[] {
  const blobs = { maxBytes: 1_000, bytesPerHour: 1_000 };
  const server = createMemoryRealtime({ limits, hooks, blobs });
  const client = signIn(server, prober);
  server.clock.advance(60);
  const { session } = client.last('session.welcome');
  life(server);
  for (let round = 0; round < 3; round += 1) {
    for (const message of probe('ann' as UserId, round)) client.send(message);
    server.clock.advance(6_000);
  }
  return JSON.parse(JSON.stringify(client.heard).replaceAll(session, 'own')) as unknown[];
}

test('[A3] whoever may not see somebody hears the same whether they are there, in a call, or have never been', () => {
  const hooks: RealtimeHooks = { maySee: (viewer, person) => viewer !== 'eve' || person !== 'ann' };
  const nobody = heardBy('eve', () => {}, hooks);
  const here = heardBy('eve', (server) => void signIn(server, 'ann'), hooks);
  const busy = heardBy(
    'eve',
    (server) => {
      const ann = signIn(server, 'ann');
      signIn(server, 'ann', { resume: { session: ann.session(), seq: 0 } });
      ann.send({ t: 'call.invite', call: 'call-of-ann_____' as CallId, to: 'ann' as UserId, media: 'voice' });
      server.clock.advance(30);
    },
    hooks,
  );
  expect(here).toEqual(nobody);
  expect(busy).toEqual(nobody);
  const refusals = (nobody as ServerMessage[]).flatMap((message) => {
    if (message.t === 'call.state') return message.view.state === 'ended' ? [message.view.reason] : [];
    return message.t === 'error' ? [`${message.about?.t}: ${message.code}`] : [];
  });
  expect(refusals.slice(0, 5)).toEqual([
    'chat.send: not-delivered',
    'message.send: not-delivered',
    'query.ask: not-online',
    'blob.offer: not-online',
    'unavailable',
  ]);
  // The same history is told where they may be seen.
  const seen = heardBy('eve', (server) => void signIn(server, 'ann'), { maySee: () => true });
  expect(seen).not.toEqual(nobody);
});
