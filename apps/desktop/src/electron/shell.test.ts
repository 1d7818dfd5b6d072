import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createFakeElectron, FakeBrowserWindow } from '../testing/fake-electron.ts';
import type { Language } from '@parley/languages';
import type { Pin } from './pins.ts';
import { ElectronShell } from './shell.ts';

const SERVER = 'https://parley.example';
const BOUNDS = { width: 800, height: 600 };

function setUp({ language = 'en' }: { language?: Language } = {}) {
  const fake = createFakeElectron();
  const pins = new Map<string, Pin>();
  const shell = new ElectronShell({
    electron: fake.electron,
    partition: 'persist:parley',
    preload: '/app/preload.cjs',
    pickerPage: '/app/picker.html',
    pins: { get: (host) => pins.get(host), set: (host, pin) => void pins.set(host, pin) },
    muteKey: 'Ctrl+Alt+M',
    language,
  });
  const open = async ({ own = false } = {}) => {
    const window = await shell.openWindow({
      ...(own ? { url: 'file:///app/setup.html' } : { url: `${SERVER}/`, origin: SERVER }),
      bounds: BOUNDS,
      onTop: false,
    });
    const browserWindow = FakeBrowserWindow.made.at(-1);
    if (!browserWindow) throw new Error('no window was made');
    return { window, browserWindow };
  };
  return { fake, pins, shell, open };
}

describe('a window', () => {
  test('has a page without Node, isolated and in a sandbox', async () => {
    const { open } = setUp();
    const { browserWindow } = await open();
    expect(browserWindow.options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
    });
  });

  test.each([
    ['media', SERVER, true],
    ['notifications', SERVER, true],
    ['geolocation', SERVER, false],
    ['usb', SERVER, false],
    ['media', 'https://parley.example.evil.example', false],
    ['media', 'http://parley.example', false],
    ['media', 'not an address', false],
  ])('grants %s to %s: %s', async (permission, asking, granted) => {
    const { fake, open } = setUp();
    const { browserWindow } = await open();
    const answers: boolean[] = [];
    fake.call('request', browserWindow.webContents, permission, (answer: boolean) => answers.push(answer), {
      requestingUrl: `${asking}/`,
    });
    expect(answers).toEqual([granted]);
    expect(fake.call('check', browserWindow.webContents, permission, asking, {})).toBe(granted);
  });

  test('of the client’s own page is granted nothing, and nothing is granted to no window', async () => {
    const { fake, open } = setUp();
    const { browserWindow } = await open({ own: true });
    expect(fake.call('check', browserWindow.webContents, 'media', 'file://', {})).toBe(false);
    expect(fake.call('check', null, 'media', SERVER, {})).toBe(false);
    expect(fake.call('device', {})).toBe(false);
  });

  test('stays on its origin: what leads elsewhere opens in the person’s browser, and only where it is the web', async () => {
    const { fake, open } = setUp();
    const { webContents } = (await open()).browserWindow;
    const go = (event: string, url: string, isMainFrame = true): boolean => {
      let stays = false;
      webContents.emit(event, { url, isMainFrame, preventDefault: () => (stays = true) });
      return stays;
    };
    expect(go('will-navigate', `${SERVER}/elsewhere`)).toBe(false);
    expect(go('will-navigate', 'https://evil.example/')).toBe(true);
    expect(go('will-frame-navigate', 'https://evil.example/frame', false)).toBe(true);
    expect(webContents.opener?.({ url: 'https://docs.example/' })).toEqual({ action: 'deny' });
    expect(webContents.opener?.({ url: 'file:///etc/passwd' })).toEqual({ action: 'deny' });
    expect(webContents.opener?.({ url: 'smb://share' })).toEqual({ action: 'deny' });
    expect(fake.opened).toEqual(['https://evil.example/', 'https://docs.example/']);
  });

  test('lets the provider that the server redirects to lead back, and gives it nothing', async () => {
    const { fake, open } = setUp();
    const { window, browserWindow } = await open();
    const { webContents } = browserWindow;
    const go = (url: string): boolean => {
      let stays = false;
      webContents.emit('will-navigate', { url, preventDefault: () => (stays = true) });
      if (!stays) webContents.emit('did-navigate', {}, url);
      return !stays;
    };
    const heard: unknown[] = [];
    window.on('message', (message) => heard.push(message));
    webContents.emit('did-navigate', {}, 'https://id.example/');
    webContents.mainFrame.url = 'https://id.example/';
    expect(go('https://id.example/password')).toBe(true);
    fake.say(browserWindow, '{"t":"entering","user":"eve"}');
    expect(fake.call('check', webContents, 'media', 'https://id.example', {})).toBe(false);
    expect(go(`${SERVER}/api/oidc/callback`)).toBe(true);
    expect(go('https://id.example/password')).toBe(false);
    expect(heard).toEqual([]);
  });

  test('hears its page alone: the main frame, on its origin, in messages that there are', async () => {
    const { fake, open } = setUp();
    const { window, browserWindow } = await open();
    const heard: unknown[] = [];
    window.on('message', (message) => heard.push(message));
    fake.say(browserWindow, '{"t":"entering","user":"bob"}', { url: `${SERVER}/` });
    fake.say(browserWindow, '{"t":"no such thing"}');
    fake.say(browserWindow, 'no JSON');
    fake.say(browserWindow, '{"t":"entering","user":"bob"}');
    browserWindow.webContents.mainFrame.url = 'https://evil.example/';
    fake.say(browserWindow, '{"t":"entering","user":"eve"}');
    expect(heard).toEqual([{ t: 'entering', user: 'bob' }]);
  });

  test('says why its page could not be loaded, and nothing of a load that another one replaced', async () => {
    const { open } = setUp();
    const { window, browserWindow } = await open();
    const failures: unknown[] = [];
    window.on('failed', (failure) => failures.push(failure));
    browserWindow.webContents.emit('did-fail-load', {}, -3, 'ERR_ABORTED', SERVER, true);
    browserWindow.webContents.emit('did-fail-load', {}, -102, 'ERR_CONNECTION_REFUSED', SERVER, false);
    browserWindow.webContents.emit('did-fail-load', {}, -102, 'ERR_CONNECTION_REFUSED', SERVER, true);
    expect(failures).toEqual([{ what: 'network', url: SERVER, code: 'ERR_CONNECTION_REFUSED' }]);
  });
});

