// One window: kept on its origin, with a port to its page.
import type { BrowserWindow, IpcMainEvent, WebContents } from 'electron';
import { parsePageMessage, type HostMessage } from '@parley/desktop-port';
import { Emitter } from '../emitter.ts';
import type { Bounds, ShellWindow, WindowEvents, WindowOptions } from '../shell.ts';
import { sameOrigin } from './permissions.ts';

/** Ms that a page has to let go of its session before its window is taken away. */
const LAST_WORD = 1_000;
/** Chromium's word for a load that another one has replaced. */
const ABORTED = -3;

export interface WindowParts {
  make: () => BrowserWindow;
  openExternal: (url: string) => void;
}

export class ElectronWindow extends Emitter<WindowEvents> implements ShellWindow {
  readonly #window: BrowserWindow;
  readonly #options: WindowOptions;
  readonly #gone: Promise<void>;
  #closing = false;

  constructor(options: WindowOptions, { make, openExternal }: WindowParts) {
    super();
    this.#options = options;
    this.#window = make();
    const { webContents: contents } = this.#window;
    this.keepOnTop(options.onTop);
    this.#gone = new Promise((resolve) => {
      this.#window.once('closed', () => {
        this.emit('closed', undefined);
        resolve();
      });
    });
    this.#window.on('close', (event) => this.#letGo(event));
    const moved = (): void => this.emit('moved', this.#window.getNormalBounds());
    this.#window.on('moved', moved);
    this.#window.on('resized', moved);
    contents.on('did-fail-load', (_, code, description, url, isMainFrame) => {
      if (isMainFrame && code !== ABORTED) this.emit('failed', { what: 'network', url, code: description });
    });
    contents.on('render-process-gone', (_, { reason }) => {
      if (reason === 'clean-exit') return;
      // Nothing of it can be said any more: the next window begins anew.
      this.#window.destroy();
    });
    keepOnOrigin(contents, options.origin, openExternal);
    this.load(options.url);
  }

  get contents(): WebContents {
    return this.#window.webContents;
  }

  get origin(): string | undefined {
    return this.#options.origin;
  }

  /** From the preload script of this window. */
  heard(event: IpcMainEvent, json: string): void {
    event.returnValue = undefined;
    const { origin } = this.#options;
    if (event.senderFrame !== this.contents.mainFrame) return;
    if (origin === undefined) return this.#form(json);
    if (!sameOrigin(event.senderFrame.url, origin)) return;
    const message = parsePageMessage(json);
    if (message) this.emit('message', message);
    if (message?.t === 'released' && this.#closing) this.#window.destroy();
  }

  send(message: HostMessage): void {
    this.tell(message);
  }

  tell(message: unknown): void {
    if (!this.#window.isDestroyed()) this.contents.send('parley', JSON.stringify(message));
  }

  load(url: string): void {
    // A failure is told by the event.
    this.#window.loadURL(url).catch(() => undefined);
  }

  focus(): void {
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  place(bounds: Bounds): void {
    this.#window.setBounds(bounds);
  }

  keepOnTop(on: boolean): void {
    this.#window.setAlwaysOnTop(on, 'screen-saver');
    this.#window.setVisibleOnAllWorkspaces(on);
  }

  close(): Promise<void> {
    if (!this.#window.isDestroyed()) this.#window.close();
    return this.#gone;
  }

  #form(json: string): void {
    try {
      this.emit('form', JSON.parse(json));
    } catch {
      // Not of our own page's making.
    }
  }

  /** The page is asked for its session first, and waited for no longer than a person would. */
  #letGo(event: { preventDefault: () => void }): void {
    if (this.#closing || this.#options.origin === undefined) return;
    this.#closing = true;
    event.preventDefault();
    this.#window.hide();
    this.send({ t: 'release' });
    setTimeout(() => {
      if (!this.#window.isDestroyed()) this.#window.destroy();
    }, LAST_WORD);
  }
}

/** Only a redirect of the server's own leads elsewhere: to the provider that people sign in with, whose pages lead back. */
function keepOnOrigin(
  contents: WebContents,
  origin: string | undefined,
  openExternal: (url: string) => void,
): void {
  const isOwn = (url: string): boolean => origin !== undefined && sameOrigin(url, origin);
  let signsIn = false;
  contents.on('did-navigate', (_, url) => (signsIn = origin !== undefined && !isOwn(url)));
  contents.on('will-navigate', (event) => {
    if (isOwn(event.url) || signsIn) return;
    event.preventDefault();
    openExternal(event.url);
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame && !isOwn(event.url) && !signsIn) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url);
    return { action: 'deny' };
  });
}
