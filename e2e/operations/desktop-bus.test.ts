// Notices, tray, links, autostart and the screen kept awake, on a message bus of the test's own, with services as desktops have them.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Bus, type Reply } from '../../apps/desktop/src/app-mode/dbus/bus.ts';
import type { Variant } from '../../apps/desktop/src/app-mode/dbus/marshal.ts';
import type { Language } from '@parley/languages';
import { createAppModeShell } from '../../apps/desktop/src/app-mode/shell.ts';
import type { DesktopShell, Notice, TrayState } from '../../apps/desktop/src/shell.ts';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { missingTools } from '../../scripts/test-tools.mjs';
import { until } from '../faults/until.ts';

const run = promisify(execFile);
const missing = missingTools('dbus-daemon', 'dbus-send', 'xdg-mime');
const NOTICES = 'org.freedesktop.Notifications';
const WATCHER = 'org.kde.StatusNotifierWatcher';
const SCREEN_SAVER = 'org.freedesktop.ScreenSaver';
const RING: Notice = {
  title: 'Alice calls',
  body: 'with <video> & sound',
  actions: [
    { name: 'show', label: 'Show' },
    { name: 'accept', label: 'Accept' },
    { name: 'decline', label: 'Decline' },
  ],
  urgent: true,
};
const TRAY: TrayState = {
  presence: 'online',
  unread: 0,
  tooltip: 'Parley: bob is online',
  menu: [
    { name: 'open', label: 'Open' },
    { name: 'line' },
    { name: 'autostart', label: 'Start with the computer', checked: true },
    { name: 'quit', label: 'Quit' },
  ],
};

const home = mkdtempSync(join(tmpdir(), 'parley-bus-'));
let daemon: ChildProcess;
let env: NodeJS.ProcessEnv;
const open: { close(): unknown }[] = [];

beforeAll(async () => {
  if (missing) return;
  daemon = spawn('dbus-daemon', ['--session', '--print-address', '--nofork'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(daemon.stdout ?? daemon, 'data')) as [Buffer];
  env = { PATH: process.env.PATH, HOME: home, DBUS_SESSION_BUS_ADDRESS: line.toString().trim() };
});
afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.close();
});
afterAll(() => {
  daemon?.kill();
  rmSync(home, { recursive: true, force: true });
});

async function start(language: Language = 'en'): Promise<DesktopShell> {
  const shell = await createAppModeShell({
    profile: join(home, 'profile'),
    browser: findBrowser(),
    command: ['/usr/bin/parley-desktop'],
    env,
    language,
    log: () => undefined,
  });
  open.push(shell);
  return shell;
}

interface Service {
  readonly bus: Bus;
  readonly calls: [member: string, body: readonly unknown[]][];
}

async function serve(
  name: string,
  path: string,
  answer: (member: string, body: readonly unknown[]) => Reply,
): Promise<Service> {
  const bus = await Bus.connect(env['DBUS_SESSION_BUS_ADDRESS'] ?? '');
  open.push(bus);
  const calls: Service['calls'] = [];
  bus.serve(path, (iface, member, body) => {
    if (iface === name) calls.push([member, body]);
    return answer(member, body);
  });
  expect(await bus.requestName(name)).toBe(true);
  return { bus, calls };
}

const nothing: Reply = { signature: '', body: [] };

