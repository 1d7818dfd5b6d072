// What the Electron adapter touches of Electron, with strings to pull: its binary is not there where the tests run.
import { EventEmitter } from 'node:events';
import type { ElectronModule } from '../electron/shell.ts';

type Handler = (...args: never[]) => unknown;

class FakeContents extends EventEmitter {
  readonly mainFrame: { url: string } = { url: '' };
  readonly sent: unknown[] = [];
  opener: ((details: { url: string }) => { action: string }) | undefined;
  setWindowOpenHandler = (opener: (details: { url: string }) => { action: string }): void => {
    this.opener = opener;
  };
  send = (_channel: string, json: string): void => {
    this.sent.push(JSON.parse(json));
  };
}

/** Address at which nothing answers. */
export const UNREACHABLE = 'https://nowhere.example/';

class FakeNotification extends EventEmitter {
  static isSupported = (): boolean => true;
  show = (): void => undefined;
  close = (): void => void this.emit('close');
}

export class FakeBrowserWindow extends EventEmitter {
  static made: FakeBrowserWindow[] = [];
  readonly options: { webPreferences: Record<string, unknown> } & Record<string, unknown>;
  readonly webContents = new FakeContents();
  readonly done: string[] = [];
  #destroyed = false;

  constructor(options: FakeBrowserWindow['options']) {
    super();
    this.options = options;
    FakeBrowserWindow.made.push(this);
  }

  loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url;
    if (url === UNREACHABLE)
      setImmediate(() =>
        this.webContents.emit('did-fail-load', {}, -102, 'ERR_CONNECTION_REFUSED', url, true),
      );
    return Promise.resolve();
  }
  loadFile(path: string): Promise<void> {
    return this.loadURL(`file://${path}`);
  }
  isDestroyed = (): boolean => this.#destroyed;
  isMinimized = (): boolean => false;
  getNormalBounds = () => ({ x: 1, y: 2, width: 3, height: 4 });
  show = (): void => void this.done.push('show');
  hide = (): void => void this.done.push('hide');
  focus = (): void => void this.done.push('focus');
  setBounds = (bounds: object): void => void this.done.push(`bounds ${JSON.stringify(bounds)}`);
  setAlwaysOnTop = (on: boolean): void => void this.done.push(`on top ${on}`);
  setVisibleOnAllWorkspaces = (): void => undefined;
  close(): void {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    if (!prevented) this.destroy();
  }
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.emit('closed');
  }
}

/** One partition, whatever it is called. */
export function createFakeElectron() {
  FakeBrowserWindow.made = [];
  const handlers: Record<string, Handler | null> = {};
  const set =
    (name: string) =>
    (handler: Handler | null): void => {
      handlers[name] = handler;
    };
  const session = {
    setPermissionRequestHandler: set('request'),
    setPermissionCheckHandler: set('check'),
    setDevicePermissionHandler: set('device'),
    setCertificateVerifyProc: set('verify'),
    setDisplayMediaRequestHandler: set('display'),
    cookies: {
      get: () =>
        Promise.resolve([
          { name: 'parley', value: 'token' },
          { name: 'other', value: '1' },
        ]),
    },
  };
  const opened: string[] = [];
  const questions: { message: string }[] = [];
  const answers: number[] = [];
  const ipcMain = new EventEmitter();
  const keys = new Map<string, () => void>();
  const electron = {
    BrowserWindow: FakeBrowserWindow,
    session: { fromPartition: () => session },
    ipcMain,
    shell: { openExternal: (url: string) => Promise.resolve(void opened.push(url)) },
    dialog: {
      showMessageBox: (question: { message: string }) => {
        questions.push(question);
        return Promise.resolve({ response: answers.shift() ?? 0 });
      },
    },
    globalShortcut: {
      register: (key: string, pressed: () => void) => Boolean(keys.set(key, pressed)),
      unregisterAll: () => keys.clear(),
    },
    desktopCapturer: {
      getSources: () =>
        Promise.resolve(
          ['screen:0', 'window:7'].map((id) => ({ id, name: id, thumbnail: { toDataURL: () => 'data:' } })),
        ),
    },
    Notification: FakeNotification,
  };
  const call = (name: string, ...args: unknown[]): unknown =>
    (handlers[name] as ((...all: unknown[]) => unknown) | undefined)?.(...args);
  return {
    electron: electron as unknown as ElectronModule,
    /** Addresses opened in the person's browser. */
    opened,
    questions,
    /** Numbers of the buttons pressed next. */
    answers,
    /** Calls what the adapter has set. */
    call,
    press: (key: string) => keys.get(key)?.(),
    /** The page in this window says it. */
    say(window: FakeBrowserWindow, json: string, frame: object = window.webContents.mainFrame) {
      ipcMain.emit('parley', { sender: window.webContents, senderFrame: frame }, json);
    },
  };
}
