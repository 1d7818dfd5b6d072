// A server that is killed and comes up again under people who talk, ring and write (I1, I13, protocol C16).
import { expect, test } from 'vitest';
import { createWorld, type Member, type World } from './world.ts';

async function talking() {
  const world = createWorld({ seed: 1 });
  const [alice, bob] = [world.join('alice'), world.join('bob')];
  await world.advance(500);
  const call = alice.calls.invite(bob.user, 'video');
  await world.advance(300);
  bob.calls.current?.accept('video');
  await world.advance(2_000);
  expect(states(alice, bob)).toEqual(['active', 'active']);
  return { world, alice, bob, call };
}

const states = (...people: Member[]): (string | undefined)[] =>
  people.map(({ calls }) => calls.current?.state.name);

async function restart(world: World, away: number): Promise<void> {
  world.crash(true);
  await world.advance(away);
  world.start();
  await world.advance(6_000);
}

test('[I13] a call outlives its server, and is hung up as ever afterwards', async () => {
  const { world, alice, bob, call } = await talking();
  const since = (): number => (call.state.name === 'active' ? call.state.since : 0);
  const before = since();
  for (const away of [1_000, 20_000]) {
    await restart(world, away);
    expect(states(alice, bob)).toEqual(['active', 'active']);
    // The same moment, by what this page knows of the server's clock.
    expect(Math.abs(since() - before)).toBeLessThan(50);
    expect(world.realtime.counts().calls).toBe(1);
  }
  const ended: unknown[] = [];
  for (const one of [alice, bob]) one.calls.on('ended', ({ state }) => ended.push(state));
  bob.calls.current?.hangUp();
  await world.advance(200);
  expect(states(alice, bob)).toEqual([undefined, undefined]);
  expect(ended).toMatchObject([{ reason: 'hung-up' }, { reason: 'hung-up', by: 'bob' }]);
});

test('[I13] a hang-up while the server is away is honoured at once, and told when it is back', async () => {
  const { world, alice, bob } = await talking();
  const durations: number[] = [];
  for (const one of [alice, bob])
    one.calls.on('ended', ({ state }) => durations.push(state.name === 'ended' ? state.duration : -1));
  world.crash(true);
  await world.advance(1_000);
  alice.calls.current?.hangUp();
  expect(states(alice, bob)).toEqual([undefined, 'active']);
  expect(alice.media.open.size).toBe(0);
  await world.advance(3_000);
  world.start();
  await world.advance(6_000);
  expect(states(alice, bob)).toEqual([undefined, undefined]);
  const [one = 0, other = Infinity] = durations;
  expect(Math.abs(one - other)).toBeLessThan(500);
});

test('[I13] a call that rang when the server died ends on both sides with a reason', async () => {
  const world = createWorld({ seed: 2 });
  const [alice, bob] = [world.join('alice'), world.join('bob')];
  await world.advance(500);
  const call = alice.calls.invite(bob.user, 'video');
  await world.advance(300);
  const rung = bob.calls.current;
  expect(rung?.state.name).toBe('ringing');
  await restart(world, 2_000);
  expect([call.state, rung?.state]).toMatchObject([
    { name: 'ended', reason: 'connection-lost' },
    { name: 'ended', reason: 'connection-lost' },
  ]);
});

test('[I13] a call that was accepted while the server was away connects when it is back', async () => {
  const world = createWorld({ seed: 3 });
  const [alice, bob] = [world.join('alice'), world.join('bob')];
  await world.advance(500);
  alice.calls.invite(bob.user, 'video');
  await world.advance(300);
  world.crash(true);
  await world.advance(1_000);
  bob.calls.current?.accept('voice');
  world.start();
  await world.advance(8_000);
  expect(states(alice, bob)).toEqual(['active', 'active']);
});
