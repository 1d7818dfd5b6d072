// A desktop in memory: what is shown is remembered, and a test acts as the person and as the pages.
import type { HostMessage, PageMessage } from '@parley/desktop-port';
import { parsePageMessage } from '@parley/desktop-port';
import { Emitter } from '../emitter.ts';
import type {
  Bounds,
  DesktopShell,
  LoadFailure,
  Notice,
  ShellEvents,
  ShellWindow,
  ShownNotice,
  TrayState,
  WindowEvents,
  WindowOptions,
} from '../shell.ts';

export class FakeWindow extends Emitter<WindowEvents> implements ShellWindow {
  readonly options: WindowOptions;
  /** What its page was told. */
  readonly heard: unknown[] = [];
  /** What was done to it, in words. */
  readonly done: string[] = [];
  /** What its page says when it goes away. */
  lastWords: PageMessage | undefined;
  #gone: Promise<void>;
  #go: () => void = () => undefined;
  #isOpen = true;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    this.#gone = new Promise((resolve) => (this.#go = resolve));
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  send(message: HostMessage): void {
    this.tell(message);
  }
  tell(message: unknown): void {
    if (this.#isOpen) this.heard.push(JSON.parse(JSON.stringify(message)));
  }
  load = (url: string): void => void this.done.push(`load ${url}`);
  focus = (): void => void this.done.push('focus');
  place = ({ width, height }: Bounds): void => void this.done.push(`place ${width}×${height}`);
  keepOnTop = (on: boolean): void => void this.done.push(`on top ${on}`);

  async close(): Promise<void> {
    // As in a browser, not within the call.
    await Promise.resolve();
    this.leave();
    return this.#gone;
  }

  // The page and the person

  say(message: unknown): void {
    if (this.options.origin === undefined) return this.emit('form', message);
    const known = parsePageMessage(JSON.stringify(message));
    if (known) this.emit('message', known);
  }

  /** By the person, or at the end of `close`. */
  leave(): void {
    if (!this.#isOpen) return;
    if (this.lastWords) this.say(this.lastWords);
    this.#isOpen = false;
    this.emit('closed', undefined);
    this.#go();
  }

  fail(failure: LoadFailure): void {
    this.emit('failed', failure);
  }
}

export interface FakeNotice extends Notice {
  /** While it is there to be seen. */
  visible: boolean;
  press(action: string | undefined): void;
}

export class FakeShell extends Emitter<ShellEvents> implements DesktopShell {
  readonly name = 'app-mode';
  readonly limits: readonly string[] = [];
  readonly windows: FakeWindow[] = [];
  readonly notices: FakeNotice[] = [];
  readonly opened: string[] = [];
  tray: TrayState | undefined;
  starts = false;
  awake = false;
  cookie: string | undefined;
  /** Addresses that can't be loaded. */
  unreachable: ((url: string) => boolean) | undefined;

  /** The one that is open. */
  get window(): FakeWindow | undefined {
    return this.windows.findLast(({ isOpen }) => isOpen);
  }
  get visible(): string[] {
    return this.notices.filter(({ visible }) => visible).map(({ title }) => title);
  }

  async openWindow(options: WindowOptions): Promise<ShellWindow> {
    const window = new FakeWindow(options);
    this.windows.push(window);
    if (this.unreachable?.(options.url))
      setTimeout(() => window.fail({ what: 'network', url: options.url, code: 'ERR_TIMED_OUT' }));
    return window;
  }
  cookies = (): Promise<string | undefined> => Promise.resolve(this.cookie);
  notify(notice: Notice): ShownNotice {
    let answered: (action: string | undefined) => void = () => undefined;
    const answer = new Promise<string | undefined>((resolve) => (answered = resolve));
    const press = (action: string | undefined): void => {
      shown.visible = false;
      answered(action);
    };
    const shown: FakeNotice = { ...notice, visible: true, press };
    this.notices.push(shown);
    return { answer, withdraw: () => press(undefined) };
  }
  showTray = (state: TrayState): void => void (this.tray = state);
  autostart = (): Promise<boolean> => Promise.resolve(this.starts);
  setAutostart(on: boolean): Promise<void> {
    this.starts = on;
    return Promise.resolve();
  }
  registerLinks = (): Promise<void> => Promise.resolve();
  keepAwake = (on: boolean): void => void (this.awake = on);
  openExternal = (url: string): void => void this.opened.push(url);
  async close(): Promise<void> {
    await Promise.all(this.windows.map((window) => window.close()));
  }
}
