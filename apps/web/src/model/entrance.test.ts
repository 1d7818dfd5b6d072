import { expect, test } from 'vitest';
import type { Standing, UserId } from '@parley/client';
import { createEntrance, type EntranceOptions, type Notice, type SignedInApp } from './entrance.ts';

const BOB = 'bob' as UserId;
const CLOSED = {
  registration: 'closed',
  accountLength: 12,
  provider: 'Example Ltd',
  downloads: true,
} as const;

function setUp(parts: Partial<EntranceOptions> & { wasSignedIn?: boolean } = {}) {
  let remembered = parts.wasSignedIn ?? false;
  let leave: (notice: Notice) => void = () => undefined;
  const closed: string[] = [];
  let told = 0;
  const entrance = createEntrance({
    remembered: {
      get: () => remembered,
      set: (value) => {
        remembered = value;
      },
    },
    askStanding: () => Promise.resolve({ user: undefined, ...CLOSED }),
    load: () =>
      Promise.resolve((user, leaveApp) => {
        leave = leaveApp;
        return { View: () => null, close: () => closed.push(user) };
      }),
    signedOut: () => (told += 1),
    ...parts,
  });
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  return {
    entrance,
    settle,
    closed,
    leave: (notice: Notice) => leave(notice),
    remembered: () => remembered,
    told: () => told,
  };
}

test('[H1] a stranger sees the form at once, without waiting for the server', () => {
  const { entrance } = setUp({ askStanding: () => new Promise(() => undefined) });
  expect(entrance.state.value.name).toBe('signed-out');
});

test('[H1] whom the cookie names goes straight in', async () => {
  const { entrance, settle } = setUp({
    wasSignedIn: true,
    askStanding: () => Promise.resolve({ user: BOB }),
  });
  expect(entrance.state.value.name).toBe('checking');
  await settle();
  expect(entrance.state.value.name).toBe('inside');
});

test('[H1] who was signed in and is not any more sees the form', async () => {
  const { entrance, settle, remembered } = setUp({ wasSignedIn: true });
  await settle();
  expect(entrance.state.value).toEqual({ name: 'signed-out', notice: undefined });
  expect(remembered()).toBe(false);
});

test('a server that cannot be reached leaves the form', async () => {
  const { entrance, settle } = setUp({
    wasSignedIn: true,
    askStanding: () => Promise.reject(new Error('offline')),
  });
  await settle();
  expect(entrance.state.value.name).toBe('signed-out');
});

test('[H1] signing out closes the app, forgets, and says so', async () => {
  const { entrance, leave, closed, remembered } = setUp();
  await entrance.enter(BOB);
  expect(remembered()).toBe(true);
  leave('signed-out');
  expect(closed).toEqual(['bob']);
  expect(entrance.state.value).toEqual({ name: 'signed-out', notice: 'signed-out' });
  expect(remembered()).toBe(false);
});

test('a late answer about the cookie does not throw anybody out', async () => {
  let answer: (standing: Standing) => void = () => undefined;
  const { entrance, settle } = setUp({
    askStanding: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  });
  await entrance.enter(BOB);
  answer({ user: undefined, ...CLOSED });
  await settle();
  expect(entrance.state.value.name).toBe('inside');
});

test('[H10] who comes back from the provider is recognised before anything is asked', () => {
  const { entrance, remembered } = setUp();
  entrance.leaveForProvider();
  expect(remembered()).toBe(true);
});

test('[H2] a server that takes no new accounts is known as such', async () => {
  const { entrance, settle } = setUp();
  expect(entrance.newcomers.value).toEqual({
    registration: 'open',
    accountLength: 32,
    provider: undefined,
    downloads: false,
  });
  await settle();
  expect(entrance.newcomers.value).toMatchObject(CLOSED);
});

test('[H1] that nobody is signed in is told once the server has said so, and after a sign-out', async () => {
  const { entrance, settle, leave, told } = setUp();
  expect(told()).toBe(0);
  await settle();
  expect(told()).toBe(1);
  await entrance.enter(BOB);
  leave('signed-out');
  expect(told()).toBe(2);

  const offline = setUp({ askStanding: () => Promise.reject(new Error('offline')) });
  await offline.settle();
  expect(offline.told()).toBe(0);
});

test('whose way in takes its time does not go in twice', async () => {
  const starts: ((app: SignedInApp) => void)[] = [];
  const load = () => Promise.resolve(() => new Promise<SignedInApp>((resolve) => starts.push(resolve)));
  const { entrance, settle } = setUp({ load });
  const first = entrance.enter(BOB);
  const second = entrance.enter(BOB);
  await settle();
  for (const start of starts) start({ View: () => null, close: () => undefined });
  await Promise.all([first, second]);
  expect(starts).toHaveLength(1);
  expect(entrance.state.value.name).toBe('inside');
});

test('whoever was signed in is told that the server is away, and is let in by themselves once it answers', async () => {
  const again: (() => void)[] = [];
  let isUp = false;
  const { entrance, settle, remembered } = setUp({
    wasSignedIn: true,
    askStanding: () => (isUp ? Promise.resolve({ user: BOB }) : Promise.reject(new Error('offline'))),
    later: (go) => again.push(go),
  });
  await settle();
  expect(entrance.state.value).toEqual({ name: 'signed-out', notice: 'server-away' });
  again.shift()?.();
  await settle();
  expect(entrance.state.value).toEqual({ name: 'signed-out', notice: 'server-away' });
  isUp = true;
  again.shift()?.();
  await settle();
  expect([entrance.state.value.name, remembered(), again]).toEqual(['inside', true, []]);
});

test('a stranger is not told of a server that is away before they ask something of it', async () => {
  const again: (() => void)[] = [];
  const askStanding = () => Promise.reject(new Error('offline'));
  const { entrance, settle } = setUp({ askStanding, later: (go) => again.push(go) });
  await settle();
  expect(entrance.state.value).toEqual({ name: 'signed-out', notice: undefined });
  expect(again).toEqual([]);
});
