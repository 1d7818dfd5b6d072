// One window of the browser: its page is kept on its origin and has its port.
import { randomUUID } from 'node:crypto';
import { parsePageMessage, type HostMessage } from '@parley/desktop-port';
import { statusFailure } from '../core/load-failure.ts';
import { Emitter } from '../emitter.ts';
import type { Bounds, ShellWindow, WindowEvents, WindowOptions } from '../shell.ts';
import type { AttachedPage, Browser, Log } from './browser.ts';
import { placed, SCREEN_EXPRESSION, type Screen } from './default-place.ts';
import { judge } from './navigation.ts';
import type { OnTop } from './on-top.ts';
import { BINDING, fromPage, portScript, tellScript } from './port-script.ts';
import type { CdpEvents, RequestPaused, WindowBounds } from './protocol.ts';

export interface WindowParts {
  readonly browser: Browser;
  readonly page: AttachedPage;
  readonly options: WindowOptions;
  readonly onTop: OnTop;
  readonly openExternal: (url: string) => void;
  readonly log: Log;
}

/** Ms between looks at where the person has put the window: the browser does not tell. */
const LOOK = 1_000;
/** Ms that a window may take to close before its browser is ended. */
const PATIENCE = 3_000;
/** Of a load that another one replaced, or that became a download. */
const ABORTED = 'net::ERR_ABORTED';

