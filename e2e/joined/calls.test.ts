import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWorld, type Member, type World } from './world.ts';

async function pair(seed = 1) {
  const world = createWorld({ seed });
  const [alice, bob] = [world.join('alice'), world.join('bob')];
  await world.advance(500);
  return { world, alice, bob };
}

test('[C1] [C4] [C6] [C7] a call is dialled, rings, is accepted, connects and is hung up: both sides say the same', async () => {
  const { world, alice, bob } = await pair();
  const ended: string[] = [];
  for (const one of [alice, bob])
    one.calls.on('ended', ({ state }) => {
      if (state.name === 'ended') ended.push(`${state.reason} ${state.duration} by ${state.by}`);
    });
  const call = alice.calls.invite(bob.user, 'video');
  await world.advance(200);
  expect(call.state).toEqual({ name: 'dialling', ringing: true, notified: false });
  expect(bob.calls.current).toMatchObject({ with: 'alice', media: 'video', state: { name: 'ringing' } });
  bob.calls.current?.accept('video');
  await world.advance(200);
  expect([call.state.name, bob.calls.current?.state.name]).toEqual(['active', 'active']);
  await world.advance(5_000);
  bob.calls.current?.hangUp();
  await world.advance(200);
  expect(alice.calls.current).toBeUndefined();
  // The one who hung up hears of the duration from the server too.
  expect(ended[0]).toMatch(/^hung-up \d+ by bob$/);
  expect(ended).toHaveLength(2);
  expect(alice.media.open.size + bob.media.open.size).toBe(0);
  expect(world.realtime.counts().calls).toBe(0);
});

test('[C2] busy, and [C2] not there', async () => {
  const { world, alice, bob } = await pair();
  const carol = world.join('carol');
  await world.advance(500);
  alice.calls.invite(bob.user, 'voice');
  await world.advance(200);
  const third = carol.calls.invite(alice.user, 'voice');
  await world.advance(200);
  expect(third.state).toMatchObject({ name: 'ended', reason: 'busy' });
  const nobody = carol.calls.invite('nobody' as Member['user'], 'voice');
  await world.advance(200);
  expect(nobody.state).toMatchObject({ name: 'ended', reason: 'unavailable' });
});

test('[C2] a call to who can make none ends at once, and is missed there', async () => {
  const { world, alice } = await pair();
  const carol = world.join('carol', { canCall: false });
  await world.advance(500);
  const missed: string[] = [];
  carol.calls.on('ended', ({ with: other, state }) => missed.push(`${other} ${JSON.stringify(state)}`));
  const call = alice.calls.invite(carol.user, 'video');
  await world.advance(200);
  expect(call.state).toEqual({ name: 'ended', reason: 'blocked', duration: 0 });
  expect(missed).toEqual(['alice {"name":"ended","reason":"blocked","duration":0}']);
  expect(carol.calls.supported).toBe(false);
  expect(() => carol.calls.invite(alice.user, 'voice')).toThrow(
    expect.objectContaining({ code: 'media-unavailable' }),
  );
  // The next one is not in the way of anything.
  expect([alice, carol].map(({ calls }) => calls.current)).toEqual([undefined, undefined]);
  const again = alice.calls.invite(carol.user, 'voice');
  await world.advance(200);
  expect(again.state.name).toBe('ended');
  expect(missed).toHaveLength(2);
});

test('[C3] nobody answers: 45 s, and both stop ringing', async () => {
  const { world, alice, bob } = await pair();
  const call = alice.calls.invite(bob.user, 'video');
  await world.advance(44_000);
  expect(bob.calls.current?.state.name).toBe('ringing');
  await world.advance(2_000);
  expect(call.state).toMatchObject({ name: 'ended', reason: 'no-answer' });
  expect(bob.calls.current).toBeUndefined();
});

test('[C12] a caller who hangs up while away is off at once, and the other side learns of it when they are back', async () => {
  const { world, alice, bob } = await pair();
  alice.calls.invite(bob.user, 'video');
  await world.advance(200);
  bob.calls.current?.accept('video');
  await world.advance(500);
  alice.setReachable(false);
  alice.cut();
  await world.advance(100);
  alice.calls.current?.hangUp();
  expect(alice.calls.current).toBeUndefined();
  expect(bob.calls.current?.state.name).toBe('active');
  alice.setReachable(true);
  await world.advance(6_000);
  expect(bob.calls.current).toBeUndefined();
});

test('[S4] [C13] a blip in a call, and one longer than the session’s grace, leave the call as it is', async () => {
  const { world, alice, bob } = await pair();
  const call = alice.calls.invite(bob.user, 'video');
  await world.advance(200);
  bob.calls.current?.accept('video');
  await world.advance(500);
  for (const away of [3_000, 20_000]) {
    bob.setReachable(false);
    bob.cut();
    await world.advance(away);
    bob.setReachable(true);
    await world.advance(7_000);
    expect([call.state.name, bob.calls.current?.state.name]).toEqual(['active', 'active']);
  }
});

