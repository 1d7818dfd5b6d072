import type { CallId, ClientMessage, UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { createMemoryRealtime } from '../testing/memory-socket.ts';
import { signIn, type TestClient } from '../testing/test-client.ts';

const one = 'call-one________' as CallId;
const two = 'call-two________' as CallId;
const limits = { sessions: 9, messageBurst: 1e6, messagesPerSecond: 1e6 };

type Who = 'alice' | 'bob';
type Turn = readonly [Who, ClientMessage];

/** Every order in which two people's messages can reach the server. */
function* interleavings(alice: readonly ClientMessage[], bob: readonly ClientMessage[]): Iterable<Turn[]> {
  const [a, ...moreOfAlice] = alice;
  const [b, ...moreOfBob] = bob;
  if (!a && !b) yield [];
  if (a) for (const rest of interleavings(moreOfAlice, bob)) yield [['alice', a], ...rest];
  if (b) for (const rest of interleavings(alice, moreOfBob)) yield [['bob', b], ...rest];
}

function play(turns: readonly Turn[]) {
  const server = createMemoryRealtime({ limits });
  const people: Record<Who, TestClient> = { alice: signIn(server, 'alice'), bob: signIn(server, 'bob') };
  for (const [who, message] of turns) {
    people[who].send(message);
    server.clock.advance(0);
    expect(server.realtime.counts().calls).toBeLessThanOrEqual(1);
  }
  return { server, ...people };
}

const invite = (call: CallId, to: Who, media: 'video' | 'voice'): ClientMessage => ({
  t: 'call.invite',
  call,
  to: to as string as UserId,
  media,
});
const does = (
  t: 'call.ringing' | 'call.connected' | 'call.hangup' | 'call.decline',
  call: CallId,
): ClientMessage => ({ t, call });
const accept = (call: CallId): ClientMessage => ({ t: 'call.accept', call, media: 'video' });
const lastView = (client: TestClient) => client.last('call.state').view;
const words = (turns: readonly Turn[]): string => turns.map(([who, { t }]) => `${who} ${t}`).join(', ');

test('[I10] both call each other: in every order one call, one id, connected, nobody declined', () => {
  const alice = [
    invite(one, 'bob', 'video'),
    does('call.ringing', two),
    accept(two),
    does('call.connected', one),
    does('call.connected', two),
  ];
  const bob = [
    invite(two, 'alice', 'voice'),
    does('call.ringing', one),
    accept(one),
    does('call.connected', two),
    does('call.connected', one),
  ];
  let orders = 0;
  for (const turns of interleavings(alice, bob)) {
    const { server, alice, bob } = play(turns);
    orders += 1;
    expect(server.realtime.counts().calls, words(turns)).toBe(1);
    expect(lastView(alice), words(turns)).toEqual(lastView(bob));
    const states = [...alice.of('call.state'), ...bob.of('call.state')].map(({ view }) => view);
    expect(new Set(states.map(({ call }) => call)).size, words(turns)).toBe(1);
    expect(
      states.some(({ state }) => state === 'ended'),
      words(turns),
    ).toBe(false);
    expect(lastView(alice).participants.map(({ state }) => state)).toEqual(['joined', 'joined']);
    // Alice chose video. Bob, who chose voice, brings it unless he took her call by itself.
    const media = Object.fromEntries(lastView(alice).participants.map((part) => [part.user, part.media]));
    expect(media['alice']).toBe('video');
  }
  expect(orders).toBe(252);
});

test('[I10] [I11] with a change of mind on both sides nothing is left, and both know the same end', () => {
  const alice = [
    invite(one, 'bob', 'video'),
    accept(two),
    does('call.hangup', one),
    does('call.decline', two),
  ];
  const bob = [
    invite(two, 'alice', 'voice'),
    does('call.ringing', one),
    does('call.hangup', two),
    does('call.hangup', one),
  ];
  for (const turns of interleavings(alice, bob)) {
    const { server, alice, bob } = play(turns);
    const live = server.realtime.counts().calls;
    server.clock.advance(46_000);
    expect(server.realtime.counts().calls, words(turns)).toBe(0);
    const ids = new Set([...alice.of('call.state'), ...bob.of('call.state')].map(({ view }) => view.call));
    for (const id of ids) {
      const ends = [alice, bob].map(
        (client) => client.of('call.state').findLast(({ view }) => view.call === id)?.view,
      );
      expect(ends[0], words(turns)).toEqual(ends[1]);
      expect(ends[0]?.state, words(turns)).toBe('ended');
    }
    // A call that is still there when all is said is one whose callee never answered it: it rang out.
    if (live === 1) expect(lastView(alice), words(turns)).toMatchObject({ reason: 'no-answer' });
  }
});

test('[I12] after any of it, with everybody gone, no timer and no call is left', () => {
  const alice = [invite(one, 'bob', 'video'), accept(two), does('call.connected', one)];
  const bob = [invite(two, 'alice', 'voice'), accept(one), does('call.connected', two)];
  for (const turns of interleavings(alice, bob)) {
    const { server, alice, bob } = play(turns);
    alice.socket.vanish();
    bob.socket.cut();
    server.clock.advance(400_000);
    expect(server.realtime.counts()).toEqual({
      sockets: 0,
      sessions: 0,
      users: 0,
      calls: 0,
      textsHeld: 0,
      blobs: 0,
      blobSockets: 0,
      queries: 0,
    });
    expect(server.clock.pending, words(turns)).toBe(0);
  }
});