describe.skipIf(missing)('notices', () => {
  const path = '/org/freedesktop/Notifications';

  async function desktop(abilities = ['actions', 'body-markup', 'body'], shows = (): void => undefined) {
    let last = 0;
    const service = await serve(NOTICES, path, (member) => {
      if (member === 'GetCapabilities') return { signature: 'as', body: [abilities] };
      if (member === 'Notify') queueMicrotask(shows);
      return member === 'Notify' ? { signature: 'u', body: [++last] } : nothing;
    });
    const say = (member: string, signature: string, body: unknown[]): void =>
      service.bus.emitSignal({ path, interface: NOTICES, member, signature, body });
    const shown = (number: number) =>
      until(() => service.calls.filter(([member]) => member === 'Notify').length === number, 3_000, 'shown');
    return { ...service, say, shown };
  }

  test('have buttons, stay while urgent, and tell which one was pressed', async () => {
    const { calls, say, shown } = await desktop();
    const shell = await start();
    expect(shell.limits.join('\n')).not.toMatch(/notice/i);
    const { answer } = shell.notify(RING);
    await shown(1);
    const [, [app, , , title, body, actions, hints, timeout]] = calls.at(-1) ?? expect.fail();
    expect([app, title, body, timeout]).toEqual([
      'Parley',
      'Alice calls',
      'with &lt;video&gt; &amp; sound',
      0,
    ]);
    expect(actions).toEqual(['default', 'Show', 'accept', 'Accept', 'decline', 'Decline']);
    expect((hints as Map<string, Variant>).get('urgency')?.value).toBe(2);
    say('ActionInvoked', 'us', [99, 'decline']);
    say('ActionInvoked', 'us', [1, 'accept']);
    expect(await answer).toBe('accept');
    // Some desktops leave it there.
    await until(() => calls.at(-1)?.[0] === 'CloseNotification', 3_000, 'taken away');
    expect(calls.at(-1)?.[1]).toEqual([1]);
  });

  test('are answered by a click on them as by their first button, and by nothing where they are dismissed', async () => {
    const { say, shown } = await desktop();
    const shell = await start();
    const clicked = shell.notify(RING);
    await shown(1);
    const dismissed = shell.notify({ ...RING, urgent: false });
    await shown(2);
    say('ActionInvoked', 'us', [1, 'default']);
    say('NotificationClosed', 'uu', [2, 2]);
    expect([await clicked.answer, await dismissed.answer]).toEqual(['show', undefined]);
  });

  test('are answered also at the moment at which they are shown', async () => {
    const { say } = await desktop(['actions'], () => say('ActionInvoked', 'us', [1, 'decline']));
    expect(await (await start()).notify(RING).answer).toBe('decline');
  });

  test('are withdrawn, also before the desktop has said their number', async () => {
    const { calls, shown } = await desktop();
    const shell = await start();
    const early = shell.notify(RING);
    early.withdraw();
    expect(await early.answer).toBeUndefined();
    await until(
      () => calls.some(([member]) => member === 'CloseNotification'),
      3_000,
      'the early one closed',
    );
    const late = shell.notify(RING);
    await shown(2);
    await shell.close();
    expect(await late.answer).toBeUndefined();
    const closed = (): unknown[] =>
      calls.filter(([member]) => member === 'CloseNotification').map(([, [number]]) => number);
    await until(() => closed().length === 2, 3_000, 'the late one closed');
    expect(closed()).toEqual([1, 2]);
  });

  test('that can’t be had here are no failure: a limit says so, and the answer is none', async () => {
    const shell = await start();
    expect(shell.limits.join('\n')).toMatch(/This desktop shows no notices/);
    expect(await shell.notify(RING).answer).toBeUndefined();
    const without = await desktop(['body']);
    const other = await start();
    expect(other.limits.join('\n')).toMatch(/Notices have no buttons here/);
    void other.notify(RING);
    await without.shown(1);
    expect(without.calls.at(-1)?.[1][4]).toBe('with <video> & sound');
    // The one that was there before its desktop.
    const { answer } = shell.notify(RING);
    await without.shown(2);
    without.bus.close();
    expect(await answer).toBeUndefined();
  });
});

