// A page that is closed still rings: the server's notification, decrypted as a browser does it, is handed to the real service
// worker. Only the vendor's push service is the test's own, and the click on the system's notification.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page, Worker } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import { startPushService, type TestBrowser } from '../../packages/server/src/push/testing/push-service.ts';
import { PATIENCE, Person } from './person.ts';
import { openTheatre, type Stage } from './theatre.ts';

const service = await startPushService();
const folder = mkdtempSync(join(tmpdir(), 'parley-push-ca-'));
const authority = join(folder, 'ca.pem');
writeFileSync(authority, service.ca);
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

const scene = openTheatre({
  flags: ['--push-allow', 'loopback'],
  environment: { NODE_EXTRA_CA_CERTS: authority },
});

/** What a browser's push service answers to `subscribe`; there is none where the tests run. */
function lendSubscription(subscription: TestBrowser['subscription']): void {
  const lent = { ...subscription, options: {}, toJSON: () => subscription, unsubscribe: async () => true };
  PushManager.prototype.subscribe = () => Promise.resolve(lent as unknown as PushSubscription);
}

/** The worker's world, as the test watches it. */
interface WatchedWorker {
  readonly registration: ServiceWorkerRegistration;
  readonly NotificationEvent: new (type: string, init: object) => Event;
  readonly clients: { openWindow(url: string): void };
  /** What it would have opened. */
  opened?: string;
  /** Notifications that it has shown. */
  notified: number;
}

interface ClosedPage {
  phone: TestBrowser;
  context: BrowserContext;
  worker: Worker;
  /** Hands what was pushed last to the worker, as the browser would, and waits until it has shown its notification. */
  deliver(): Promise<void>;
  shown(): Promise<{ title: string; actions: string[] }[]>;
  /** A click on the notification; answers the address that it opens, if any. */
  click(action: string): Promise<string | undefined>;
}

/** Bob lets calls ring when all is closed, talks with alice, and closes his page. */
async function closePage(stage: Stage, alice: Person, bob: Person): Promise<ClosedPage> {
  const phone = service.subscribe();
  const { context, page } = bob;
  await context.grantPermissions(['notifications'], { origin: stage.server.url });
  await page.addInitScript(lendSubscription, phone.subscription);
  const told = page.waitForResponse((answer) => answer.url().endsWith('/api/push/subscription'));
  await bob.signIn(stage.server.url);
  expect((await told).status()).toBe(204);
  // What is pushed to a worker that is not active yet gets lost.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await alice.open(bob);
  const blank = await context.newPage();
  const devtools = await context.newCDPSession(blank);
  const origin = new URL(stage.server.url).origin;
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin));
      if (ours) resolve(ours.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  const registrationId = await registered;
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  await worker.evaluate(() => {
    const scope = globalThis as unknown as WatchedWorker;
    const { clients, registration } = scope;
    clients.openWindow = (url) => void (scope.opened = url);
    scope.notified = 0;
    const show = registration.showNotification.bind(registration);
    registration.showNotification = async (...args) => {
      await show(...args);
      scope.notified += 1;
    };
  });
  // Not by asking for the notifications: one that is asked for while it is about to be shown is taken for one that was closed.
  const notified = (): Promise<number> =>
    worker.evaluate(() => (globalThis as unknown as WatchedWorker).notified);
  await page.close();
  return {
    phone,
    context,
    worker,
    async deliver() {
      const before = await notified();
      const data = JSON.stringify(phone.told().at(-1));
      await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
      await expect.poll(notified, { timeout: PATIENCE }).toBe(before + 1);
    },
    shown: () =>
      worker.evaluate(async () => {
        const { registration } = globalThis as unknown as WatchedWorker;
        const all = (await registration.getNotifications()) as (Notification & {
          actions: { action: string }[];
        })[];
        return all.map(({ title, actions }) => ({ title, actions: actions.map(({ action }) => action) }));
      }),
    click: (action) =>
      worker.evaluate(async (action) => {
        const scope = globalThis as unknown as WatchedWorker;
        const [notification] = await scope.registration.getNotifications();
        dispatchEvent(new scope.NotificationEvent('notificationclick', { notification, action }));
        await new Promise((resolve) => setTimeout(resolve, 300));
        return scope.opened;
      }, action),
  };
}

async function callClosed(alice: Person, bob: Person, { phone, deliver, shown }: ClosedPage): Promise<void> {
  const before = phone.told().length;
  await alice.button('Voice call').click();
  await alice.sees(alice.callStatus(bob, 'Notification sent…'));
  expect(phone.told()).toHaveLength(before + 1);
  await deliver();
  expect(await shown()).toEqual([
    { title: `Incoming voice call from ${alice.account}`, actions: ['accept', 'decline'] },
  ]);
}

