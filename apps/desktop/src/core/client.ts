// Runs the machine of one server over the real shell, the real session and real timers.
import { assertNever, type Text } from '@parley/client';
import type { Bounds, DesktopShell, Notice, ShellWindow, ShownNotice } from '../shell.ts';
import { en, type Words } from '../words/en.ts';
import { startBackground, type Background } from './background.ts';
import { createBaggage } from './baggage.ts';
import { stepClient } from './client-machine.ts';
import {
  INITIAL,
  TIMES,
  type ClientEffect,
  type ClientEvent,
  type ClientState,
  type Size,
  type Timer,
} from './client-state.ts';
import { keepsAwake, unanswered } from './client-view.ts';
import { failureInWords } from './load-failure.ts';
import type { Log } from './log.ts';
import type { MemoryStore } from './memory-store.ts';
import { ringNotice, textNotice, toldNotice } from './notices.ts';
import type { Trust } from './trust.ts';

const PLACES = {
  full: { width: 1100, height: 760 },
  ring: { width: 420, height: 560 },
} satisfies Record<Size, Bounds>;

/** Ms that a window has to stand still before its place is remembered. */
const STILL = 500;

export interface ClientParts {
  /** Origin. */
  readonly server: string;
  readonly shell: DesktopShell;
  readonly memory: MemoryStore;
  /** Asked at each start of the background: the person may have trusted an authority in the window since. */
  readonly trust: () => Trust;
  /** What the client calls itself in the operator's logs. */
  readonly name: string;
  readonly log: Log;
  readonly words: Words;
  /** Closing the window ends the client. */
  readonly endsWithWindow: () => boolean;
  /** The server's page is there. */
  answered(): void;
  /** After every change. */
  changed(state: ClientState): void;
  /** The page could not be shown, and the person wanted it. */
  failed(reason: string): void;
}

export class Client {
  readonly server: string;
  /** When the session is left and the window closed, after `quit`. */
  readonly ended: Promise<void>;
  readonly #parts: ClientParts;
  readonly #baggage = createBaggage(() => this.#user);
  readonly #queue: ClientEvent[] = [];
  readonly #timers = new Map<Timer, NodeJS.Timeout>();
  readonly #texts = new Map<string, ShownNotice>();
  #running = false;
  #state: ClientState = INITIAL;
  #user = '';
  #background: Background | undefined;
  #window: ShellWindow | undefined;
  #ring: { key: string; notice: ShownNotice } | undefined;
  #shown = { onTop: false, awake: false };
  #still: NodeJS.Timeout | undefined;
  /** Ends with the sign-in stored, or given up. */
  #signIn: Promise<void> = Promise.resolve();
  /** Counts what ends a background, so that one that is about to start learns of it. */
  #ends = 0;
  #end: () => void = () => undefined;

  constructor(parts: ClientParts) {
    this.server = parts.server;
    this.#parts = parts;
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  get state(): ClientState {
    return this.#state;
  }

  /** What effects dispatch waits until they are all done. */
  dispatch(event: ClientEvent): void {
    this.#queue.push(event);
    if (this.#running) return;
    this.#running = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const [state, effects] = stepClient(this.#state, next);
      this.#note(next, state);
      this.#state = state;
      for (const effect of effects) this.#perform(effect);
      this.#show();
    }
    this.#running = false;
  }

  #note(event: ClientEvent, next: ClientState): void {
    const { holder, window } = this.#state;
    const cause = event.type === 'message' ? event.message.t : event.type;
    const isTold = ['entering', 'released', 'answered'].includes(cause);
    if (!isTold && holder.name === next.holder.name && window.name === next.window.name) return;
    this.#parts.log(`${cause}: session ${next.holder.name}, window ${next.window.name}`);
  }

