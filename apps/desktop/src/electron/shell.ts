// The PC client's desktop by Electron: windows, tray, notices, key, autostart and links.
import type * as Electron from 'electron';
import type { BrowserWindow, IpcMainEvent, NativeImage, PowerSaveBlocker, Tray, WebContents } from 'electron';
import { Emitter } from '../emitter.ts';
import { drawTrayIcon } from '../tray-icon.ts';
import { parseJson } from '../core/requests.ts';
import type {
  Answer,
  DesktopShell,
  Notice,
  ShellEvents,
  ShellWindow,
  ShownNotice,
  TrayState,
  WindowOptions,
} from '../shell.ts';
import type { Language } from '@parley/languages';
import { WORDS } from '../words/words.ts';
import { pinCertificates, questionWords, type CertificateQuestion } from './certificates.ts';
import { grantByOrigin } from './permissions.ts';
import type { Pins } from './pins.ts';
import { pickScreen } from './screen-picker.ts';
import { ElectronWindow } from './window.ts';

/** What is used of Electron; a parameter, because its binary is not there where the tests run. */
export type ElectronModule = typeof Electron;

export interface ElectronShellOptions {
  electron: ElectronModule;
  /** Of the pages' cookies and storage. */
  partition: string;
  /** Absolute paths. */
  preload: string;
  pickerPage: string;
  pins: Pins;
  language: Language;
  /** Electron accelerator of the key that mutes; see its documentation. */
  muteKey: string;
}

/** Pixels of a side. */
const ICON = 32;
/** Addresses of other programs are not ours to open. */
const OPENABLE: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

export class ElectronShell extends Emitter<ShellEvents> implements DesktopShell {
  readonly name = 'electron';
  readonly limits: readonly string[];
  readonly #options: ElectronShellOptions;
  readonly #windows = new Set<ElectronWindow>();
  #tray: Tray | undefined;
  #awake: ReturnType<PowerSaveBlocker['start']> | undefined;

