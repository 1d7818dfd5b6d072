// One run of the browser, driven over its pipe. It has no window at first, lives on without one, and ends when told to.
import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { Emitter } from '../emitter.ts';
import type { Bounds } from '../shell.ts';
import { CdpConnection, type CdpSession } from './cdp.ts';
import type { Cookie, TargetInfo } from './protocol.ts';

export type Log = (sentence: string) => void;

export interface BrowserOptions {
  readonly program: string;
  readonly profile: string;
  /** Beside those of this file. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
}

export interface AttachedPage {
  readonly target: TargetInfo;
  /** Halted before its first script. */
  readonly session: CdpSession;
}

interface BrowserEvents {
  /** A page that nobody asked for: by a link, by a script, by a key of the browser. */
  stray: AttachedPage;
  /** By itself, by a crash, or because it was told to. */
  ended: undefined;
}

/** Ms that a browser may take to start, and then to show a window. */
const PATIENCE = 20_000;
/** How it ends when it was told to. */
const WELL = 'code 0';
/** Ms in which it puts its profile in order and ends. */
const FAREWELL = 5_000;

const ARGS = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-sync',
  '--disable-search-engine-choice-screen',
  '--disable-features=Translate',
  '--hide-crash-restore-bubble',
  '--disable-session-crashed-bubble',
  // The person's wallet would ask for its password when the computer starts. The profile's folder is this person's alone.
  '--password-store=basic',
  // A ring is to be heard before anybody has clicked.
  '--autoplay-policy=no-user-gesture-required',
  // A call is not to stutter because another window lies over it.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** Shown until the page is there. A window's page can be prepared only before it is asked for: this one asks for nothing. */
const BLANK = 'data:text/html,<title>Parley</title><meta name="color-scheme" content="light dark">';

export class Browser extends Emitter<BrowserEvents> {
  readonly #options: BrowserOptions;
  readonly #child: ChildProcess;
  readonly #connection: CdpConnection;
  readonly #expected = new Map<string, (page: AttachedPage) => void>();
  readonly #ended: Promise<void>;
  #lastWindow = 0;
  #isOver = false;

  /** `first`: where its first window will be. */
  static async start(options: BrowserOptions, first: Bounds | undefined): Promise<Browser> {
    const browser = new Browser(options, first);
    await browser.#ready();
    return browser;
  }

  private constructor(options: BrowserOptions, first: Bounds | undefined) {
    super();
    this.#options = options;
    this.#child = spawn(
      options.program,
      [...this.#args(), '--remote-debugging-pipe', '--no-startup-window', ...placeArgs(first)],
      { env: options.env, stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
    );
    const said = lastLine(this.#child.stderr);
    this.#connection = new CdpConnection(this.#child.stdio[3] as Writable, this.#child.stdio[4] as Readable);
    this.#connection.browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) =>
      this.#attached({ target: targetInfo, session: this.#connection.session(sessionId) }),
    );
    this.#ended = new Promise((resolve) => {
      const end = (how: string): void => {
        if (this.#isOver) return;
        this.#isOver = true;
        this.#connection.close();
        const isWell = how === WELL || said() === '';
        options.log(`The browser has ended (${how}).${isWell ? '' : ` It said last: ${said()}`}`);
        resolve();
        this.emit('ended', undefined);
      };
      this.#child.once('error', (error) => end(error.message));
      this.#child.once('exit', (code, signal) => end(signal ?? `code ${code}`));
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get session(): CdpSession {
    return this.#connection.browser;
  }

  /** A page in a window of its own, blank. */
  async openPage(): Promise<AttachedPage> {
    const address = `${BLANK}#${++this.#lastWindow}`;
    // A second start with the same profile is taken by the first, which opens the window.
    const messenger = spawn(
      this.#options.program,
      [...this.#args(), '--remote-debugging-pipe', `--app=${address}`],
      { env: this.#options.env, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    );
    // Should the first have ended in between, the second is a browser of its own, which ends as this pipe does.
    for (const pipe of [messenger.stdio[3], messenger.stdio[4]]) pipe?.on('error', () => undefined);
    try {
      return await this.#within(
        new Promise<AttachedPage>((resolve, reject) => {
          this.#expected.set(address, resolve);
          messenger.once('error', reject);
        }),
        'open a window',
      );
    } finally {
      this.#expected.delete(address);
      (messenger.stdio[3] as Writable).destroy();
    }
  }

  async cookies(): Promise<readonly Cookie[]> {
    return (await this.session.send('Storage.getCookies', {})).cookies;
  }

  /** Resolves when it has ended. Idempotent. */
  async close(): Promise<void> {
    // Refused where it has ended or is about to: that is what is wanted.
    this.session.send('Browser.close', {}).catch(() => undefined);
    const kill = setTimeout(() => {
      this.#options.log('The browser does not end by itself, and is killed.');
      this.#child.kill('SIGKILL');
    }, FAREWELL);
    await this.#ended;
    clearTimeout(kill);
  }

  async #ready(): Promise<void> {
    try {
      const { product } = await this.#within(this.session.send('Browser.getVersion', {}), 'start');
      await this.session.send('Target.setAutoAttach', {
        autoAttach: true,
        waitForDebuggerOnStart: true,
        flatten: true,
        filter: [{ type: 'page', exclude: false }, { exclude: true }],
      });
      this.#options.log(`The browser runs: ${product}, process ${this.#child.pid}.`);
    } catch (cause) {
      this.#child.kill('SIGKILL');
      const why = (cause as Error).message;
      throw new Error(`${this.#options.program} could not be started for Parley's window. ${why}`, { cause });
    }
  }

  #args(): string[] {
    return [`--user-data-dir=${this.#options.profile}`, '--class=parley', ...ARGS, ...this.#options.args];
  }

  #attached(page: AttachedPage): void {
    const opened = this.#expected.get(page.target.url);
    if (opened) opened(page);
    else this.emit('stray', page);
  }

  async #within<T>(promise: Promise<T>, what: string): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`The browser did not ${what} within ${PATIENCE / 1_000} s.`)),
        PATIENCE,
      );
    });
    const over = this.#ended.then(() =>
      Promise.reject(new Error(`The browser ended before it could ${what}.`)),
    );
    try {
      return await Promise.race([promise, late, over]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function placeArgs(bounds: Bounds | undefined): string[] {
  if (!bounds) return [];
  const { x, y, width, height } = bounds;
  return [
    `--window-size=${width},${height}`,
    ...(x !== undefined && y !== undefined ? [`--window-position=${x},${y}`] : []),
  ];
}

/** Reads all that is said, as who says it would stop otherwise, and keeps the last of it. */
function lastLine(stream: Readable | null): () => string {
  let last = '';
  stream?.on('data', (bytes: Buffer) => {
    last = bytes.toString().trim().split('\n').at(-1)?.slice(0, 500) ?? '';
  });
  return () => last;
}