describe('a window that closes', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => vi.useRealTimers();
  });

  test('is gone once its page has let go of the session, whose last word comes first', async () => {
    const { fake, open } = setUp();
    const { window, browserWindow } = await open();
    const told: string[] = [];
    window.on('message', ({ t }) => told.push(t));
    window.on('closed', () => told.push('closed'));
    const closed = window.close();
    expect(browserWindow.webContents.sent).toEqual([{ t: 'release' }]);
    expect(browserWindow.isDestroyed()).toBe(false);
    fake.say(browserWindow, '{"t":"released","memory":{"unread":{}}}');
    await closed;
    expect(told).toEqual(['released', 'closed']);
  });

  test('does not wait long for a page that says nothing', async () => {
    const { open } = setUp();
    const { window, browserWindow } = await open();
    const closed = window.close();
    await vi.advanceTimersByTimeAsync(999);
    expect(browserWindow.isDestroyed()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await closed;
    expect(browserWindow.isDestroyed()).toBe(true);
  });

  test('is gone at once where its page crashed', async () => {
    const { open } = setUp();
    const { browserWindow } = await open();
    browserWindow.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(browserWindow.isDestroyed()).toBe(true);
  });
});

test('screens are chosen by the person, for a window of the client alone', async () => {
  const { fake, open } = setUp();
  const { browserWindow } = await open();
  const given: unknown[] = [];
  const ask = (frame: object): unknown =>
    fake.call('display', { frame, audioRequested: false }, (streams: unknown) => given.push(streams));
  ask({ url: SERVER });
  expect(given).toEqual([null]);

  ask(browserWindow.webContents.mainFrame);
  await vi.waitFor(() => expect(FakeBrowserWindow.made).toHaveLength(2));
  const picker = FakeBrowserWindow.made[1] ?? expect.fail();
  fake.say(picker, '"ready"');
  expect(picker.webContents.sent).toEqual([
    { sources: ['screen:0', 'window:7'].map((id) => ({ id, name: id, picture: 'data:' })) },
  ]);
  fake.say(picker, '{"id":"window:7"}');
  await vi.waitFor(() => expect(given[1]).toMatchObject({ video: { id: 'window:7' } }));
  expect(picker.isDestroyed()).toBe(true);

  ask(browserWindow.webContents.mainFrame);
  await vi.waitFor(() => expect(FakeBrowserWindow.made).toHaveLength(3));
  FakeBrowserWindow.made[2]?.destroy();
  await vi.waitFor(() => expect(given[2]).toBeNull());
});