test.each(['alice', 'bob'] as const)(
  '[C12] a call that only rings ends where the server is gone, however well its media is connected ahead: %s’s line',
  async (who) => {
    const { world, alice, bob } = await pair();
    alice.calls.invite(bob.user, 'video');
    await world.advance(200);
    const [lost, other] = who === 'alice' ? [alice, bob] : [bob, alice];
    const call = lost.calls.current;
    lost.setReachable(false);
    lost.vanish();
    await world.advance(26_000);
    expect(lost.calls.current).toBeDefined();
    await world.advance(4_000);
    expect(call?.state).toMatchObject({ name: 'ended', reason: 'connection-lost', duration: 0 });
    expect([lost.calls.current, other.calls.current]).toEqual([undefined, undefined]);
  },
);

test('[I8] [C12] a caller lost to everybody: both end within 30 s, with one reason and one duration, while still apart', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 0, max: 15_000 }), async (seed, talk) => {
      const { world, alice, bob } = await pair(seed);
      const calls = [alice.calls.invite(bob.user, 'video')];
      await world.advance(200);
      if (bob.calls.current) calls.push(bob.calls.current);
      bob.calls.current?.accept('video');
      await world.advance(1_000 + talk);
      alice.setReachable(false);
      alice.vanish();
      await world.advance(30_000);
      const ends = calls.map(({ state }) => (state.name === 'ended' ? state : undefined));
      expect(ends.map((end) => end?.reason)).toEqual(['connection-lost', 'connection-lost']);
      const [one, two] = ends.map((end) => end?.duration ?? 0);
      expect(Math.abs((one ?? 0) - (two ?? 0))).toBeLessThan(2_000);
    }),
    { numRuns: 50 },
  );
});

test.each(['alice', 'bob'])(
  '[C13] %s’s browser is killed: calling the other again is coming back into the call',
  async (name) => {
    const { world, alice, bob } = await pair();
    const call = alice.calls.invite(bob.user, 'video');
    await world.advance(200);
    bob.calls.current?.accept('video');
    await world.advance(5_000);
    const [lost, other] = name === 'alice' ? [alice, bob] : [bob, alice];
    lost.crash(true);
    await world.advance(2_000);
    const back = world.join(name);
    await world.advance(500);
    const again = back.calls.invite(other.user, 'voice');
    await world.advance(500);
    expect([again.state.name, other.calls.current?.state.name]).toEqual(['active', 'active']);
    expect([again.id, other.calls.current?.id]).toEqual([call.id, call.id]);
    expect(world.realtime.counts().calls).toBe(1);
    const view = other.heard.findLast((message) => message.t === 'call.state')?.view;
    expect(view?.participants.map(({ user, media }) => `${user} ${media}`)).toContain(`${name} voice`);
    again.hangUp();
    await world.advance(500);
    expect(other.calls.current).toBeUndefined();
  },
);

test('[C11] signing in elsewhere ends the call, for both, as displaced', async () => {
  const { world, alice, bob } = await pair();
  const call = alice.calls.invite(bob.user, 'video');
  await world.advance(200);
  bob.calls.current?.accept('video');
  await world.advance(500);
  world.join('bob');
  await world.advance(500);
  expect(call.state).toMatchObject({ name: 'ended', reason: 'displaced' });
  expect(bob.calls.current).toBeUndefined();
  expect(bob.media.open.size).toBe(0);
});

test.each(['alice', 'bob'])(
  '[C20] the server rings both: %s accepts and waits, the other connects them',
  async (name) => {
    const { world, alice, bob } = await pair();
    world.realtime.startCall({ from: alice.user, to: bob.user, media: 'video' });
    await world.advance(200);
    for (const page of [alice, bob])
      expect(page.calls.current).toMatchObject({ direction: 'incoming', state: { name: 'ringing' } });
    expect(alice.media.open.size + bob.media.open.size).toBe(0);
    const [one, other] = name === 'alice' ? [alice, bob] : [bob, alice];
    one.calls.current?.accept('video');
    await world.advance(200);
    const waiting = { direction: 'outgoing', with: other.user, state: { name: 'dialling', ringing: true } };
    expect(one.calls.current).toMatchObject(waiting);
    expect(other.calls.current?.state.name).toBe('ringing');
    expect(other.media.open.size).toBe(0);
    other.calls.current?.accept('voice');
    await world.advance(500);
    expect([alice, bob].map(({ calls }) => calls.current?.state.name)).toEqual(['active', 'active']);
    for (const { call } of world.realtime.calls()) world.realtime.endCall(call);
    await world.advance(200);
    expect([alice.calls.current, bob.calls.current]).toEqual([undefined, undefined]);
  },
);

