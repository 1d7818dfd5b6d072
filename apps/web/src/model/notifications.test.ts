import { expect, test } from 'vitest';
import type { UserId } from '@parley/client';
import { createNotifications } from './notifications.ts';

/** The browser's class as a page has it; on phones it can't be made. */
function setUp({ permission = 'granted' as NotificationPermission, phone = false } = {}) {
  const did: string[] = [];
  class Shown extends EventTarget {
    static permission = permission;
    static requestPermission = async () => (Shown.permission = 'granted');
    constructor(title: string, { tag }: NotificationOptions) {
      super();
      if (phone) throw new TypeError("Failed to construct 'Notification': Illegal constructor.");
      did.push(`${tag}: ${title}`);
      made.push(this);
    }
    close(): void {
      did.push('close');
    }
  }
  const made: Shown[] = [];
  const notifications = createNotifications({
    api: Shown as unknown as typeof Notification,
    declined: { get: () => false, set: () => undefined },
    focus: () => did.push('focus'),
  });
  const tell = (): (() => void) =>
    notifications.tell({ from: 'anna' as UserId, title: 'anna', body: '' }, () => did.push('open'));
  return { notifications, Shown, made, did, tell };
}

test('a text is told of, and a click brings the page to the front with its conversation', () => {
  const { made, did, tell } = setUp();
  tell();
  made[0]?.dispatchEvent(new Event('click'));
  expect(did).toEqual(['text anna: anna', 'focus', 'open', 'close']);
});

test('where a page may show nothing, nothing is shown, and taking that away does no harm', () => {
  for (const { tell, did } of [setUp({ phone: true }), setUp({ permission: 'denied' })]) {
    tell()();
    expect(did).toEqual([]);
  }
});

test('it is offered until the browser allows it, wherever the person has said so', async () => {
  const asked = setUp({ permission: 'default' });
  expect(asked.notifications.askable.value).toBe(true);
  await asked.notifications.ask();
  expect(asked.notifications.askable.value).toBe(false);
  const elsewhere = setUp({ permission: 'default' });
  elsewhere.Shown.permission = 'denied';
  elsewhere.notifications.look();
  expect(elsewhere.notifications.askable.value).toBe(false);
});
