import { expect, test } from 'vitest';
import type { Standing, UserId } from '@parley/client';
import { createEntrance, type EntranceOptions, type Notice } from './entrance.ts';

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
    ...parts,
  });
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  return { entrance, settle, closed, leave: (notice: Notice) => leave(notice), remembered: () => remembered };
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
