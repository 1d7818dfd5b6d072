import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { UserId } from '@parley/client';
import { createFakeParley, type FakeParley } from '../testing/fake-parley.ts';
import { createMemoryKeep } from '../testing/kept.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { standingOf } from './connection.ts';
import type { Notice } from './entrance.ts';
import { createDeviceSettings } from './devices/settings.ts';
import { browserFamily, type Page } from './page.ts';
import { createPreferences } from './preferences.ts';
import { createSession } from './session.ts';

function setUp(signOut: () => Promise<void> = () => Promise.resolve()) {
  const made: FakeParley[] = [];
  const left: Notice[] = [];
  const drafts: (string | undefined)[] = [];
  const page: Page = {
    visible: signal(true),
    wide: signal(true),
    networkUp: signal(true),
    fullScreen: signal(false),
    left: signal(false),
    browser: 'chromium',
    close: () => undefined,
  };
  const session = createSession({
    connect: () => {
      const parley = createFakeParley({ user: 'alice', online: ['bob'] });
      made.push(parley);
      return parley;
    },
    signOut,
    leave: (notice) => left.push(notice),
    page,
    timers: createManualTimers(),
    document: { title: '' },
    wakeLock: undefined,
    loadFiles: () => Promise.reject(new Error('not in this test')),
    loadKept: () => Promise.reject(new Error('not in this test')),
    callNote: { get: () => undefined, set: () => undefined },
    draftNote: { get: () => drafts.at(-1), set: (text) => drafts.push(text) },
    preferences: createPreferences(createMemoryKeep(), { saveData: true }),
    deviceSettings: createDeviceSettings(createMemoryKeep()),
    audio: () => undefined,
    hear: () => undefined,
    sounds: { loop: () => undefined, play: () => undefined, close: () => undefined },
    onInput: () => () => undefined,
    reach: signal(undefined),
    notifications: {
      askable: signal(false),
      ask: () => Promise.resolve(),
      putOff: () => undefined,
      look: () => undefined,
      show: () => () => undefined,
      tell: () => () => undefined,
    },
  });
  return { session, made, left, drafts };
}

test('[S6] a displaced page stays where it is until it is told to come back, then begins anew', () => {
  const { session, made, left } = setUp();
  made[0]?.strings.connection({ name: 'closed', code: 'displaced' });
  expect(session.app.value.connection.closed.value).toBe('displaced');
  expect(made).toHaveLength(1);
  expect(left).toEqual([]);
  session.restart();
  expect(made).toHaveLength(2);
  expect(made[1]?.calls.preferences).toMatchObject({ relayOnly: false, saveData: true, cleanSound: true });
  expect(session.app.value.connection.closed.value).toBeUndefined();
});

test('[H1] a sign-in that was ended elsewhere leads to the sign-in page', () => {
  const { made, left } = setUp();
  made[0]?.strings.connection({ name: 'closed', code: 'signed-out' });
  expect(left).toEqual(['signed-out']);
});

test('[H1] signing out leaves the server at once and tells it', async () => {
  const { session, made, left } = setUp();
  session.signOut();
  expect(made[0]?.connection.state).toEqual({ name: 'closed', code: 'closed' });
  await new Promise((resolve) => setTimeout(resolve));
  expect(left).toEqual(['signed-out']);
});

test('[H1] what was not sent yet is gone with the sign-in', async () => {
  const { session, drafts } = setUp();
  const { conversations } = session.app.value;
  conversations.write('bob' as UserId, 'not yet');
  expect(drafts.at(-1)).toContain('not yet');
  session.signOut();
  await new Promise((resolve) => setTimeout(resolve));
  expect(drafts.at(-1)).toBeUndefined();
});

test('[H1] a sign-out the server did not hear of is said to be one', async () => {
  const { session, left } = setUp(() => Promise.reject(new Error('offline')));
  session.signOut();
  await new Promise((resolve) => setTimeout(resolve));
  expect(left).toEqual(['sign-out-unheard']);
});

test('[S3] the connection in words', () => {
  expect(standingOf({ name: 'connected' }, true)).toBe('connected');
  expect(standingOf({ name: 'connecting' }, true)).toBe('connecting');
  expect(standingOf({ name: 'reconnecting', since: 0 }, true)).toBe('reconnecting');
  expect(standingOf({ name: 'reconnecting', since: 0 }, false)).toBe('offline');
  expect(standingOf({ name: 'closed', code: 'displaced' }, true)).toBe('offline');
});

test('the browser’s family, for the words about permissions', () => {
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';
  const mac =
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/19.0 Safari/605.1.15';
  const android = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36';
  expect(browserFamily(chrome, 0)).toBe('chromium');
  expect(browserFamily(firefox, 0)).toBe('firefox');
  expect(browserFamily(mac, 0)).toBe('safari');
  expect(browserFamily(mac, 5)).toBe('ios');
  expect(browserFamily(android, 5)).toBe('android');
  expect(browserFamily(`${chrome} Edg/156.0.0.0`, 0)).toBe('edge');
  expect(browserFamily(`${android} SamsungBrowser/29.0`, 5)).toBe('samsung');
  expect(browserFamily('Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0', 5)).toBe(
    'firefox-android',
  );
  const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15';
  expect(browserFamily(`${iphone} Version/19.0 Mobile/15E148 Safari/604.1`, 5)).toBe('ios');
  expect(browserFamily(`${iphone} CriOS/156.0 Mobile/15E148 Safari/604.1`, 5)).toBe('ios-other');
});
