import { expect, test, vi } from 'vitest';
import { textNotice } from '../service-worker/notices.ts';
import { createTray } from './tray.ts';

interface OnScreen {
  title: string;
  tag: string;
  data: unknown;
  /** Chromium lists it no more, and it can't be closed. */
  forgotten: boolean;
}

/** The system's notifications as Chromium keeps them: what is asked for while it is being shown stays on the screen for good. */
function setUp() {
  const screen: OnScreen[] = [];
  const coming: { one: OnScreen; appear: () => void }[] = [];
  const did: string[] = [];
  let refusal: Error | undefined;
  const registration = {
    showNotification: async (title: string, { tag = '', data }: NotificationOptions) => {
      if (refusal) throw refusal;
      did.push(`show ${title}`);
      const one = { title, tag, data: data as unknown, forgotten: false };
      await new Promise<void>((appear) => coming.push({ one, appear }));
      const place = screen.findIndex((other) => other.tag === tag);
      if (place < 0) screen.push(one);
      else screen[place] = one;
    },
    getNotifications: async () => {
      if (refusal) throw refusal;
      did.push('list');
      for (const { one } of coming) one.forgotten = true;
      return screen
        .filter(({ forgotten }) => !forgotten)
        .map((one) => ({ ...one, close: () => void screen.splice(screen.indexOf(one), 1) }));
    },
  } as unknown as ServiceWorkerRegistration;
  const tray = createTray(registration);
  /** Until nothing is left to do; what is being shown appears. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 50; turn += 1) {
      for (const { appear } of coming.splice(0)) appear();
      await Promise.resolve();
    }
  };
  const starts = (): Promise<void> => vi.waitFor(() => expect(coming).toHaveLength(1));
  const refuse = (cause: Error | undefined): void => void (refusal = cause);
  return { tray, did, settle, starts, refuse, titles: () => screen.map(({ title }) => title) };
}

const bob = (title = 'bob'): ReturnType<typeof textNotice> => textNotice('bob', title);
const carol = textNotice('carol', 'carol');

type World = ReturnType<typeof setUp>;

test.each<[string, (world: World) => void | Promise<void>, string[], string[]]>([
  ['is shown', ({ tray }) => void tray.show(bob()), ['bob'], ['show bob']],
  [
    'is taken away once it is there',
    async ({ tray, settle }) => {
      const close = tray.show(bob());
      await settle();
      close();
    },
    [],
    ['show bob', 'list'],
  ],
  ['is taken away before it was begun with, and never seen', ({ tray }) => tray.show(bob())(), [], ['list']],
  [
    'is taken away while it is being shown',
    async ({ tray, starts }) => {
      const close = tray.show(bob());
      await starts();
      close();
    },
    [],
    ['show bob', 'list'],
  ],
  [
    'is put away by another while it is being shown',
    async ({ tray, starts }) => {
      tray.show(bob());
      await starts();
      tray.putAway(({ tag }) => tag === 'text bob');
    },
    [],
    ['show bob', 'list'],
  ],
  [
    'is replaced by the next of its tag, without being taken away first',
    async ({ tray, settle }) => {
      const close = tray.show(bob('first'));
      await settle();
      close();
      tray.show(bob('second'));
    },
    ['second'],
    ['show first', 'show second'],
  ],
  [
    'is not taken away by whoever showed the one before',
    ({ tray }) => {
      const close = tray.show(bob('first'));
      tray.show(bob('second'));
      close();
    },
    ['second'],
    ['show second'],
  ],
  [
    'stays while another is put away',
    async ({ tray, starts }) => {
      tray.show(bob());
      await starts();
      const close = tray.show(carol);
      close();
      tray.putAway(({ data }) => data?.t === 'person' && data.with === 'carol');
    },
    ['bob'],
    ['show bob', 'list', 'list'],
  ],
  [
    'goes with all others, also those that only wait to be shown',
    async ({ tray, starts }) => {
      tray.show(bob());
      await starts();
      tray.show(carol);
      tray.putAway(() => true);
    },
    [],
    ['show bob', 'list'],
  ],
])('what the page shows %s', async (_, play, screen, did) => {
  const world = setUp();
  await play(world);
  await world.settle();
  expect(world.titles()).toEqual(screen);
  expect(world.did).toEqual(did);
});

test('leave that is taken back in between ends nothing: what comes after it is given again is shown', async () => {
  const { tray, settle, refuse, titles } = setUp();
  refuse(new TypeError('No notification permission has been granted for this origin.'));
  tray.show(bob())();
  tray.show(carol);
  tray.putAway(() => true);
  await settle();
  refuse(undefined);
  tray.show(bob('again'));
  await settle();
  expect(titles()).toEqual(['again']);
});
