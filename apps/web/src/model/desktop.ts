// The page's side of the port to the PC client around it: one session moves between the two, and the person never leaves.
import { effect, untracked } from '@preact/signals';
import type { Handover, UserId } from '@parley/client';
import type { DesktopPort, HostMessage, Intent, PageMessage } from '@parley/desktop-port';
import { createIntents, type AskWhether } from './desktop/intents.ts';
import { fitting, memoryOf, takeUp, type Past } from './desktop/memory.ts';
import { stateOf } from './desktop/shown-state.ts';
import type { Session } from './session.ts';
import type { Timers } from './timers.ts';

/** Ms for which the client is waited for: it may be connecting just now. */
const PATIENCE = 4_000;
/** Ms after which a page that was about to be left is taken to stay. */
const STAYED = 10_000;
/** Ms until a change is told, for a page that ends without a word. */
const SETTLES = 1_000;

export interface Desktop {
  /** Says who is about to enter, and waits for what went before. */
  enter(user: UserId): Promise<DesktopEntry>;
}

export interface DesktopEntry {
  /** The session to go on with. */
  readonly handover: Handover | undefined;
  /** From now on the client hears of this session, and what it wants is done. The answer ends that. */
  follow(session: Session): () => void;
}

export interface DesktopOptions {
  port: DesktopPort;
  /** What the client has said before. */
  early: readonly string[];
  timers: Timers;
  window: Pick<Window, 'addEventListener'>;
  document: Pick<Document, 'addEventListener' | 'visibilityState'>;
  reload: () => void;
  askWhether: AskWhether;
}

/** Where the session is. */
type Place =
  | { name: 'outside' }
  | { name: 'entering'; user: UserId; begin: (past: Past) => void }
  /** The client has let go of it, and the app is not there yet. */
  | { name: 'in-hand'; user: UserId; past: Past }
  | { name: 'inside'; session: Session }
  | { name: 'released' };

export function createDesktop(options: DesktopOptions): Desktop {
  const { port, early, timers } = options;
  let place: Place = { name: 'outside' };
  let stopFollowing = (): void => undefined;
  const intents = createIntents(options);
  const post = (message: PageMessage): void => port.post(JSON.stringify(message));

  const enter = (user: UserId): Promise<DesktopEntry> =>
    new Promise((resolve) => {
      const begin = (past: Past): void => {
        cancel();
        const { handover, memory } = ofUser(user, past);
        place = { name: 'in-hand', user, past: { handover, memory } };
        resolve({ handover, follow });
      };
      const cancel = timers.after(PATIENCE, () => begin({}));
      // A window that is about to close begins nothing.
      if (place.name === 'released') return cancel();
      place = { name: 'entering', user, begin };
      post({ t: 'entering', user });
    });

  const follow = (session: Session): (() => void) => {
    const past = place.name === 'in-hand' ? place.past : {};
    if (place.name === 'released') return () => undefined;
    place = { name: 'inside', session };
    takeUp(session.app.peek(), past);
    const stops = [tellState(session, post), tellMemory(session, timers, post), intents.follow(session)];
    stopFollowing = () => {
      for (const stop of stops.splice(0)) stop();
    };
    return () => {
      stopFollowing();
      if (place.name === 'inside') place = { name: 'outside' };
    };
  };

  const begin = (past: Past): void => {
    if (place.name === 'entering') place.begin(past);
    // It has kept the page waiting for too long, but nothing of it is to be lost.
    else if (place.name === 'inside') beginLate(place.session, past);
  };

  const hear = (intent: Intent | undefined): void => {
    // Who is to sign in first may take long: by then a call is another one.
    if (intent && (place.name !== 'outside' || intent.do === 'open')) intents.hear(intent);
  };

  const release = (): void => {
    const left = place;
    place = { name: 'released' };
    stopFollowing();
    if (left.name === 'in-hand')
      post({ t: 'released', ...fitting(left.past.handover, left.past.memory ?? { unread: {} }) });
    if (left.name !== 'inside') return;
    const app = left.session.app.peek();
    const handover = left.session.handOver();
    post({ t: 'released', ...fitting(handover, memoryOf(app)) });
  };

  const shownAgain = (): void => {
    if (place.name === 'released' && options.document.visibilityState === 'visible') options.reload();
  };
  // What is said at pagehide gets lost where another page takes this one's place, and only there is beforeunload sure to come.
  options.window.addEventListener('beforeunload', () => {
    if (place.name !== 'inside') return;
    release();
    // The way to the next page may lead nowhere.
    timers.after(STAYED, options.reload);
  });
  options.window.addEventListener('pagehide', release);
  options.window.addEventListener('pageshow', shownAgain);
  options.document.addEventListener('visibilitychange', shownAgain);
  const receive = (json: string): void => {
    const message = read(json);
    switch (message?.t) {
      case 'begin':
        begin(message);
        return hear(message.intent);
      case 'intent':
        return hear(message.intent);
      case 'release':
        return release();
      case undefined:
    }
  };
  for (const json of early) receive(json);
  port.receive = receive;
  return { enter };
}

/** What is another person's stays unread: the session is nobody's then, and ends by itself. */
function ofUser(user: UserId, past: Past): Past {
  return past.handover && past.handover.user !== user ? {} : past;
}

function beginLate(session: Session, past: Past): void {
  const app = session.app.peek();
  const { handover, memory } = ofUser(app.user, past);
  if (app.calls.live.peek()) return;
  if (handover) session.goOn(handover);
  takeUp(session.app.peek(), { handover, memory });
}

function tellState(session: Session, post: (message: PageMessage) => void): () => void {
  let last = '';
  return effect(() => {
    const state = stateOf(session.app.value);
    const text = JSON.stringify(state);
    if (text === last) return;
    last = text;
    post(state);
  });
}

function tellMemory(session: Session, timers: Timers, post: (message: PageMessage) => void): () => void {
  let last = JSON.stringify(memoryOf(session.app.peek()));
  let cancel: (() => void) | undefined;
  const tell = (): void => {
    cancel = undefined;
    const memory = memoryOf(session.app.peek());
    const text = JSON.stringify(memory);
    if (text !== last) post({ t: 'remember', memory });
    last = text;
  };
  const stop = effect(() => {
    memoryOf(session.app.value);
    cancel ??= untracked(() => timers.after(SETTLES, tell));
  });
  return () => {
    stop();
    cancel?.();
  };
}

/** The client is of this computer and trusted; it may be of another version. */
function read(json: string): HostMessage | undefined {
  try {
    const message = JSON.parse(json) as Partial<HostMessage> | null;
    return typeof message === 'object' && message?.t !== undefined ? (message as HostMessage) : undefined;
  } catch {
    return undefined;
  }
}
