import { expect, test, vi } from 'vitest';
import type { UserId } from '@parley/client';
import { push as strings } from '../i18n/en/push.ts';
import { noticeOf, wordsFor } from '../service-worker/notices.ts';
import { createPush, type PushModel, type PushOptions } from './push.ts';

const KEY = 'BP'.padEnd(87, 'x');
const call = { id: 'call-1', with: 'anna', media: 'video' } as const;
const text = { from: 'anna' as UserId, title: 'anna', body: 'Hello' };

interface World {
  permission?: NotificationPermission;
  answer?: NotificationPermission;
  /** Whether the browser has a way to its push service. */
  reaches?: boolean;
  /** What the server says of its key. */
  key?: string | undefined;
  worker?: boolean;
  /** Whether the browser can't end a subscription. */
  sticky?: boolean;
}

function setUp(world: World = {}, more: Partial<PushOptions> = {}) {
  const { permission = 'granted', answer = 'granted', reaches = true, worker = true } = world;
  const asked: string[] = [];
  const shown: { title: string; tag: string | undefined; data: unknown }[] = [];
  let refused = false;
  const api = { permission };
  const subscription = {
    endpoint: 'https://push.example/1',
    options: { applicationServerKey: null },
    toJSON: () => ({ endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' } }),
    unsubscribe: async () => {
      asked.push('unsubscribe');
      if (world.sticky) throw new DOMException('storage error', 'AbortError');
      return true;
    },
  };
  let current: typeof subscription | undefined;
  const registration = {
    pushManager: {
      getSubscription: async () => current ?? null,
      subscribe: async () => {
        if (!reaches) throw new DOMException('push service error', 'AbortError');
        return (current = subscription);
      },
    },
    showNotification: async (title: string, { tag, data }: NotificationOptions) => {
      const place = shown.findIndex((one) => one.tag === tag);
      shown.splice(place < 0 ? shown.length : place, 1, { title, tag, data: data as unknown });
    },
    getNotifications: async () =>
      shown.map((one) => ({ ...one, close: () => void shown.splice(shown.indexOf(one), 1) })),
  } as unknown as ServiceWorkerRegistration;
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    asked.push(`${init.method ?? 'GET'} ${path}`);
    const key = 'key' in world ? world.key : KEY;
    return path === '/api/push' ? Response.json({ key }) : new Response(null, { status: 204 });
  };
  const push = createPush({
    self: 'alice',
    keep: { get: () => null, set: () => undefined },
    worker: worker ? Promise.resolve(registration) : Promise.reject(new Error('no workers')),
    page: undefined,
    api,
    permit: async () => void (api.permission = answer),
    needsHomeScreen: false,
    refused: { get: () => refused, set: (value) => (refused = value) },
    caches: undefined,
    ask,
    ...more,
  });
  const settled = async (): Promise<string> => {
    await vi.waitFor(() => expect(push.state.value).not.toBe('busy'));
    return push.state.value;
  };
  const said = (): string[] => shown.map(({ title, tag }) => `${tag}: ${title}`);
  return { push, api, registration, asked, shown, said, settled, refused: () => refused };
}

test('a browser that was allowed tells the server at each start where to reach it', async () => {
  const { settled, asked } = setUp();
  expect(await settled()).toBe('on');
  expect(asked).toEqual(['GET /api/push', 'PUT /api/push/subscription']);
});

test.each<[string, World, Partial<PushOptions>]>([
  ['off', { permission: 'default' }, {}],
  ['blocked', { permission: 'denied' }, {}],
  ['unsupported', {}, { api: undefined }],
  ['home-screen', {}, { api: undefined, needsHomeScreen: true }],
  ['page-only', { reaches: false }, {}],
  ['page-only', { worker: false }, {}],
  ['server', { key: undefined }, {}],
  ['page-only', {}, { ask: () => Promise.reject(new TypeError('no network')) }],
])('it says how it is: %s', async (state, world, more) => {
  const { settled } = setUp(world, more);
  expect(await settled()).toBe(state);
});

test.each([false, true])(
  'it is turned on by a click, which the browser asks about, and off again here and on the server',
  async (sticky) => {
    const { push, settled, asked, refused } = setUp({ permission: 'default', sticky });
    expect(await settled()).toBe('off');
    await push.turnOn();
    expect(push.state.value).toBe('on');
    await push.turnOff();
    expect([push.state.value, refused()]).toEqual(['off', true]);
    expect(asked.slice(-2)).toEqual(['unsubscribe', 'DELETE /api/push/subscription']);
  },
);

test('what is said in the browser’s own settings counts at once, and of two looks the later', async () => {
  const { push, api, settled } = setUp({ permission: 'denied' });
  expect(await settled()).toBe('blocked');
  api.permission = 'granted';
  push.look();
  api.permission = 'default';
  push.look();
  expect(await settled()).toBe('off');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(push.state.value).toBe('off');
});

test('who answers the browser with no is told how to undo that', async () => {
  const { push, settled } = setUp({ permission: 'default', answer: 'denied' });
  await settled();
  await push.turnOn();
  expect(push.state.value).toBe('blocked');
});

test('a ring is shown and taken away; what was missed takes its place', async () => {
  const { push, settled, said } = setUp();
  await settled();
  const stop = push.ring(call);
  await vi.waitFor(() => expect(said()).toEqual(['call call-1: Incoming video call from anna']));
  stop?.();
  push.settle(call, true);
  await vi.waitFor(() => expect(said()).toEqual(['call call-1: Missed call from anna']));
  push.settle(call, false);
  await vi.waitFor(() => expect(said()).toEqual([]));
});

test('a text is told of by the worker in the place of what it pushed itself, and a click on it leads to this page', async () => {
  const { push, settled, shown, registration } = setUp({}, { page: Promise.resolve('page-1') });
  await settled();
  const pushed = noticeOf({ t: 'text', from: 'anna', at: 5 }, wordsFor(strings.notice));
  await registration.showNotification(pushed.title, pushed.options);
  push.tell(text);
  const data = { t: 'person', with: 'anna', page: 'page-1' };
  await vi.waitFor(() => expect(shown).toEqual([{ title: 'anna', tag: 'text anna', data }]));
});

test('what waited for a person goes away once it is seen, and what rings no longer, no matter who has shown them', async () => {
  const { push, settled, said } = setUp();
  await settled();
  push.tell(text);
  push.tell({ ...text, from: 'bob' as UserId, title: 'bob' });
  push.settle(call, true);
  push.ring({ ...call, id: 'call-2' });
  push.ring({ ...call, id: 'call-3' });
  await vi.waitFor(() => expect(said()).toHaveLength(5));
  push.sweep((id) => id === 'call-2');
  push.seen('anna');
  await vi.waitFor(() =>
    expect(said()).toEqual(['text bob: bob', 'call call-2: Incoming video call from anna']),
  );
});

test('without a worker, or leave, the page shows what there is in its own way', async () => {
  for (const world of [{ worker: false }, { permission: 'denied' as const }]) {
    const { push, settled } = setUp(world);
    await settled();
    expect([push.ring(call), push.tell(text)]).toEqual([undefined, undefined]);
  }
});

test('so it does until the worker has come, and where leave is taken back', async () => {
  let come: (registration: ServiceWorkerRegistration) => void = () => undefined;
  const worker = new Promise<ServiceWorkerRegistration>((resolve) => (come = resolve));
  const { push, api, registration, said } = setUp({}, { worker });
  expect(push.tell(text)).toBeUndefined();
  come(registration);
  await vi.waitFor(() => expect(push.tell(text)).toBeDefined());
  await vi.waitFor(() => expect(said()).toEqual(['text anna: anna']));
  api.permission = 'denied';
  expect(push.tell(text)).toBeUndefined();
});

test('who signs out leaves no notifications behind', async () => {
  const { push, settled, shown } = setUp();
  await settled();
  push.ring(call);
  push.settle({ ...call, id: 'call-2' }, true);
  await vi.waitFor(() => expect(shown).toHaveLength(2));
  push.close();
  await vi.waitFor(() => expect(shown).toEqual([]));
});

test.each<[string, (push: PushModel) => void]>([
  ['the conversation is seen', (push) => push.seen('anna')],
  ['its call is answered', (push) => push.settle(call, false)],
  ['nothing rings', (push) => push.sweep(() => false)],
  ['the person signs out', (push) => push.close()],
])('what was shown before this page goes away though it has no worker yet when %s', async (_, over) => {
  const before = setUp();
  await before.settled();
  before.push.tell(text);
  before.push.ring(call);
  await vi.waitFor(() => expect(before.shown).toHaveLength(2));
  let come: (registration: ServiceWorkerRegistration) => void = () => undefined;
  const worker = new Promise<ServiceWorkerRegistration>((resolve) => (come = resolve));
  const { push } = setUp({}, { worker });
  over(push);
  come(before.registration);
  await vi.waitFor(() => expect(before.shown.length).toBeLessThan(2));
});

test('what another account has left, whose sign-in ended while no page was open, is taken away, and no more than that', async () => {
  const kept = new Map<string, string>();
  const keep = {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, value: string) => void kept.set(key, value),
  };
  const first = setUp({}, { keep });
  await first.settled();
  first.push.settle(call, true);
  await vi.waitFor(() => expect(first.shown).toHaveLength(1));
  const worker = Promise.resolve(first.registration);
  const again = setUp({}, { keep, worker });
  await again.settled();
  expect(first.said()).toEqual(['call call-1: Missed call from anna']);
  const other = setUp({}, { keep, worker, self: 'carol' });
  await vi.waitFor(() => expect(first.shown).toEqual([]));
  again.push.close();
  expect([...kept.values()]).toEqual(['carol']);
  other.push.close();
  expect([...kept.values()], 'nobody’s name stays once they have signed out').toEqual(['']);
});