scene(
  '[C24] a closed page rings: Accept opens it and connects, Decline needs no page, what is missed stays',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.arrive(stage.name('bob'));
    const closed = await closePage(stage, alice, bob);

    await callClosed(alice, bob, closed);
    const address = await closed.click('accept');
    expect(address).toMatch(/^\/#accept=/);
    const opened: Page = await closed.context.newPage();
    await opened.goto(new URL(String(address), stage.server.url).href);
    await opened
      .getByRole('region', { name: `Call with ${alice.account}`, exact: true })
      .waitFor({ timeout: PATIENCE });
    await alice.sees(
      alice.page
        .getByRole('timer')
        .or(alice.callStatus(bob, /camera|muted|^$/))
        .first(),
    );
    expect(await closed.shown()).toEqual([]);
    await alice.hangUp();
    await opened.close();
    await alice.seesNo(alice.entry(bob));

    await callClosed(alice, bob, closed);
    await closed.click('decline');
    await alice.callIsOver(/declined/i);
    expect(await closed.shown()).toEqual([]);

    await callClosed(alice, bob, closed);
    await alice.hangUp();
    await expect.poll(() => closed.phone.told().at(-1)).toMatchObject({ t: 'settled', outcome: 'missed' });
    await closed.deliver();
    expect(await closed.shown()).toEqual([{ title: `Missed call from ${alice.account}`, actions: [] }]);
  },
  60_000,
);

/** A page as the test watches it. */
interface WatchedPage {
  /** Notifications that its worker has shown for it. */
  notified: number;
}

/** Counts, and asks for none: one that is asked for while it is being shown counts as closed. */
function countNotices(): void {
  const page = globalThis as unknown as WatchedPage;
  const show = ServiceWorkerRegistration.prototype.showNotification;
  page.notified = 0;
  ServiceWorkerRegistration.prototype.showNotification = async function (...args) {
    await show.apply(this, args);
    page.notified += 1;
  };
}

/** What the system shows of this origin's. */
const noticesOf = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { getNotifications } = ServiceWorkerRegistration.prototype;
    const all = await getNotifications.call(await navigator.serviceWorker.ready);
    return all.map(({ title }) => title);
  });

scene(
  'a text or a missed call of a page out of sight is shown by the worker, as phones demand, and a click leads to that page',
  async (stage) => {
    const alice = await stage.person('alice');
    const before = await stage.arrive(stage.name('bob'), { tabbed: true });
    await before.context.grantPermissions(['notifications'], { origin: stage.server.url });
    await before.signIn(stage.server.url);
    const { context } = before;
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    // Another tab takes its place, and lies behind it.
    const bob = new Person({ ...before, page: await context.newPage() });
    await bob.page.addInitScript(countNotices);
    await bob.page.goto(stage.server.url);
    await bob.sees(bob.entry(alice));
    // Once it has its worker: until then a page shows its notifications itself.
    await bob.page.locator('link[rel=manifest]').waitFor({ state: 'attached', timeout: PATIENCE });
    await bob.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await before.page.bringToFront();

    await alice.open(bob);
    await alice.say('Hello');
    const notified = (): Promise<number> =>
      bob.page.evaluate(() => (globalThis as unknown as WatchedPage).notified);
    await expect.poll(notified, { timeout: PATIENCE }).toBe(1);
    expect(await noticesOf(bob.page)).toEqual([`New message from ${alice.account}`]);

    await worker.evaluate(async () => {
      const scope = globalThis as unknown as WatchedWorker;
      const [notification] = await scope.registration.getNotifications();
      dispatchEvent(new scope.NotificationEvent('notificationclick', { notification, action: '' }));
    });
    await expect.poll(() => noticesOf(bob.page), { timeout: PATIENCE }).toEqual([]);
    await bob.page.locator('[role=log]').waitFor({ state: 'attached', timeout: PATIENCE });

    // What is missed takes the place of its ring, until its conversation is seen.
    await alice.button('Voice call').click();
    await expect.poll(notified, { timeout: PATIENCE }).toBe(2);
    await alice.hangUp();
    await expect.poll(notified, { timeout: PATIENCE }).toBe(3);
    expect(await noticesOf(bob.page)).toEqual([`Missed call from ${alice.account}`]);
    await bob.page.bringToFront();
    await bob.reads(alice, 'Hello');
    await expect.poll(() => noticesOf(bob.page), { timeout: PATIENCE }).toEqual([]);
  },
);

scene(
  'without a line the page opens, says so, and lets its person in when the server is back',
  async (stage) => {
    const alice = await stage.person('alice');
    await alice.page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      if (active?.state !== 'activated')
        await new Promise((resolve) => active?.addEventListener('statechange', resolve));
    });
    await stage.server.kill();
    await alice.sees(alice.connection('Reconnecting…').or(alice.connection('Offline')).first());
    await alice.page.reload();
    await alice.sees(alice.page.getByText('Offline: the server can’t be reached.', { exact: false }));
    await alice.sees(alice.button('Sign in'));
    await stage.server.start();
    await alice.isConnected(PATIENCE);
  },
);
