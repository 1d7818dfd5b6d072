// Transfers through the real router and sessions: who may what, who is told, and that nothing is left.
import { LIMITS, TIMES, type BlobId, type ClientMessageOf, type Signal, type UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { createMemoryRealtime, type MemoryOptions } from '../testing/memory-socket.ts';
import { signIn, type TestClient } from '../testing/test-client.ts';

const blobs = { maxBytes: 1_000, bytesPerHour: 5_000 };
const id = 'blob-of-alice-01' as BlobId;
const to = 'bob' as UserId;
type Offer = ClientMessageOf<'blob.offer'>;
const offer = (more: Partial<Offer> = {}): Offer => ({
  t: 'blob.offer',
  id,
  to,
  name: 'a.txt',
  type: 'text/plain',
  size: 100,
  direct: true,
  ...more,
});
const candidate: Signal = {
  kind: 'candidate',
  candidate: 'of 10.0.0.1',
  sdpMid: '0',
  sdpMLineIndex: 0,
  usernameFragment: null,
};

function setUp(options: MemoryOptions = {}) {
  const server = createMemoryRealtime({ blobs, ...options });
  const alice = signIn(server, 'alice');
  const bob = signIn(server, 'bob');
  const say = (client: TestClient, message: Parameters<TestClient['send']>[0]): void => {
    client.send(message);
    server.clock.advance(0);
  };
  const bind = (): void => {
    say(alice, offer());
    say(bob, { t: 'blob.accept', id, direct: true });
  };
  return { server, alice, bob, say, bind };
}
const ends = (client: TestClient): string[] => client.of('blob.ended').map(({ code }) => code);
const errors = (client: TestClient): string[] => client.of('error').map(({ code }) => code);

test('[B1] every device of the recipient hears of an offer, those that come later too, and nobody else', () => {
  const { server, alice, bob, say } = setUp({ policy: 'multiple' });
  const bob2 = signIn(server, 'bob', { device: 'bob2' });
  say(alice, offer());
  const carol = signIn(server, 'carol');
  const bob3 = signIn(server, 'bob', { device: 'bob3' });
  for (const client of [bob, bob2, bob3])
    expect(client.last('blob.offered')).toMatchObject({ id, from: 'alice', name: 'a.txt', size: 100 });
  for (const client of [alice, carol]) expect(client.of('blob.offered')).toEqual([]);
  say(bob2, { t: 'blob.accept', id, direct: false });
  expect([ends(bob), ends(bob2), ends(bob3)]).toEqual([['accepted-elsewhere'], [], ['accepted-elsewhere']]);
  say(bob3, { t: 'blob.accept', id, direct: false });
  expect(ends(bob3)).toEqual(['accepted-elsewhere', 'accepted-elsewhere']);
});

test('[B1] one may send to another device of one’s own', () => {
  const { server, alice, say } = setUp({ policy: 'multiple' });
  say(alice, offer({ to: 'alice' as UserId }));
  expect(errors(alice)).toEqual(['not-online']);
  const alice2 = signIn(server, 'alice', { device: 'alice2' });
  say(alice, offer({ to: 'alice' as UserId }));
  expect(alice.of('blob.offered')).toEqual([]);
  say(alice, { t: 'blob.accept', id, direct: true });
  expect(errors(alice)).toEqual(['not-online', 'no-such-transfer']);
  say(alice2, { t: 'blob.accept', id, direct: true });
  expect(alice2.last('blob.accepted').direct).toBe(true);
  const second = 'blob-of-alice-02' as BlobId;
  say(alice, offer({ id: second, to: 'alice' as UserId }));
  say(alice2, { t: 'session.leave' });
  expect(ends(alice)).toEqual(['interrupted', 'not-online']);
});

test.each<[string, Partial<Offer>, MemoryOptions?]>([
  ['not-online', { to: 'carol' as UserId }],
  ['not-online', {}, { hooks: { maySee: () => false } }],
  ['too-large', { size: 1_001 }],
  ['quota-exceeded', { direct: false }, { blobs: { maxBytes: 1_000, bytesPerHour: 99 } }],
  ['forbidden', {}, { blobs: undefined }],
])('[B2] an offer is refused: %s', (code, more, options) => {
  const { server, alice, bob, say } = setUp(options);
  say(alice, offer(more));
  expect(errors(alice)).toEqual([code]);
  expect(bob.of('blob.offered')).toEqual([]);
  expect(server.realtime.counts().blobs).toBe(0);
});

test('[B2] an account has 16 under way at most, and may offer 120 in a minute', () => {
  const { server, alice, say } = setUp({
    limits: { sessions: 9, messageBurst: 999, messagesPerSecond: 999 },
  });
  const offerNumber = (n: number): void =>
    say(alice, offer({ id: `blob-number-${n}`.padEnd(16, '_') as BlobId }));
  for (let n = 0; n <= LIMITS.blobsFrom; n++) offerNumber(n);
  expect(errors(alice)).toEqual(['rate-limited']);
  expect(server.realtime.counts().blobs).toBe(LIMITS.blobsFrom);
  for (const { id: one } of alice.of('blob.ended')) say(alice, { t: 'blob.end', id: one, code: 'cancelled' });
  for (let n = 0; n < 200; n++) {
    offerNumber(1_000 + n);
    say(alice, { t: 'blob.end', id: `blob-number-${1_000 + n}` as BlobId, code: 'cancelled' });
  }
  expect(server.realtime.counts().blobs).toBe(LIMITS.blobsFrom);
});

test('[B2] an offer that was refused is none of the 120', () => {
  const { server, alice, say } = setUp({
    limits: { sessions: 9, messageBurst: 999, messagesPerSecond: 999 },
  });
  const offerNumber = (n: number): void =>
    say(alice, offer({ id: `blob-number-${n}`.padEnd(16, '_') as BlobId }));
  for (let n = 0; n < 200; n++) offerNumber(n);
  say(alice, { t: 'blob.end', id: 'blob-number-0___' as BlobId, code: 'cancelled' });
  offerNumber(200);
  expect(server.realtime.counts().blobs).toBe(LIMITS.blobsFrom);
});

test('[B1] the same offer again changes nothing; from somebody else it is refused', () => {
  const { server, alice, bob, say } = setUp();
  say(alice, offer());
  say(alice, offer());
  expect(bob.of('blob.offered')).toHaveLength(1);
  const carol = signIn(server, 'carol');
  say(carol, offer());
  expect(errors(carol)).toEqual(['id-reused']);
});

test('[B3] each of the two devices gets a key of its own', () => {
  const { alice, bob, bind } = setUp();
  bind();
  const [forAlice, forBob] = [alice.last('blob.accepted'), bob.last('blob.accepted')];
  expect(forAlice).toMatchObject({ id, direct: true });
  expect(forBob).toMatchObject({ id, direct: true });
  expect(forAlice.key).not.toBe(forBob.key);
});

test('[B5] nothing is relayed before the accept, nor from or to anybody else', () => {
  const { server, alice, bob, say } = setUp({ policy: 'multiple' });
  const bob2 = signIn(server, 'bob', { device: 'bob2' });
  const carol = signIn(server, 'carol');
  const signal = (from: TestClient): void => say(from, { t: 'blob.signal', id, signal: candidate });
  say(alice, offer());
  for (const client of [alice, bob]) signal(client);
  say(bob, { t: 'blob.accept', id, direct: true });
  for (const client of [bob2, carol]) signal(client);
  for (const client of [alice, bob, bob2, carol]) {
    expect(client.of('blob.signal')).toEqual([]);
    expect(errors(client)).toEqual(['no-such-transfer']);
  }
  signal(alice);
  expect(bob.last('blob.signal').signal).toEqual(candidate);
  expect(bob2.of('blob.signal')).toEqual([]);
});

test('[B5] no address is told where one of the two does not want to connect', () => {
  const { alice, bob, say } = setUp();
  say(alice, offer());
  say(bob, { t: 'blob.accept', id, direct: false });
  expect(alice.last('blob.accepted').direct).toBe(false);
  say(bob, { t: 'blob.signal', id, signal: candidate });
  expect([errors(bob), alice.of('blob.signal')]).toEqual([['no-such-transfer'], []]);
});

test('[B5] of signals no more are relayed than a connection needs', () => {
  const { alice, bob, say, bind } = setUp({
    limits: { sessions: 9, messageBurst: 999, messagesPerSecond: 999 },
  });
  bind();
  for (let n = 0; n < LIMITS.candidatesPerCall + 20; n++)
    say(alice, { t: 'blob.signal', id, signal: candidate });
  expect(bob.of('blob.signal')).toHaveLength(LIMITS.candidatesPerCall);
});

test('[B4] an end is told to both, and to a device that asks later', () => {
  const { server, alice, bob, say, bind } = setUp();
  bind();
  say(bob, { t: 'blob.end', id, code: 'done' });
  expect([ends(alice), ends(bob)]).toEqual([['done'], ['done']]);
  say(alice, offer());
  say(bob, { t: 'blob.end', id, code: 'done' });
  say(bob, { t: 'blob.accept', id, direct: true });
  expect([ends(alice), ends(bob)]).toEqual([
    ['done', 'done'],
    ['done', 'done', 'done'],
  ]);
  expect(server.realtime.counts().blobs).toBe(0);
  const carol = signIn(server, 'carol');
  say(carol, { t: 'blob.end', id, code: 'cancelled' });
  say(carol, { t: 'blob.accept', id, direct: true });
  expect(errors(carol)).toEqual(['no-such-transfer', 'no-such-transfer']);
});

test('[B4] a receiver that comes back with another session goes on', () => {
  const { server, alice, bob, bind, say } = setUp();
  bind();
  const { key } = bob.last('blob.accepted');
  bob.socket.snap();
  server.clock.advance(30_000);
  expect(ends(alice)).toEqual([]);
  const back = signIn(server, 'bob');
  say(back, { t: 'blob.accept', id, direct: true });
  expect(back.last('blob.accepted').key).toBe(key);
  server.clock.advance(TIMES.blobLost * 2);
  expect(ends(alice)).toEqual([]);
});

test('[B4] a receiver that is lost for a minute, or whose place another device takes, is not', () => {
  const { server, alice, bob, bind } = setUp();
  bind();
  bob.socket.snap();
  server.clock.advance(10_000 + TIMES.blobLost);
  expect(ends(alice)).toEqual(['interrupted']);
  const other = setUp();
  other.bind();
  other.bob.socket.snap();
  other.server.clock.advance(1_000);
  signIn(other.server, 'bob', { device: 'another' });
  expect(ends(other.alice)).toEqual(['interrupted']);
});

test('[B2] an offer ends with the last session of its recipient, and is handed on to the next before that', () => {
  const { server, alice, bob, say } = setUp();
  say(alice, offer());
  const next = signIn(server, 'bob', { device: 'another' });
  expect(next.last('blob.offered').id).toBe(id);
  expect(bob.closed).toBe(4001);
  say(next, { t: 'session.leave' });
  expect(ends(alice)).toEqual(['not-online']);
  server.clock.advance(600_000);
  expect(server.realtime.counts().blobs).toBe(0);
});

test('[B4] nothing is left of anything when all have gone', async () => {
  const { server, alice, bob, bind } = setUp();
  bind();
  for (const client of [alice, bob]) client.socket.snap();
  server.clock.advance(4_000_000);
  expect(server.realtime.counts()).toMatchObject({ sessions: 0, blobs: 0, blobSockets: 0 });
  await server.realtime.close();
  expect(server.clock.pending).toBe(0);
});
