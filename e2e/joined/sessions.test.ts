import { expect, test } from 'vitest';
import { createWorld } from './world.ts';

test('[S6] [I6] a displaced client makes no attempt to come back', async () => {
  const world = createWorld({ seed: 3 });
  const first = world.join('alice');
  await world.advance(500);
  const second = world.join('alice');
  await world.advance(60_000);
  expect(first.connection.state).toEqual({ name: 'closed', code: 'displaced' });
  expect(first.upgrades).toBe(1);
  expect(second.connection.state.name).toBe('connected');
});

test('[S7] a client that was displaced while it was away does not take over when it comes back', async () => {
  const world = createWorld({ seed: 4 });
  const first = world.join('alice');
  await world.advance(500);
  first.setReachable(false);
  first.cut();
  const second = world.join('alice');
  await world.advance(2_000);
  first.setReachable(true);
  await world.advance(20_000);
  expect(first.connection.state).toEqual({ name: 'closed', code: 'displaced' });
  expect(second.connection.state.name).toBe('connected');
});

test('[S1] a tab whose cookie now signs in somebody else is signed out, and disturbs nobody', async () => {
  const world = createWorld({ seed: 5 });
  const alice = world.join('alice');
  const bob = world.join('bob');
  await world.advance(500);
  alice.changeCookie('bob');
  alice.cut();
  await world.advance(5_000);
  expect(alice.connection.state).toEqual({ name: 'closed', code: 'signed-out' });
  expect(bob.connection.state.name).toBe('connected');
  expect(bob.upgrades).toBe(1);
});
