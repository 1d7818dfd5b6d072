// All windows, and the browser behind them: started with the first, ended a little after the last.
import type { Bounds, WindowOptions } from '../shell.ts';
import { Browser, type AttachedPage, type BrowserOptions } from './browser.ts';
import { cookieHeader } from './cookies.ts';
import type { OnTop } from './on-top.ts';
import { PageWindow } from './page-window.ts';
import { writePreferences } from './preferences.ts';
import { freeProfile } from './profile-lock.ts';
import type { Cookie } from './protocol.ts';

export interface WindowsOptions extends BrowserOptions {
  readonly onTop: OnTop;
  readonly openExternal: (url: string) => void;
}

/** Ms that a browser without windows is kept for the next one. */
const LINGER = 3_000;
/** Ms that a page which nobody asked for has to say where it leads. */
const STRAY = 2_000;

/** What the server's origin is given, by the names of the permissions' standards. */
const GRANTED = [
  'camera',
  'microphone',
  'notifications',
  'display-capture',
  'screen-wake-lock',
  'speaker-selection',
  'clipboard-write',
  'local-network-access',
];

export class Windows {
  readonly #options: WindowsOptions;
  readonly #open = new Set<PageWindow>();
  /** On its way, or running. */
  #browser: Promise<Browser> | undefined;
  /** Running. */
  #current: Browser | undefined;
  /** The one before, on its way out. */
  #ending: Promise<void> | undefined;
  /** As they were when the browser last ended in good order: nobody else writes the profile. */
  #cookies: readonly Cookie[] | undefined;
  /** Who is about to have a window, or looks at the cookies. */
  #users = 0;
  #farewell: NodeJS.Timeout | undefined;

  constructor(options: WindowsOptions) {
    this.#options = options;
  }

  async open(options: WindowOptions): Promise<PageWindow> {
    return this.#withBrowser(options.bounds, async (browser) => {
      if (options.origin !== undefined) await this.#grant(browser, options.origin);
      const page = await browser.openPage();
      const { onTop, openExternal, log } = this.#options;
      const window = await PageWindow.open({ browser, page, options, onTop, openExternal, log }).catch(
        (error: unknown) => {
          closeTarget(browser, page);
          throw error;
        },
      );
      if (!window.isOpen) throw new Error('The window was closed while it was opening.');
      this.#open.add(window);
      window.on('closed', () => {
        this.#open.delete(window);
        this.#lingerUnlessUsed();
      });
      return window;
    });
  }

  async cookies(origin: string): Promise<string | undefined> {
    await this.#ending;
    if (!this.#browser && this.#cookies) return cookieHeader(origin, this.#cookies);
    return this.#withBrowser(undefined, async (browser) => cookieHeader(origin, await browser.cookies()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open].map((window) => window.close()));
    clearTimeout(this.#farewell);
    const browser = await this.#browser;
    if (browser) await browser.close();
    await this.#ending;
  }

  /** A browser that ends under the hands of who uses it is started once more. */
  async #withBrowser<T>(first: Bounds | undefined, use: (browser: Browser) => Promise<T>): Promise<T> {
    this.#users += 1;
    clearTimeout(this.#farewell);
    try {
      const browser = await this.#running(first);
      try {
        return await use(browser);
      } catch (error) {
        if (!browser.isOver) throw error;
        return await use(await this.#running(first));
      }
    } finally {
      this.#users -= 1;
      this.#lingerUnlessUsed();
    }
  }

  #running(first: Bounds | undefined): Promise<Browser> {
    this.#browser ??= this.#start(first);
    return this.#browser;
  }

  async #start(first: Bounds | undefined): Promise<Browser> {
    try {
      await this.#ending;
      this.#cookies = undefined;
      await freeProfile(this.#options.profile, this.#options.log);
      await writePreferences(this.#options.profile);
      const browser = await Browser.start(this.#options, first);
      browser.on('stray', (page) => this.#showElsewhere(browser, page));
      browser.on('ended', () => {
        if (this.#current === browser) this.#browser = this.#current = undefined;
      });
      this.#current = browser;
      return browser;
    } catch (error) {
      this.#browser = undefined;
      throw error;
    }
  }

  #lingerUnlessUsed(): void {
    clearTimeout(this.#farewell);
    const browser = this.#current;
    if (!browser || this.#isUsed()) return;
    this.#farewell = setTimeout(() => {
      this.#end(browser).catch((error: Error) => this.#options.log(`The browser: ${error.message}`));
    }, LINGER);
  }

  #isUsed(): boolean {
    return this.#users > 0 || this.#open.size > 0;
  }

  async #end(browser: Browser): Promise<void> {
    const cookies = await browser.cookies();
    if (this.#isUsed() || this.#current !== browser) return;
    this.#browser = this.#current = undefined;
    this.#ending = browser.close().then(() => void (this.#cookies = cookies));
    await this.#ending;
  }

  async #grant(browser: Browser, origin: string): Promise<void> {
    for (const name of GRANTED) {
      try {
        await browser.session.send('Browser.setPermission', {
          permission: { name },
          setting: 'granted',
          origin,
        });
      } catch (error) {
        this.#options.log(`Not granted to ${origin}: ${name} (${(error as Error).message}).`);
      }
    }
  }

  /** A page that leads out of our windows: by a link, a script, or a key of the browser such as for a new tab. */
  #showElsewhere(browser: Browser, page: AttachedPage): void {
    const { target, session } = page;
    const run = (): Promise<unknown> => session.send('Runtime.runIfWaitingForDebugger', {});
    const gone = (): undefined => undefined; // It was closed: nothing is left to do.
    if (target.url.startsWith('devtools:')) return void run().catch(gone);
    let timer: NodeJS.Timeout | undefined;
    const close = (): void => {
      clearTimeout(timer);
      closeTarget(browser, page);
    };
    const leads = (url: string): void => {
      if (/^https?:/.test(url)) this.#options.openExternal(url);
      close();
    };
    if (/^(https?|chrome):/.test(target.url)) return leads(target.url);
    timer = setTimeout(close, STRAY);
    session.on('Fetch.requestPaused', ({ request }) => leads(request.url));
    const patterns = [{ urlPattern: '*', requestStage: 'Request' as const }];
    session.send('Fetch.enable', { patterns }).then(run).catch(gone);
  }
}

function closeTarget(browser: Browser, { target }: AttachedPage): void {
  const { targetId } = target;
  // It may be gone by itself.
  browser.session.send('Target.closeTarget', { targetId }).catch(() => undefined);
}