  #perform(effect: ClientEffect): void {
    switch (effect.do) {
      case 'start-background':
        return void this.#startBackground();
      case 'leave-background':
        this.#endBackground()?.leave();
        return;
      case 'take-over':
        return this.#baggage.take(this.#endBackground()?.handOver());
      case 'keep':
        return this.#baggage.keep(effect.message);
      case 'drop':
        return this.#baggage.drop(effect.all);
      case 'remember-sign-in':
        this.#user = effect.user;
        this.#signIn = this.#rememberSignIn(effect.user);
        return;
      case 'forget-sign-in':
        return this.#parts.memory.forgetSignIn(this.server);
      case 'begin':
        this.#withdrawTexts();
        return this.#window?.send(this.#baggage.begin(effect.intent));
      case 'send':
        return this.#window?.send({ t: 'intent', intent: effect.intent });
      case 'release':
        return this.#window?.send({ t: 'release' });
      case 'decline':
        return this.#background?.decline();
      case 'open-window':
        return void this.#openWindow(effect.size);
      case 'close-window':
        return void this.#window?.close();
      case 'place':
        return this.#window?.place(this.#placeOf(effect.size));
      case 'focus':
        return this.#window?.focus();
      case 'tell':
        return this.#tell(effect.told);
      case 'show-failure':
        return this.#parts.failed(effect.reason);
      case 'timer':
        return this.#setTimer(effect.timer);
      case 'no-timer':
        return clearTimeout(this.#timers.get(effect.timer));
      case 'exit':
        return this.#exit();
      default:
        assertNever(effect);
    }
  }