  /** Once `app` is ready. */
  constructor(options: ElectronShellOptions) {
    super();
    const { electron, muteKey, pins } = options;
    this.#options = options;
    const session = electron.session.fromPartition(options.partition);
    grantByOrigin(session, (contents) => this.#windowOf(contents)?.origin);
    pinCertificates(session, { pins, ask: (question) => this.#askToTrust(question) });
    session.setDisplayMediaRequestHandler(
      ({ frame, audioRequested }, answer) => {
        const own = frame && [...this.#windows].find(({ contents }) => contents.mainFrame === frame);
        if (!own) return answer(null);
        const parts = {
          electron,
          page: options.pickerPage,
          preload: options.preload,
          language: options.language,
          withSound: audioRequested,
        };
        pickScreen(parts).then(answer, () => answer(null));
      },
      { useSystemPicker: true },
    );
    electron.ipcMain.on('parley', (event: IpcMainEvent, json: unknown) => {
      event.returnValue = undefined;
      if (typeof json === 'string') this.#windowOf(event.sender)?.heard(event, json);
    });
    const hasKey = electron.globalShortcut.register(muteKey, () => this.emit('mute-key', undefined));
    this.limits = limitsOf(electron, hasKey ? undefined : muteKey);
  }

  openWindow(options: WindowOptions): Promise<ShellWindow> {
    const window = new ElectronWindow(options, {
      make: () => this.#make(options),
      openExternal: (url) => this.openExternal(url),
    });
    this.#windows.add(window);
    window.on('closed', () => this.#windows.delete(window));
    return Promise.resolve(window);
  }

  async cookies(origin: string): Promise<string | undefined> {
    const { electron, partition } = this.#options;
    const found = await electron.session.fromPartition(partition).cookies.get({ url: origin });
    return found.length === 0 ? undefined : found.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  async ask(url: string): Promise<Answer> {
    const { electron, partition } = this.#options;
    const response = await electron.session.fromPartition(partition).fetch(url);
    return { status: response.status, body: parseJson(await response.text()) };
  }

  authority(origin: string): string | undefined {
    return this.#options.pins.get(new URL(origin).hostname)?.root;
  }

  notify({ title, body, actions, urgent }: Notice): ShownNotice {
    const { Notification } = this.#options.electron;
    const shown = new Notification({
      title,
      body,
      urgency: urgent ? 'critical' : 'normal',
      timeoutType: urgent ? 'never' : 'default',
      actions: actions.map(({ label }) => ({ type: 'button', text: label })),
    });
    const answer = new Promise<string | undefined>((resolve) => {
      shown.on('action', ({ actionIndex }) => resolve(actions[actionIndex]?.name));
      shown.on('click', () => resolve(actions[0]?.name));
      shown.on('close', () => resolve(undefined));
      shown.on('failed', () => resolve(undefined));
    });
    shown.show();
    return { answer, withdraw: () => shown.close() };
  }

  showTray({ presence, unread, tooltip, menu }: TrayState): void {
    const { electron } = this.#options;
    const icon = this.#draw(presence, unread > 0);
    this.#tray ??= this.#makeTray(icon);
    this.#tray.setImage(icon);
    this.#tray.setToolTip(tooltip);
    this.#tray.setContextMenu(
      electron.Menu.buildFromTemplate(
        menu.map(({ name, label, checked }) =>
          label === undefined
            ? { type: 'separator' }
            : {
                label,
                type: checked === undefined ? 'normal' : 'checkbox',
                checked: checked ?? false,
                click: () => this.emit('tray', name),
              },
        ),
      ),
    );
    electron.app.setBadgeCount(unread);
  }

  autostart(): Promise<boolean> {
    return Promise.resolve(this.#options.electron.app.getLoginItemSettings().openAtLogin);
  }

  setAutostart(on: boolean): Promise<void> {
    this.#options.electron.app.setLoginItemSettings({ openAtLogin: on, args: ['--hidden'] });
    return Promise.resolve();
  }

  registerLinks(): Promise<void> {
    this.#options.electron.app.setAsDefaultProtocolClient('parley');
    return Promise.resolve();
  }

  keepAwake(on: boolean): void {
    const { powerSaveBlocker } = this.#options.electron;
    if (on) {
      this.#awake ??= powerSaveBlocker.start('prevent-display-sleep');
    } else if (this.#awake !== undefined) {
      powerSaveBlocker.stop(this.#awake);
      this.#awake = undefined;
    }
  }

  openExternal(url: string): void {
    if (!URL.canParse(url) || !OPENABLE.has(new URL(url).protocol)) return;
    // Where nothing opens it, the desktop says so itself.
    this.#options.electron.shell.openExternal(url).catch(() => undefined);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#windows].map((window) => window.close()));
    this.#options.electron.globalShortcut.unregisterAll();
    this.keepAwake(false);
    this.#tray?.destroy();
    this.#tray = undefined;
  }

  #make({ bounds, origin }: WindowOptions): BrowserWindow {
    const { electron, partition, preload } = this.#options;
    return new electron.BrowserWindow({
      ...bounds,
      minWidth: 320,
      minHeight: 220,
      autoHideMenuBar: true,
      webPreferences: {
        partition,
        preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webviewTag: false,
        // A ring is to be heard before anybody has clicked.
        autoplayPolicy: 'no-user-gesture-required',
        // A call is not to stutter because another window lies over it.
        backgroundThrottling: false,
        additionalArguments: origin === undefined ? [] : [`--parley-origin=${origin}`],
      },
    });
  }

  #draw(presence: TrayState['presence'], hasUnread: boolean): NativeImage {
    const { size, argb } = drawTrayIcon(ICON, presence, hasUnread);
    return this.#options.electron.nativeImage.createFromBitmap(toBitmap(argb), { width: size, height: size });
  }

  #makeTray(icon: NativeImage): Tray {
    const tray = new this.#options.electron.Tray(icon);
    tray.on('click', () => this.emit('tray', 'open'));
    return tray;
  }

  #windowOf(contents: WebContents | null): ElectronWindow | undefined {
    return [...this.#windows].find((window) => window.contents === contents);
  }

  async #askToTrust(question: CertificateQuestion): Promise<boolean> {
    const { electron, language } = this.#options;
    const words = WORDS[language];
    const [message, detail, trust] = questionWords(question, words);
    const { response } = await electron.dialog.showMessageBox({
      type: 'warning',
      message,
      detail,
      buttons: [words.certificate.cancel, trust],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    return response === 1;
  }
}

/** Premultiplied and blue first, as Electron has them. */
function toBitmap(argb: Uint8Array): Buffer {
  const bitmap = Buffer.alloc(argb.length);
  for (let at = 0; at < argb.length; at += 4) {
    const [alpha = 0, red = 0, green = 0, blue = 0] = argb.subarray(at, at + 4);
    bitmap.set([...[blue, green, red].map((value) => Math.round((value * alpha) / 255)), alpha], at);
  }
  return bitmap;
}

function limitsOf({ Notification }: ElectronModule, takenKey: string | undefined): string[] {
  const limits: string[] = [];
  if (!Notification.isSupported())
    limits.push('This desktop shows no notices: only the ring window tells of a call.');
  if (process.platform === 'linux')
    limits.push('Notices have no buttons here: a call is accepted and declined in its window.');
  if (takenKey !== undefined)
    limits.push(`The key ${takenKey} is another program's: choose another as muteKey in parley.json.`);
  return limits;
}