describe.skipIf(missing)('the tray', () => {
  const desktop = () => serve(WATCHER, '/StatusNotifierWatcher', () => nothing);

  /** As another program of this desktop sees it. */
  async function ask(service: string, path: string, member: string, ...args: string[]): Promise<string> {
    const words = ['--session', '--print-reply', `--dest=${service}`, path, member, ...args];
    return (await run('dbus-send', words, { env })).stdout;
  }

  const TEXT_DIRECTION = [
    'org.freedesktop.DBus.Properties.Get',
    'string:com.canonical.dbusmenu',
    'string:TextDirection',
  ] as const;

  const property = (service: string, name: string): Promise<string> =>
    ask(
      service,
      '/StatusNotifierItem',
      'org.freedesktop.DBus.Properties.Get',
      'string:org.kde.StatusNotifierItem',
      `string:${name}`,
    );

  async function registered({ calls }: Service, number = 1): Promise<string> {
    const names = (): unknown[] =>
      calls.filter(([member]) => member === 'RegisterStatusNotifierItem').map(([, [name]]) => name);
    await until(() => names().length === number, 3_000, 'registered');
    return names().at(-1) as string;
  }

  test('has an icon by presence with a menu that can be chosen from', async () => {
    const watcher = await desktop();
    const shell = await start();
    expect(shell.limits.join('\n')).not.toMatch(/tray/);
    const chosen: string[] = [];
    shell.on('tray', (name) => chosen.push(name));
    shell.showTray(TRAY);
    const service = await registered(watcher);
    expect(await property(service, 'ToolTip')).toContain('Parley: bob is online');
    expect(await property(service, 'Menu')).toContain('/MenuBar');
    const online = await property(service, 'IconPixmap');
    expect(online).toMatch(/int32 22\s+int32 22\s+array of bytes/);

    expect(await ask(service, '/MenuBar', ...TEXT_DIRECTION)).toContain('"ltr"');
    const layout = await ask(
      service,
      '/MenuBar',
      'com.canonical.dbusmenu.GetLayout',
      'int32:0',
      'int32:-1',
      'array:string:',
    );
    expect(layout.match(/string "(Open|separator|Start with the computer|Quit)"/g)).toEqual([
      'string "Open"',
      'string "separator"',
      'string "Start with the computer"',
      'string "Quit"',
    ]);
    expect(layout).toMatch(/toggle-state"\s+variant\s+int32 1/);
    await ask(
      service,
      '/MenuBar',
      'com.canonical.dbusmenu.Event',
      'int32:4',
      'string:clicked',
      'variant:int32:0',
      'uint32:0',
    );
    await ask(
      service,
      '/MenuBar',
      'com.canonical.dbusmenu.Event',
      'int32:2',
      'string:clicked',
      'variant:int32:0',
      'uint32:0',
    );
    await ask(service, '/StatusNotifierItem', 'org.kde.StatusNotifierItem.Activate', 'int32:0', 'int32:0');
    expect(chosen).toEqual(['quit', 'open']);
    await expect(ask(service, '/MenuBar', 'com.canonical.dbusmenu.Nonsense')).rejects.toThrow(
      /UnknownMethod/,
    );
  });

  test('hears of what changes, and of nothing else', async () => {
    const watcher = await desktop();
    const heard: string[] = [];
    watcher.bus.on('signal', ({ interface: iface, member }) => {
      if (iface !== 'org.freedesktop.DBus') heard.push(member);
    });
    await watcher.bus.listen({ path: '/StatusNotifierItem' });
    await watcher.bus.listen({ path: '/MenuBar' });
    const shell = await start();
    shell.showTray(TRAY);
    const service = await registered(watcher);
    const before = await property(service, 'IconPixmap');
    heard.length = 0;
    shell.showTray({ ...TRAY });
    shell.showTray({ ...TRAY, unread: 3, tooltip: '3 unread' });
    shell.showTray({ ...TRAY, unread: 4, tooltip: '3 unread', menu: TRAY.menu.slice(0, 1) });
    await until(() => heard.length === 3, 3_000, 'three signals');
    expect(heard).toEqual(['NewIcon', 'NewToolTip', 'LayoutUpdated']);
    expect(await property(service, 'IconPixmap')).not.toBe(before);
  });

  test('gets the icon when it comes after the client, and again when it comes anew', async () => {
    const shell = await start('ar');
    expect(shell.limits.join('\n')).toMatch(/no tray icon/);
    shell.showTray(TRAY);
    const first = await desktop();
    expect(await ask(await registered(first), '/MenuBar', ...TEXT_DIRECTION)).toContain('"rtl"');
    first.bus.close();
    await registered(await desktop());
  });
});

test.skipIf(missing)('without a message bus the client lives on, and says what is missing', async () => {
  const at = env['DBUS_SESSION_BUS_ADDRESS'];
  for (const address of [undefined, 'unix:path=/nowhere/at/all']) {
    env['DBUS_SESSION_BUS_ADDRESS'] = address;
    const shell = await start();
    env['DBUS_SESSION_BUS_ADDRESS'] = at;
    expect(shell.limits.join('\n')).toMatch(/neither notices nor a tray icon/);
    shell.showTray(TRAY);
    expect(await shell.notify(RING).answer).toBeUndefined();
  }
});

test.skipIf(missing)('the screen is kept awake as long as that is wanted', async () => {
  const saver = await serve(SCREEN_SAVER, '/org/freedesktop/ScreenSaver', (member) =>
    member === 'Inhibit' ? { signature: 'u', body: [7] } : nothing,
  );
  const shell = await start();
  shell.keepAwake(true);
  shell.keepAwake(true);
  await until(() => saver.calls.length === 1, 3_000, 'held');
  shell.keepAwake(false);
  shell.keepAwake(false);
  await until(() => saver.calls.length === 2, 3_000, 'released');
  expect(saver.calls).toEqual([
    ['Inhibit', ['Parley', 'A call']],
    ['UnInhibit', [7]],
  ]);
  shell.keepAwake(true);
  await until(() => saver.calls.length === 3, 3_000, 'held again');
  await shell.close();
  await until(() => saver.calls.length === 4, 3_000, 'released at the end');
});

test.skipIf(missing)('the desktop opens parley: links by the client', async () => {
  const shell = await start();
  await shell.registerLinks();
  const entry = readFileSync(join(home, '.local/share/applications/parley-links.desktop'), 'utf8');
  expect(entry).toContain('Exec=/usr/bin/parley-desktop %u\n');
  const { stdout } = await run('xdg-mime', ['query', 'default', 'x-scheme-handler/parley'], { env });
  expect(stdout.trim()).toBe('parley-links.desktop');
  expect(await shell.autostart()).toBe(false);
  await shell.setAutostart(true);
  expect(await shell.autostart()).toBe(true);
  expect(existsSync(join(home, '.config/autostart/parley.desktop'))).toBe(true);
});
