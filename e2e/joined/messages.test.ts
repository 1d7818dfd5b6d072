import { SERVER, type UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { InboxMessage } from '../../packages/server/src/realtime-api.ts';
import { outcomeOf } from './outcome.ts';
import { createWorld, type Member } from './world.ts';

const move = (member: Member, to: string, payload: unknown): Promise<unknown> =>
  outcomeOf(member.messages.send(to, 'move', payload));

test('[T8] payloads arrive as they were sent: JSON, bytes and nothing', async () => {
  const world = createWorld({ seed: 1 });
  const [alice, bob] = [world.join('alice'), world.join('bob')];
  const got: unknown[] = [];
  bob.messages.handle('move', ({ payload, from, type }) => got.push([from, type, payload]));
  await world.advance(500);
  const bytes = Uint8Array.from({ length: 36 * 1024 }, (_, index) => index);
  const payloads = [{ a: ['"', null, 'é'] }, 0, '', undefined, bytes, new Uint8Array()];
  const sent = payloads.map((payload) => move(alice, 'bob', payload));
  await world.advance(2_000);
  expect(await Promise.all(sent)).toEqual(payloads.map(() => undefined));
  expect(got).toEqual(payloads.map((payload) => ['alice', 'move', payload]));
});

test('[T8] what cannot be sent is refused with its own error, before it is sent', async () => {
  const world = createWorld({ seed: 2 });
  const alice = world.join('alice');
  await world.advance(500);
  const cycle: unknown[] = [];
  cycle.push(cycle);
  for (const payload of [cycle, () => 1, 1n, Symbol('s')])
    expect(await move(alice, 'bob', payload)).toBe('bad-message');
  for (const payload of ['x'.repeat(48 * 1024), '"'.repeat(32 * 1024), new Uint8Array(36 * 1024 + 1)])
    expect(await move(alice, 'bob', payload)).toBe('too-large');
  for (const to of ['', 'x'.repeat(33)]) expect(await move(alice, to, 1)).toBe('bad-message');
  expect(await outcomeOf(alice.messages.send('bob', 'no type', 1))).toBe('bad-message');
  expect(() => alice.messages.handle('no type', () => undefined)).toThrow('is no type');
  expect(alice.wire.filter(({ t }) => t === 'error')).toEqual([]);
});

test('[T8] a type has one handler, the rest go to the one for others, and one that throws stops nobody', async () => {
  const world = createWorld({ seed: 3 });
  const [alice, bob] = [world.join('alice'), world.join('bob')];
  const got: string[] = [];
  const reported: unknown[] = [];
  const listeners = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', (error) => reported.push(error.message));
  bob.messages.handleOther(({ type }) => got.push(`other ${type}`));
  const remove = bob.messages.handle('move', () => {
    got.push('move');
    throw new Error('a bug of the program’s');
  });
  expect(() => bob.messages.handle('move', () => undefined)).toThrow('has a handler');
  expect(() => bob.messages.handleOther(() => undefined)).toThrow('have a handler');
  await world.advance(500);
  for (const type of ['move', 'else', 'move']) void alice.messages.send('bob', type, 1);
  await world.advance(1_000);
  remove();
  void alice.messages.send('bob', 'move', 1);
  await world.advance(1_000);
  await new Promise((resolve) => setImmediate(resolve));
  process.removeAllListeners('uncaughtException');
  for (const listener of listeners) process.on('uncaughtException', listener);
  expect(got).toEqual(['move', 'other else', 'move', 'other move']);
  expect(reported).toEqual(['a bug of the program’s', 'a bug of the program’s']);
});

test('[T8] more than the server would hold for somebody waits for them, and arrives in order', async () => {
  const world = createWorld({ seed: 4 });
  const [alice, bob] = [world.join('alice'), world.join('bob')];
  const got: unknown[] = [];
  bob.messages.handle('move', ({ payload }) => got.push((payload as string).length));
  await world.advance(500);
  const sizes = Array.from({ length: 30 }, (_, index) => 40_000 + index);
  const sent = sizes.map((size) => move(alice, 'bob', 'x'.repeat(size)));
  await world.advance(30_000);
  expect(await Promise.all(sent)).toEqual(sizes.map(() => undefined));
  expect(got).toEqual(sizes);
});

test('[T8] a message ends in its own error: nobody there, gone before it came, one’s own end', async () => {
  const world = createWorld({ seed: 5 });
  const [alice, bob] = [world.join('alice'), world.join('bob')];
  await world.advance(500);
  const lost = move(alice, 'nobody', 1);
  bob.vanish();
  bob.setReachable(false, false);
  const late = move(alice, 'bob', 1);
  await world.advance(40_000);
  expect(await Promise.all([lost, late])).toEqual(['not-delivered', 'not-delivered']);
  alice.setReachable(false);
  alice.cut();
  await world.advance(100);
  const open = move(alice, 'bob', 1);
  alice.leave();
  expect([await open, await move(alice, 'bob', 1)]).toEqual(['closed', 'closed']);
});

test('[T10] the server’s handler hears once what is sent again because its line broke', async () => {
  const got: InboxMessage[] = [];
  const message = (one: InboxMessage): unknown => one.type === 'move' && got.push(one);
  const world = createWorld({ seed: 6, inbox: { message } });
  const alice = world.join('alice');
  await world.advance(500);
  const first = move(alice, SERVER, { n: 1 });
  await world.advance(15);
  alice.socket?.snap();
  await world.advance(30_000);
  expect(await first).toBeUndefined();
  expect(got.map(({ from, payload }) => [from, payload])).toEqual([['alice', { n: 1 }]]);
  const refused = outcomeOf(alice.messages.send(SERVER, 'else', 1));
  await world.advance(500);
  expect(await refused).toBe('no-handler');
  const news: unknown[] = [];
  alice.messages.handle('news', (one) => news.push([one.from, one.payload]));
  const sent = world.realtime.send('alice' as UserId, 'news', [1]);
  await world.advance(1_000);
  expect([await sent, news]).toEqual([{ ok: true, value: undefined }, [[SERVER, [1]]]]);
});
