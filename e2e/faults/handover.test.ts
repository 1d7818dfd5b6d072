// One client goes on with the session of another: what rings, and what is said meanwhile, is missed by neither.
import { setTimeout as wait } from 'node:timers/promises';
import type { Call, Handover, MediaEnvironment, Parley, Text, UserId } from '@parley/client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { FakeConnection } from '../../packages/client/src/testing/fake-connection.ts';
import { FakeStream } from '../../packages/client/src/testing/fake-stream.ts';
import { recruit } from '../src/crowd.ts';
import { startServerProcess, type ServerProcess } from '../src/server-process.ts';
import { connect, type Ticket } from './person.ts';
import { until } from './until.ts';

const MEDIA: Partial<MediaEnvironment> = {
  source: undefined,
  makeConnection: (configuration) => new FakeConnection(configuration) as unknown as RTCPeerConnection,
  makeStream: (tracks) => new FakeStream(tracks) as unknown as MediaStream,
};

let server: ServerProcess;
const tickets: Ticket[] = [];
const open: Parley[] = [];

beforeAll(async () => {
  server = await startServerProcess({
    flags: ['--log-level', 'error'],
    async prepare(data) {
      const names = ['alice', 'bob'];
      for (const { account, token } of await recruit(data, names))
        tickets.push({ user: account as UserId, token });
    },
  });
});
afterAll(() => server.close());
afterEach(() => {
  for (const parley of open.splice(0)) parley.close();
});

/** Calls can be made by alice, and only ring at bob's. */
function begin(name: 'alice' | 'bob', goOn?: Handover): Parley {
  const ticket = tickets.find(({ user }) => user === name);
  if (!ticket) throw new Error(`there is no ${name}`);
  const media = name === 'alice' ? MEDIA : {};
  const parley = connect(ticket, server.url, undefined, undefined, { goOn, media, rings: true });
  open.push(parley);
  return parley;
}

async function enter(name: 'alice' | 'bob', goOn?: Handover): Promise<Parley> {
  const parley = begin(name, goOn);
  await until(() => parley.connection.state.name === 'connected', 5_000, `${name} is connected`);
  return parley;
}

function handOver(parley: Parley): Handover {
  const handover = parley.handOver();
  if (!handover) throw new Error('there is no session to hand over');
  expect(parley.connection.state).toEqual({ name: 'closed', code: 'closed' });
  // As it travels between two programs.
  return JSON.parse(JSON.stringify(handover)) as Handover;
}

const words = (texts: readonly Text[]): string[] => texts.map(({ text, state }) => `${text}: ${state.name}`);

test('the person stays online, and texts of before, of between and of after are all there, once', async () => {
  const alice = await enter('alice');
  const bob = await enter('bob');
  await until(() => alice.presence.online.has(bob.user), 5_000, 'alice sees bob');
  const gone: string[] = [];
  alice.presence.on('changed', ({ offline }) => gone.push(...offline));
  alice.chat.send('bob', 'before');
  bob.chat.send('alice', 'an answer');
  const isDelivered = (one: Parley, other: string): boolean =>
    one.chat.conversation(other).filter(({ state }) => state.name === 'delivered').length === 1;
  // Before that, its place is whatever the server makes of who was first.
  await until(() => isDelivered(alice, 'bob') && isDelivered(bob, 'alice'), 5_000, 'both are delivered');

  const handover = handOver(bob);
  alice.chat.send('bob', 'between');
  await wait(500);
  const next = await enter('bob', handover);
  alice.chat.send('bob', 'after');
  await until(() => next.chat.conversation('alice').length === 4, 5_000, 'the last text');

  expect(words(next.chat.conversation('alice'))).toEqual([
    'before: received',
    'an answer: delivered',
    'between: received',
    'after: received',
  ]);
  expect(gone).toEqual([]);
});

test('a text that was on its way is sent by the client that goes on', async () => {
  const alice = await enter('alice');
  const bob = await enter('bob');
  bob.chat.send('alice', 'in the last moment');
  const next = await enter('bob', handOver(bob));
  await until(
    () => words(next.chat.conversation('alice')).includes('in the last moment: delivered'),
    5_000,
    'delivered',
  );
  expect(words(alice.chat.conversation('bob'))).toEqual(['in the last moment: received']);
});

test('a call goes on ringing, once, and can be declined there; the client that handed it over tells of no end', async () => {
  const alice = await enter('alice');
  const bob = await enter('bob');
  const rings: Call[] = [];
  const ends: Call[] = [];
  bob.calls.on('ended', (call) => ends.push(call));
  await until(() => alice.presence.online.has(bob.user), 5_000, 'alice sees bob');
  const call = alice.calls.invite('bob', 'voice');
  await until(() => bob.calls.current?.state.name === 'ringing', 5_000, 'it rings');

  const handover = handOver(bob);
  await wait(300);
  const next = begin('bob', handover);
  next.calls.on('started', (one) => rings.push(one));
  await until(() => rings.length > 0, 5_000, 'it rings on');
  await wait(300);
  expect(rings.map(({ id }) => id)).toEqual([call.id]);
  expect(call.state).toEqual({ name: 'dialling', ringing: true, notified: false });
  rings[0]?.decline();
  await until(() => call.state.name === 'ended', 5_000, 'declined');
  expect(call.state).toMatchObject({ reason: 'declined' });
  expect(ends).toEqual([]);
});

test('where the session is gone, a new one begins', async () => {
  const bob = await enter('bob');
  const handover = handOver(bob);
  const next = await enter('bob', handover);
  next.close();
  await wait(200);
  const last = await enter('bob', handover);
  expect(last.connection.state.name).toBe('connected');
});