  #setTimer(timer: Timer): void {
    clearTimeout(this.#timers.get(timer));
    this.#timers.set(
      timer,
      setTimeout(() => this.dispatch({ type: 'timer', timer }), TIMES[timer]),
    );
  }

  // The background

  async #startBackground(): Promise<void> {
    const ends = this.#ends;
    await this.#signIn;
    if (ends !== this.#ends || this.#background) return;
    const signIn = this.#parts.memory.signIn(this.server);
    if (!signIn) return this.dispatch({ type: 'over', why: 'signed-out' });
    const { trust, name: client } = this.#parts;
    this.#user = signIn.user;
    this.#background = startBackground({
      server: this.server,
      ...signIn,
      trust: trust(),
      client,
      goOn: this.#baggage.handover,
      onLine: (line) => this.dispatch({ type: 'line', line }),
      onOver: (why) => {
        this.#background = undefined;
        this.dispatch({ type: 'over', why });
      },
      onRing: (call) => this.dispatch({ type: 'rang', from: call.with, media: call.media }),
      onEnd: (call, state) => {
        const missed = this.#baggage.ended(call, state, Date.now());
        this.#countUnread();
        this.dispatch({ type: 'rang-off', from: call.with, media: call.media, missed });
      },
      onText: (text) => this.#received(text),
      onAct: (act) => this.#baggage.acted(act),
    });
  }

  #endBackground(): Background | undefined {
    this.#ends++;
    const background = this.#background;
    this.#background = undefined;
    return background;
  }

  /** The page's sign-in, while its window is there to be asked. */
  async #rememberSignIn(user: string): Promise<void> {
    const { shell, memory, log } = this.#parts;
    try {
      const cookie = await shell.cookies(this.server);
      if (this.#user !== user || this.#state.holder.name === 'nobody') return;
      if (cookie === undefined)
        return log('there is no cookie, so there will be no session without a window');
      memory.rememberSignIn(this.server, { user, cookie });
    } catch (error) {
      log(`the sign-in could not be remembered: ${String(error)}`);
    }
  }

  #received(text: Text): void {
    this.#baggage.received(text);
    this.#countUnread();
    this.#texts.get(text.with)?.withdraw();
    const shown = this.#notify(textNotice(this.#parts.words, text.with, text.text), () =>
      this.dispatch({ type: 'wanted', intent: { do: 'open', with: text.with } }),
    );
    this.#texts.set(text.with, shown);
  }

  #countUnread(): void {
    this.dispatch({ type: 'unread', unread: this.#baggage.unread });
  }

  // The window

  async #openWindow(size: Size): Promise<void> {
    const { shell, memory, log, words } = this.#parts;
    const { server } = this;
    const onTop = unanswered(this.#state) !== undefined;
    this.#shown.onTop = onTop;
    try {
      const window = await shell.openWindow({
        url: `${server}/`,
        origin: server,
        bounds: this.#placeOf(size),
        onTop,
      });
      this.#window = window;
      window.on('message', (message) => {
        this.#parts.answered();
        this.dispatch({ type: 'message', message });
      });
      window.on('moved', (bounds) => {
        if (!('size' in this.#state.window) || this.#state.window.size === 'ring') return;
        clearTimeout(this.#still);
        this.#still = setTimeout(() => memory.rememberBounds(bounds), STILL);
      });
      window.on('closed', () => this.#closed());
      window.on('failed', (failure) => {
        log(`the page failed: ${failureInWords(failure, en)}`);
        this.dispatch({ type: 'failed', reason: failureInWords(failure, words) });
      });
      this.dispatch({ type: 'opened', size });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log(`the window could not be opened: ${reason}`);
      this.dispatch({ type: 'failed', reason });
    }
  }

  #closed(): void {
    const byPerson = this.#state.window.name === 'open';
    this.#window = undefined;
    this.dispatch({ type: 'closed' });
    if (byPerson && this.#parts.endsWithWindow() && this.#state.window.name === 'none')
      this.dispatch({ type: 'quit' });
  }

  #placeOf(size: Size): Bounds {
    return size === 'full' ? (this.#parts.memory.bounds ?? PLACES.full) : PLACES.ring;
  }

  // What is seen outside of it

  #show(): void {
    const { shell, changed } = this.#parts;
    const ring = unanswered(this.#state);
    const key = ring && `${ring.media} ${ring.from}`;
    if (key !== this.#ring?.key) {
      this.#ring?.notice.withdraw();
      this.#ring = ring && {
        key: `${ring.media} ${ring.from}`,
        notice: this.#showRing(ringNotice(this.#parts.words, ring)),
      };
    }
    const onTop = ring !== undefined;
    if (this.#window && onTop !== this.#shown.onTop) {
      this.#shown.onTop = onTop;
      this.#window.keepOnTop(onTop);
    }
    const awake = keepsAwake(this.#state);
    if (awake !== this.#shown.awake) shell.keepAwake((this.#shown.awake = awake));
    changed(this.#state);
  }

  #showRing(notice: Notice): ShownNotice {
    const shown = this.#parts.shell.notify(notice);
    void shown.answer.then((answer) => {
      // Of a ring that is over: another may have taken its place.
      if (this.#ring?.notice !== shown) return;
      if (answer === 'accept') this.dispatch({ type: 'answered', answer: 'accepted' });
      if (answer === 'decline') this.dispatch({ type: 'answered', answer: 'declined' });
      if (answer === 'show') this.dispatch({ type: 'wanted' });
    });
    return shown;
  }

  #tell(told: Extract<ClientEffect, { do: 'tell' }>['told']): void {
    if (
      told.what === 'still-here' &&
      (this.#parts.endsWithWindow() || !this.#parts.memory.tellOnce(told.what))
    )
      return;
    const intent = told.what === 'missed' ? ({ do: 'open', with: told.from } as const) : undefined;
    this.#notify(toldNotice(this.#parts.words, told), () => this.dispatch({ type: 'wanted', intent }));
  }

  #notify(notice: Notice, chosen: () => void): ShownNotice {
    const shown = this.#parts.shell.notify(notice);
    void shown.answer.then((answer) => {
      if (answer !== undefined) chosen();
    });
    return shown;
  }

  #withdrawTexts(): void {
    for (const notice of this.#texts.values()) notice.withdraw();
    this.#texts.clear();
  }

  #exit(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    clearTimeout(this.#still);
    this.#withdrawTexts();
    this.#ring?.notice.withdraw();
    this.#ring = undefined;
    this.#end();
  }
}