export class PageWindow extends Emitter<WindowEvents> implements ShellWindow {
  readonly #parts: WindowParts;
  readonly #secret = randomUUID();
  readonly #gone: Promise<void>;
  #isOpen = true;
  #isClosing = false;
  #isAway = false;
  /** Asked for by the client, and on their way. */
  #loads = 0;
  /** What the page could not go to, while the browser says so in its place. */
  #unreachable: string | undefined;
  #bounds: Bounds | undefined;
  /** What was asked of the window, one after the other; its place does not wait until the desktop knows the window. */
  readonly #asked = {
    place: Promise.resolve<unknown>(undefined),
    stack: Promise.resolve<unknown>(undefined),
  };

  static async open(parts: WindowParts): Promise<PageWindow> {
    const window = new PageWindow(parts);
    await window.#prepare();
    return window;
  }

  private constructor(parts: WindowParts) {
    super();
    this.#parts = parts;
    const { browser, page } = parts;
    this.#gone = new Promise((resolve) => {
      const ended = (): void => {
        for (const stop of stops) stop();
        clearInterval(look);
        this.#isOpen = false;
        this.emit('closed', undefined);
        resolve();
      };
      const look = setInterval(() => this.#look(), LOOK);
      const stops = [
        browser.on('ended', ended),
        browser.session.on('Target.detachedFromTarget', ({ sessionId }) => {
          if (sessionId === page.session.id) ended();
        }),
      ];
    });
    page.session.on('Runtime.bindingCalled', (call) => this.#called(call));
    page.session.on('Fetch.requestPaused', (request) => this.#paused(request));
    page.session.on('Page.frameNavigated', ({ frame }) => this.#navigated(frame));
    page.session.on('Page.loadEventFired', () => this.#loaded());
    page.session.on('Page.javascriptDialogOpening', () => this.#dialog());
    page.session.on('Inspector.targetCrashed', () => this.emit('failed', { what: 'crashed' }));
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  send(message: HostMessage): void {
    this.tell(message);
  }

  tell(message: unknown): void {
    const expression = tellScript(this.#parts.options.origin, JSON.stringify(message));
    this.#parts.page.session.send('Runtime.evaluate', { expression }).then(
      ({ exceptionDetails }) => {
        if (exceptionDetails) this.#parts.log(`The page could not take a message: ${exceptionDetails.text}`);
      },
      (error: Error) => this.#late(error),
    );
  }

  load(url: string): void {
    this.#load(url).catch((error: Error) => this.#late(error));
  }

  focus(): void {
    this.#inOrder('place', async () => {
      const { windowId, bounds } = await this.#where();
      if (bounds.windowState === 'minimized') await this.#set(windowId, { windowState: 'normal' });
      await this.#parts.page.session.send('Page.bringToFront', {});
    });
    this.#inOrder('stack', async () => this.#parts.onTop.raise(await this.#title()));
  }

  place(bounds: Bounds): void {
    this.#inOrder('place', async () => this.#place(await this.#whole(bounds, false)));
  }

  keepOnTop(on: boolean): void {
    this.#inOrder('stack', async () => this.#parts.onTop.keep(await this.#title(), on));
  }

  close(): Promise<void> {
    if (!this.#isClosing && this.#isOpen) {
      this.#isClosing = true;
      const { browser, page, log } = this.#parts;
      browser.session
        .send('Target.closeTarget', { targetId: page.target.targetId })
        .catch((error: Error) => this.#late(error));
      const timer = setTimeout(() => {
        log('A window does not close: its browser is ended.');
        void browser.close();
      }, PATIENCE);
      void this.#gone.then(() => clearTimeout(timer));
    }
    return this.#gone;
  }

  async #prepare(): Promise<void> {
    const { page, options } = this.#parts;
    const { session } = page;
    await Promise.all([
      session.send('Page.enable', {}),
      session.send('Inspector.enable', {}),
      // Without it there is no binding.
      session.send('Runtime.enable', {}),
      session.send('Runtime.addBinding', { name: BINDING }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: portScript(options.origin, this.#secret),
      }),
      session.send('Fetch.enable', {
        patterns: (['Request', 'Response'] as const).map((requestStage) => ({
          urlPattern: '*',
          resourceType: 'Document',
          requestStage,
        })),
      }),
      session.send('Runtime.runIfWaitingForDebugger', {}),
    ]);
    await this.#place(await this.#whole(options.bounds, options.onTop));
    if (options.onTop) this.keepOnTop(true);
    this.load(options.url);
  }

  /** With a place, where there was none. */
  async #whole(bounds: Bounds, isRing: boolean): Promise<Bounds> {
    if (bounds.x !== undefined && bounds.y !== undefined) return bounds;
    const { result } = await this.#parts.page.session.send('Runtime.evaluate', {
      expression: SCREEN_EXPRESSION,
      returnByValue: true,
    });
    return placed(bounds, isRing, JSON.parse(String(result.value)) as Screen);
  }

  async #load(url: string): Promise<void> {
    this.#loads += 1;
    try {
      const { errorText } = await this.#parts.page.session.send('Page.navigate', { url });
      if (errorText && errorText !== ABORTED && this.#loads === 1)
        this.emit('failed', { what: 'network', url, code: errorText });
    } finally {
      this.#loads -= 1;
    }
  }

  #called({ name, payload }: CdpEvents['Runtime.bindingCalled']): void {
    const said = name === BINDING ? fromPage(payload, this.#secret) : undefined;
    if (!said) return;
    if (said.kind === 'link') return this.#parts.openExternal(said.url);
    if (this.#parts.options.origin === undefined) return this.#form(said.json);
    const message = parsePageMessage(said.json);
    if (message) this.emit('message', message);
    else this.#parts.log(`The page said what this client does not know: ${said.json.slice(0, 40)}`);
  }

  #form(json: string): void {
    try {
      this.emit('form', JSON.parse(json));
    } catch {
      this.#parts.log('A page of the client said what is no JSON.');
    }
  }

  #paused(paused: RequestPaused): void {
    const { page, options, openExternal } = this.#parts;
    const { requestId, request, frameId } = paused;
    const isMainFrame = frameId === page.target.targetId;
    const go = (): void => {
      page.session.send('Fetch.continueRequest', { requestId }).catch((error: Error) => this.#late(error));
    };
    const stop = (errorReason: 'Aborted' | 'BlockedByClient'): void => {
      page.session
        .send('Fetch.failRequest', { requestId, errorReason })
        .catch((error: Error) => this.#late(error));
    };
    if (paused.responseStatusCode !== undefined || paused.responseErrorReason !== undefined) {
      const failure = isMainFrame && statusFailure(request.url, paused.responseStatusCode ?? 0);
      if (failure) this.emit('failed', failure);
      return go();
    }
    const verdict = judge({
      url: request.url,
      origin: options.origin,
      isMainFrame,
      isRedirect: paused.redirectedRequestId !== undefined,
      isAway: this.#isAway,
    });
    if (verdict.kind === 'go') {
      this.#isAway = verdict.isAway;
      return go();
    }
    stop(verdict.kind === 'refuse' ? 'BlockedByClient' : 'Aborted');
    if (verdict.kind === 'elsewhere') openExternal(request.url);
  }

  /** Of the loads that nobody but the page asked for: of `load` the browser tells itself. */
  #navigated({ parentId, unreachableUrl }: CdpEvents['Page.frameNavigated']['frame']): void {
    if (parentId === undefined) this.#unreachable = this.#loads === 0 ? unreachableUrl : undefined;
  }

  #loaded(): void {
    const url = this.#unreachable;
    if (url === undefined) return;
    this.#unreachable = undefined;
    this.#errorCode().then(
      (code) => this.emit('failed', { what: 'network', url, code }),
      (error: Error) => this.#late(error),
    );
  }

  /** From the page that the browser shows in place of one that it could not load. */
  async #errorCode(): Promise<string> {
    const { result } = await this.#parts.page.session.send('Runtime.evaluate', {
      expression: `document.querySelector('.error-code, #error-code')?.textContent ?? ''`,
      returnByValue: true,
    });
    return /ERR_\w+/.exec(String(result.value))?.[0] ?? 'ERR_FAILED';
  }

  /** Whether to leave: the person has been asked by the browser, unless it is the client that closes the window. */
  #dialog(): void {
    if (!this.#isClosing) return;
    this.#parts.page.session
      .send('Page.handleJavaScriptDialog', { accept: true })
      .catch((error: Error) => this.#late(error));
  }

  #look(): void {
    this.#inOrder('place', async () => {
      const { bounds } = await this.#where();
      const now = boundsOf(bounds);
      if (!now || !this.#bounds || isSame(now, this.#bounds)) return;
      this.#bounds = now;
      this.emit('moved', now);
    });
  }

  async #place({ x, y, width, height }: Bounds): Promise<void> {
    const { windowId, bounds } = await this.#where();
    if (bounds.windowState !== 'normal') await this.#set(windowId, { windowState: 'normal' });
    await this.#set(windowId, {
      width: Math.round(width),
      height: Math.round(height),
      ...(x !== undefined && y !== undefined && { left: Math.round(x), top: Math.round(y) }),
    });
    this.#bounds = boundsOf((await this.#where()).bounds);
  }

  #where(): Promise<{ readonly windowId: number; readonly bounds: WindowBounds }> {
    const { browser, page } = this.#parts;
    return browser.session.send('Browser.getWindowForTarget', { targetId: page.target.targetId });
  }

  #set(windowId: number, bounds: WindowBounds): Promise<unknown> {
    return this.#parts.browser.session.send('Browser.setWindowBounds', { windowId, bounds });
  }

  async #title(): Promise<string> {
    const { result } = await this.#parts.page.session.send('Runtime.evaluate', {
      expression: 'document.title',
      returnByValue: true,
    });
    return String(result.value);
  }

  #inOrder(what: 'place' | 'stack', act: () => Promise<unknown>): void {
    this.#asked[what] = this.#asked[what].then(act).catch((error: Error) => this.#late(error));
  }

  /** Of a window that is gone, or about to go, nothing can be asked any more. */
  #late(error: Error): void {
    if (this.#isOpen && !this.#isClosing) this.#parts.log(`A window: ${error.message}`);
  }
}

/** Nothing while it is maximised or out of sight: that is no place to remember. */
function boundsOf({ left, top, width, height, windowState }: WindowBounds): Bounds | undefined {
  if (windowState !== 'normal' || width === undefined || height === undefined) return undefined;
  return { width, height, ...(left !== undefined && { x: left }), ...(top !== undefined && { y: top }) };
}

function isSame(one: Bounds, other: Bounds): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}