test('the key mutes, and the profile’s cookies are told as a header', async () => {
  const { fake, shell } = setUp();
  let pressed = 0;
  shell.on('mute-key', () => (pressed += 1));
  fake.press('Ctrl+Alt+M');
  expect(pressed).toBe(1);
  expect(await shell.cookies(SERVER)).toBe('parley=token; other=1');
});

describe('certificates', () => {
  const root = { fingerprint: 'sha256/root', data: 'PEM' };
  const leaf = { fingerprint: 'sha256/leaf', data: 'PEM', issuerCert: root };
  const verify = async (
    fake: ReturnType<typeof createFakeElectron>,
    verificationResult: string,
    certificate: object = leaf,
  ) =>
    new Promise((resolve) => {
      fake.call('verify', { hostname: 'parley.example', certificate, verificationResult }, resolve);
    });

  test('of known authorities are Chromium’s business, and so are names and dates that are wrong', async () => {
    const { fake } = setUp();
    expect(await verify(fake, 'net::OK')).toBe(-3);
    expect(await verify(fake, 'net::ERR_CERT_COMMON_NAME_INVALID')).toBe(-3);
    expect(await verify(fake, 'net::ERR_CERT_DATE_INVALID')).toBe(-3);
    expect(fake.questions).toEqual([]);
  });

  test('of an unknown authority are trusted when the person says so, and from then on without a word', async () => {
    const { fake, pins, shell } = setUp();
    expect(await verify(fake, 'net::ERR_CERT_AUTHORITY_INVALID')).toBe(-2);
    expect(pins.size).toBe(0);
    fake.answers.push(1);
    const both = [
      verify(fake, 'net::ERR_CERT_AUTHORITY_INVALID'),
      verify(fake, 'net::ERR_CERT_AUTHORITY_INVALID'),
    ];
    expect(await Promise.all(both)).toEqual([0, 0]);
    expect(fake.questions).toHaveLength(2);
    const renewed = { ...leaf, fingerprint: 'sha256/renewed' };
    expect(await verify(fake, 'net::ERR_CERT_AUTHORITY_INVALID', renewed)).toBe(0);
    expect(fake.questions).toHaveLength(2);
    expect(pins.get('parley.example')).toEqual({ fingerprint: 'sha256/root', root: 'PEM' });
    expect(shell.authority(SERVER)).toBe('PEM');
  });

  test('are asked about in the language of the person, with a way out', async () => {
    const { fake } = setUp({ language: 'de' });
    await verify(fake, 'net::ERR_CERT_AUTHORITY_INVALID');
    expect(fake.questions).toMatchObject([
      {
        message: 'Niemand Bekanntes bürgt für das Zertifikat von parley.example.',
        buttons: ['Abbrechen', 'Diesem Server vertrauen'],
        cancelId: 0,
      },
    ]);
  });

  test('that change are warned of with both fingerprints, and refused until the person trusts the new one', async () => {
    const { fake, pins } = setUp();
    const before = { fingerprint: 'sha256/before', root: 'PEM' };
    pins.set('parley.example', before);
    expect(await verify(fake, 'net::ERR_CERT_AUTHORITY_INVALID')).toBe(-2);
    expect(fake.questions[0]?.message).toBe('The certificate of parley.example is another one than before.');
    expect(JSON.stringify(fake.questions[0])).toMatch(/sha256\/root.*sha256\/before/);
    expect(pins.get('parley.example')).toBe(before);
  });
});