test.each([
  [[], 'connection-lost'],
  [['alice'], 'connection-lost'],
  [['bob'], 'connection-lost'],
  [['alice', 'bob'], 'active'],
])(
  '[C16] [C20] %j accept while the server is away: %s, and nobody is in it without a click',
  async (who, end) => {
    const { world, alice, bob } = await pair();
    world.realtime.startCall({ from: alice.user, to: bob.user, media: 'video' });
    await world.advance(200);
    const calls = [alice, bob].map((page) => page.calls.current);
    world.crash(true);
    await world.advance(100);
    for (const page of [alice, bob]) if (who.includes(page.user)) page.calls.current?.accept('video');
    await world.advance(500);
    world.start();
    await world.advance(25_000);
    for (const [index, page] of [alice, bob].entries()) {
      const state = calls[index]?.state;
      expect(state?.name === 'ended' ? state.reason : state?.name).toBe(end);
      if (!who.includes(page.user)) expect(page.media.open.size).toBe(0);
    }
  },
);

const rings = (member: Member): number =>
  member.heard.filter((message) => message.t === 'call.state' && message.view.state === 'ringing').length;

test('[C5] [I10] both call each other, at any two moments: one call under one id, or the second finds the first over', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.nat(120),
      fc.constantFrom('video' as const, 'voice' as const),
      async (seed, gap, kind) => {
        const { world, alice, bob } = await pair(seed);
        alice.calls.invite(bob.user, 'video');
        await world.advance(gap);
        // A ring that has arrived is what the person sees: then they would accept instead.
        if (bob.calls.current) bob.calls.current.accept(kind);
        else bob.calls.invite(alice.user, kind);
        await world.advance(1_000);
        const [one, other] = [alice.calls.current, bob.calls.current];
        expect(one?.id).toBe(other?.id);
        expect([one?.state.name, other?.state.name]).toEqual(['active', 'active']);
        expect(world.realtime.counts().calls).toBe(1);
        const view = alice.heard.findLast((message) => message.t === 'call.state');
        const chosen =
          view?.t === 'call.state' ? view.view.participants.map((p) => `${p.user} ${p.media}`) : [];
        expect(chosen.toSorted()).toEqual(['alice video', `bob ${kind}`]);
        expect(rings(alice) + rings(bob)).toBeGreaterThan(0);
      },
    ),
    { numRuns: 200 },
  );
});

type Click = {
  who: number;
  does: 'call' | 'connect' | 'answer' | 'hang-up' | 'cut' | 'vanish' | 'away';
  to: number;
  pause: number;
};
const click: fc.Arbitrary<Click> = fc.record({
  who: fc.nat(2),
  does: fc.constantFrom<Click['does']>(
    'call',
    'call',
    'connect',
    'answer',
    'answer',
    'hang-up',
    'cut',
    'vanish',
    'away',
  ),
  to: fc.nat(2),
  pause: fc.integer({ min: 0, max: 8_000 }),
});

function act(world: World, people: Member[], { who, does, to }: Click): void {
  const [member, other] = [people[who], people[to]];
  if (!member || !other) return;
  if (does === 'call' && member !== other && !member.calls.current) member.calls.invite(other.user, 'video');
  if (does === 'connect') world.realtime.startCall({ from: member.user, to: other.user, media: 'video' });
  if (does === 'answer') member.calls.current?.accept('video');
  if (does === 'hang-up') member.calls.current?.hangUp();
  if (does === 'cut') member.cut();
  if (does === 'vanish') member.vanish();
  if (does !== 'away') return;
  member.setReachable(false);
  member.cut();
}

async function expectAgreement(world: World, people: Member[]): Promise<void> {
  const live = people.filter((member) => member.calls.current);
  expect(world.realtime.counts().calls).toBe(live.length / 2);
  for (const member of live) {
    const partner = people.find((other) => other.user === member.calls.current?.with);
    expect(partner?.calls.current?.id).toBe(member.calls.current?.id);
    expect(member.calls.current?.state.name).toBe('active');
  }
}

test('[I12] three people clicking on broken lines: when the lines are well again all agree, and every call ends', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(click, { minLength: 1, maxLength: 25 }), async (seed, clicks) => {
      const world = createWorld({ seed, latency: 60 });
      const people = ['alice', 'bob', 'carol'].map((name) => world.join(name));
      await world.advance(500);
      for (const one of clicks) {
        act(world, people, one);
        await world.advance(one.pause);
        for (const member of people) member.setReachable(true);
      }
      // Longer than any ring, grace or lost line.
      await world.advance(100_000);
      await expectAgreement(world, people);
      for (const member of people) member.calls.current?.hangUp();
      await world.advance(10_000);
      expect(world.realtime.counts().calls).toBe(0);
      for (const member of people) {
        expect(member.calls.current).toBeUndefined();
        expect(member.media.open.size).toBe(0);
        member.leave();
      }
      await world.advance(310_000);
      expect(world.realtime.counts()).toEqual({
        sockets: 0,
        sessions: 0,
        users: 0,
        calls: 0,
        textsHeld: 0,
        blobs: 0,
        blobSockets: 0,
        queries: 0,
      });
      expect(world.clock.pending).toBe(0);
    }),
    { numRuns: 150 },
  );
});
