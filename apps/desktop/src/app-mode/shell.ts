// The PC client's desktop by the browser that is already on the computer, in windows without a browser's bars.
import { accessSync, constants, mkdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Emitter } from '../emitter.ts';
import type {
  DesktopShell,
  Notice,
  ShellEvents,
  ShellWindow,
  ShownNotice,
  TrayState,
  WindowOptions,
} from '../shell.ts';
import { findAwake, type Awake } from './awake.ts';
import type { Log } from './browser.ts';
import { Bus, sessionBusAddress } from './dbus/bus.ts';
import { makeOpener } from './external.ts';
import { findBrowser } from './find-browser.ts';
import { findNotices, NO_NOTICES, type Notices } from './notices.ts';
import { findOnTop } from './on-top.ts';
import { startEntries, type StartEntries } from './start-entries.ts';
import type { MenuParts } from './tray-menu.ts';
import { findTray, type Tray } from './tray.ts';
import { Windows } from './windows.ts';
import { LANGUAGES, type Language } from '@parley/languages';

export interface AppModeOptions {
  /** Of the windows' pages: cookies, storage, what the browser remembers. Made where it is not there. */
  readonly profile: string;
  /** Program of the browser; the best of this computer where absent. */
  readonly browser?: string | undefined;
  /** For the browser beside those that it gets anyway, such as of `PARLEY_DESKTOP_BROWSER_ARGS`. */
  readonly browserArgs?: readonly string[];
  /** Program and arguments that start this client: for autostart and links. */
  readonly command: readonly string[];
  readonly log: Log;
  /** Of the tray's menu. */
  readonly language: Language;
  /** The process's own where absent. */
  readonly env?: NodeJS.ProcessEnv;
}

interface Parts {
  readonly windows: Windows;
  readonly notices: Pick<Notices, 'show'>;
  readonly tray: Pick<Tray, 'show'> | undefined;
  readonly entries: StartEntries;
  readonly awake: Awake;
  readonly openExternal: (url: string) => void;
  readonly bus: Bus | undefined;
}

/** Rejects with a sentence for the person where there is no browser. */
export async function createAppModeShell(options: AppModeOptions): Promise<DesktopShell> {
  const { command, log, env = process.env } = options;
  const { platform } = process;
  const { path, isSnap } = findBrowser({ platform, env, isProgram, realPath }, options.browser);
  const profile = isSnap && env['HOME'] ? join(env['HOME'], 'snap/chromium/common/parley') : options.profile;
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  const openExternal = makeOpener(platform, env, log);
  const onTop = await findOnTop(platform, env);
  const args = [...(options.browserArgs ?? []), ...rootArgs(log)];
  const windows = new Windows({ program: path, profile, args, env, log, onTop, openExternal });
  const entries = startEntries({ platform, env, command });
  const events = new Emitter<ShellEvents>();
  const onBus = await joinBus(env, log, {
    direction: LANGUAGES[options.language].direction,
    chosen: (name) => events.emit('tray', name),
  });
  const awake = await findAwake({ platform, env, bus: onBus.bus, log });
  const limits = [
    onTop.limit,
    ...onBus.limits,
    entries.limit,
    awake.limit,
    'No key of the desktop mutes: give one of its own shortcuts the command “parley-desktop --toggle-mute”.',
  ].filter((limit) => limit !== undefined);
  return new AppModeShell({ windows, entries, awake, openExternal, ...onBus }, events, limits);
}

class AppModeShell implements DesktopShell {
  readonly name = 'app-mode';
  readonly limits: readonly string[];
  readonly on: DesktopShell['on'];
  readonly #parts: Parts;
  readonly #notices = new Set<ShownNotice>();

  constructor(parts: Parts, events: Emitter<ShellEvents>, limits: readonly string[]) {
    this.#parts = parts;
    this.limits = limits;
    this.on = (type, listener) => events.on(type, listener);
  }

  openWindow(options: WindowOptions): Promise<ShellWindow> {
    return this.#parts.windows.open(options);
  }

  cookies(origin: string): Promise<string | undefined> {
    return this.#parts.windows.cookies(origin);
  }

  notify(notice: Notice): ShownNotice {
    const shown = this.#parts.notices.show(notice);
    this.#notices.add(shown);
    void shown.answer.then(() => this.#notices.delete(shown));
    return shown;
  }

  showTray(state: TrayState): void {
    this.#parts.tray?.show(state);
  }

  autostart(): Promise<boolean> {
    return this.#parts.entries.autostart();
  }

  setAutostart(on: boolean): Promise<void> {
    return this.#parts.entries.setAutostart(on);
  }

  registerLinks(): Promise<void> {
    return this.#parts.entries.registerLinks();
  }

  keepAwake(on: boolean): void {
    this.#parts.awake.keep(on);
  }

  openExternal(url: string): void {
    this.#parts.openExternal(url);
  }

  async close(): Promise<void> {
    const { windows, awake, bus } = this.#parts;
    for (const shown of this.#notices) shown.withdraw();
    awake.keep(false);
    await windows.close();
    bus?.close();
  }
}

/** What is had of this person's message bus. */
async function joinBus(
  env: NodeJS.ProcessEnv,
  log: Log,
  menu: MenuParts,
): Promise<Pick<Parts, 'bus' | 'notices' | 'tray'> & { limits: readonly (string | undefined)[] }> {
  const without = (why: string) => ({
    bus: undefined,
    notices: NO_NOTICES,
    tray: undefined,
    limits: [`There are neither notices nor a tray icon: ${why} Start Parley again to open its window.`],
  });
  if (process.platform !== 'linux') return without('the client has them here only by Electron.');
  const address = sessionBusAddress(env);
  if (address === undefined) return without('this session has no message bus (D-Bus).');
  try {
    const bus = await Bus.connect(address);
    const notices = await findNotices(bus, log);
    const tray = await findTray(bus, log, menu);
    return { bus, notices, tray, limits: [notices.limit, tray.limit] };
  } catch (error) {
    return without(`the message bus of this session does not answer (${(error as Error).message}).`);
  }
}

/** Chromium's sandbox refuses to run as root. */
function rootArgs(log: Log): string[] {
  if (process.getuid?.() !== 0) return [];
  log('Parley runs as root, where the browser has no sandbox: start it as a person instead.');
  return ['--no-sandbox'];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false; // Absent or not a program: the next place may have one.
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // Leads nowhere: then it is no program either.
  }
}
