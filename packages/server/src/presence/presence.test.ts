import type { UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { createMemoryRealtime, type MemoryOptions } from '../testing/memory-socket.ts';
import { signIn, type TestClient } from '../testing/test-client.ts';
import { tickMs } from './presence.ts';

function setUp(options: MemoryOptions = {}) {
  const server = createMemoryRealtime(options);
  return {
    server,
    clock: server.clock,
    enter: (name: string, device?: string) => signIn(server, name, device ? { device } : {}),
  };
}

/** Who is online, as a client adds it up; throws where a change makes no sense. */
function online(client: TestClient): string[] {
  let known: Set<string> | undefined;
  for (const message of client.heard) {
    if (message.t === 'presence.snapshot') known = new Set(message.online);
    if (message.t !== 'presence.update') continue;
    if (!known) throw new Error('an update before the snapshot');
    for (const user of message.online) known.add(user);
    for (const user of message.offline) if (!known.delete(user)) throw new Error(`${user} was not online`);
  }
  return [...(known ?? [])].toSorted();
}
const frames = (client: TestClient): number =>
  client.of('presence.snapshot').length + client.of('presence.update').length;

test('[P2] [P4] a snapshot after the welcome, with oneself in it, and then changes', () => {
  const { enter, clock } = setUp();
  const alice = enter('alice');
  clock.advance(50);
  expect(alice.of('presence.snapshot')).toEqual([{ t: 'presence.snapshot', online: ['alice'] }]);
  const bob = enter('bob');
  clock.advance(50);
  expect(alice.of('presence.update')).toEqual([{ t: 'presence.update', online: ['bob'], offline: [] }]);
  expect(online(bob)).toEqual(['alice', 'bob']);
  bob.send({ t: 'session.leave' });
  clock.advance(50);
  expect(alice.last('presence.update')).toEqual({ t: 'presence.update', online: [], offline: ['bob'] });
});

test('[P1] who is within the grace time is online; after it they are not', () => {
  const { enter, clock } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  clock.advance(50);
  bob.socket.cut();
  clock.advance(9_999);
  expect(online(alice)).toEqual(['alice', 'bob']);
  clock.advance(100);
  expect(online(alice)).toEqual(['alice']);
});

test('[I4] a half-open line is noticed within 25 s', () => {
  const { enter, clock } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  clock.advance(100);
  bob.socket.vanish();
  clock.advance(25_000);
  expect(online(alice)).toEqual(['alice']);
});

test('[P2] a resumed session gets a snapshot, too', () => {
  const { enter, clock, server } = setUp();
  const [alice, bob] = [enter('alice'), enter('bob')];
  clock.advance(50);
  alice.socket.cut();
  clock.advance(1_000);
  bob.send({ t: 'session.leave' });
  clock.advance(1_000);
  const back = signIn(server, 'alice', { resume: { session: alice.session(), seq: alice.seq } });
  expect(back.last('session.welcome').recovered).toBe(true);
  clock.advance(50);
  expect(online(back)).toEqual(['alice']);
  expect(frames(back)).toBe(1);
});

test('[P3] in a tick of many changes everybody gets one frame', () => {
  const { enter, clock, server } = setUp();
  const watcher = enter('watcher');
  clock.advance(50);
  const people = Array.from({ length: 100 }, (_, index) => enter(`user${index}`));
  for (const person of people.slice(0, 30)) person.send({ t: 'session.leave' });
  clock.advance(50);
  expect(frames(watcher)).toBe(2);
  expect(watcher.last('presence.update').online).toHaveLength(70);
  for (const person of people.slice(30)) expect(frames(person)).toBe(1);
  expect(server.realtime.counts().users).toBe(71);
});

test('[P3] the tick grows with the sessions, from 50 ms to 1 s', () => {
  expect([1, 600, 5_000, 12_500, 50_000].map(tickMs)).toEqual([50, 50, 400, 1_000, 1_000]);
});

test('[S9] under multiple a user is online until the last session is gone', () => {
  const { enter, clock } = setUp({ policy: 'multiple' });
  const [alice, b1, b2] = [enter('alice'), enter('bob', 'b1'), enter('bob', 'b2')];
  clock.advance(50);
  b1.send({ t: 'session.leave' });
  clock.advance(100);
  expect(online(alice)).toEqual(['alice', 'bob']);
  b2.send({ t: 'session.leave' });
  clock.advance(100);
  expect(online(alice)).toEqual(['alice']);
});

test('[S14] a reader with 256 KiB before it is spared the changes and gets a fresh snapshot when it reads', () => {
  const { enter, clock, server } = setUp({
    limits: { sessions: 99, messageBurst: 1e6, messagesPerSecond: 1e6 },
  });
  const [alice, slow] = [enter('alice'), enter('slow')];
  clock.advance(50);
  slow.socket.stall(true);
  for (let i = 0; i < 50; i += 1) {
    alice.send({
      t: 'chat.send',
      id: `text-${i}`.padEnd(22, '_') as never,
      to: 'slow' as UserId,
      text: 'x'.repeat(8_000),
    });
    clock.advance(1);
  }
  const before = frames(slow);
  for (let i = 0; i < 5; i += 1) {
    enter(`user${i}`);
    clock.advance(60);
  }
  slow.socket.stall(false);
  clock.advance(100);
  expect(frames(slow)).toBe(before + 1);
  expect(online(slow)).toEqual(online(alice));
  expect(server.realtime.counts().sessions).toBe(7);
  const bob = enter('bob');
  clock.advance(60);
  expect(online(slow)).toContain('bob');
  expect(online(bob)).toEqual(online(slow));
});
