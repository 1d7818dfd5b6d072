// What the PC client needs of the desktop and of whatever shows its windows. Two adapters: app-mode and electron.
import type { HostMessage, PageMessage } from '@parley/desktop-port';

/** In pixels of the screen. */
export interface Bounds {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowOptions {
  /** The server's page, or a page of the client's own (`file:`). */
  readonly url: string;
  /**
   * The server's origin: the window stays on it, links elsewhere open in the person's browser, and it alone is given camera,
   * microphone, screen and notifications. Absent for a page of the client's own, which is given nothing.
   */
  readonly origin?: string;
  readonly bounds: Bounds;
  /** Above other windows and on every workspace, where the desktop lets one: while it rings. */
  readonly onTop: boolean;
}

export interface WindowEvents {
  /** Of the server's page, already checked. */
  message: PageMessage;
  /** Of a page of the client's own. */
  form: unknown;
  /** Moved or resized by the person. */
  moved: Bounds;
  /** It is gone, by whomever, and what it said last has been told. */
  closed: undefined;
  /** The page could not be loaded, or has crashed. */
  failed: LoadFailure;
}

export type LoadFailure =
  /** `code`: Chromium's, such as `net::ERR_CONNECTION_REFUSED`. */
  | { readonly what: 'network'; readonly url: string; readonly code: string }
  /** Not the server's own page: what a proxy says whose server is stopped. */
  | { readonly what: 'status'; readonly url: string; readonly status: number }
  | { readonly what: 'crashed' };

export interface ShellWindow {
  on<K extends keyof WindowEvents>(event: K, listener: (value: WindowEvents[K]) => void): () => void;
  send(message: HostMessage): void;
  /** To a page of the client's own. */
  tell(message: unknown): void;
  load(url: string): void;
  focus(): void;
  place(bounds: Bounds): void;
  keepOnTop(on: boolean): void;
  /** Resolves when it is gone. Idempotent. */
  close(): Promise<void>;
}

export interface Notice {
  readonly title: string;
  readonly body: string;
  /** Buttons, by the name that the answer has. The first is the one meant for a click on the notice itself. */
  readonly actions: readonly { readonly name: string; readonly label: string }[];
  /** Stays until it is answered or withdrawn. */
  readonly urgent: boolean;
}

export interface ShownNotice {
  /** The action chosen; nothing where it was dismissed, withdrawn, or notices can't be answered here. */
  readonly answer: Promise<string | undefined>;
  withdraw(): void;
}

export type Presence = 'offline' | 'connecting' | 'online' | 'in-call';

export interface TrayState {
  readonly presence: Presence;
  readonly unread: number;
  readonly tooltip: string;
  /** In this order. An item without a label is a separator. */
  readonly menu: readonly { readonly name: string; readonly label?: string; readonly checked?: boolean }[];
}

export interface ShellEvents {
  /** A menu item of the tray by its name; `open` for a click on the icon. */
  tray: string;
  /** The system-wide key for the microphone. */
  'mute-key': undefined;
}

/** Of a server; `body` is parsed JSON, and nothing where it is none. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface DesktopShell {
  readonly name: 'app-mode' | 'electron';
  /** What this desktop can't do, in sentences for the log and `--doctor`: no tray, no key, no notices. */
  readonly limits: readonly string[];
  on<K extends keyof ShellEvents>(event: K, listener: (value: ShellEvents[K]) => void): () => void;
  openWindow(options: WindowOptions): Promise<ShellWindow>;
  /** Value of the header `Cookie` for this origin, from the profile of the windows; nothing where there is none. */
  cookies(origin: string): Promise<string | undefined>;
  /** PEM of an authority that the person trusts in the windows for this origin, though this computer does not. */
  authority?(origin: string): string | undefined;
  /** Asks as a window does, which may ask the person whom to trust. Rejects with what is in the way. */
  ask?(url: string): Promise<Answer>;
  notify(notice: Notice): ShownNotice;
  showTray(state: TrayState): void;
  /** Whether the client starts with the computer, without a window. */
  autostart(): Promise<boolean>;
  setAutostart(on: boolean): Promise<void>;
  /** Makes `parley:` links of this person's desktop open this client. */
  registerLinks(): Promise<void>;
  /** Keeps the screen awake. */
  keepAwake(on: boolean): void;
  /** Opens a web address in the person's browser. */
  openExternal(url: string): void;
  /** Closes windows and everything shown. */
  close(): Promise<void>;
}
