// Calls that ring though no page is open: whether this browser lets them, and the way there (W3C Push API, Notifications).
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { t } from '../i18n/strings.ts';
import { keepWords } from '../service-worker/kept-words.ts';
import { ringTag } from '../service-worker/notice-tags.ts';
import {
  noticeOf,
  ringNotice,
  shownBy,
  textNotice,
  wordsFor,
  type Notice,
} from '../service-worker/notices.ts';
import { askKey, subscribe, tellServer, type Ask } from '../service-worker/subscription.ts';
import type { Keep } from './preferences.ts';
import type { Remembered } from './remembered.ts';
import type { TextNotice } from './text-news.ts';
import { createTray, type Shown, type Tray } from './tray.ts';

export type PushState =
  /** Not looked at yet, or being changed. */
  | 'busy'
  /** The browser has no notifications, or none in this window. */
  | 'unsupported'
  /** iPhones and iPads have them for what is on the home screen only. */
  | 'home-screen'
  /** The person has not been asked, or has turned them off here. */
  | 'off'
  | 'blocked'
  /** While a page is open, even in the background; not when all are closed. `server`: the operator has them off. */
  | 'page-only'
  | 'server'
  | 'on';

export interface PushModel {
  readonly state: ReadonlySignal<PushState>;
  /** Whether it may, or can, may have changed. */
  look(): void;
  /** By a click: the browser asks its own question then. */
  turnOn(): Promise<void>;
  turnOff(): Promise<void>;
  /** True once the push service has taken a notification for this browser. */
  test(): Promise<boolean>;
  /** What was shown of a call goes away, or says that it was missed. */
  settle(call: RungCall, missed: boolean): void;
  /** Of all that ring in notifications, only these do. */
  sweep(rings: (call: string) => boolean): void;
  /** Shows that a call rings, with its answers. Answers how to take that away; nothing where that can't be. */
  ring(call: RungCall): (() => void) | undefined;
  /** The same of a text. */
  tell(notice: TextNotice): (() => void) | undefined;
  /** What waited for this person is before somebody's eyes: texts and missed calls of theirs are told of no longer. */
  seen(user: string): void;
  /** The person has signed out, or was. */
  close(): void;
}

export interface RungCall {
  id: string;
  with: string;
  media: 'video' | 'voice';
}

export interface PushOptions {
  self: string;
  /** Remembers whose notifications there are. */
  keep: Keep;
  /** The page's worker, once it is active; rejects where there can't be one. Absent where browsers have none. */
  worker: Promise<ServiceWorkerRegistration> | undefined;
  /** By which the worker knows this page. */
  page: Promise<string | undefined> | undefined;
  /** Absent where the browser has none. */
  api: Pick<typeof Notification, 'permission'> | undefined;
  /** Lets the browser ask its own question. */
  permit: () => Promise<void>;
  /** Whether this is a page in Safari on a phone, where only what is on the home screen has them. */
  needsHomeScreen: boolean;
  /** Remembers that the person has turned them off in this browser. */
  refused: Remembered;
  caches: Pick<CacheStorage, 'open'> | undefined;
  ask: Ask;
}

export function createPush(options: PushOptions): PushModel {
  const { worker, api, permit, needsHomeScreen, refused, caches, ask, self, keep } = options;
  const state = signal<PushState>('busy');
  const { show, putAway } = noticesOf(options);
  let closed = false;
  /** Only what the last one finds counts. */
  let looks = 0;

  const subscribeHere = async (): Promise<PushState> => {
    const here = await worker;
    if (!here?.pushManager) return 'page-only';
    const key = await askKey(ask);
    if (!key) return 'server';
    await tellServer(await subscribe(here.pushManager, key), ask);
    return 'on';
  };
  const find = async (): Promise<PushState> => {
    if (!api) return needsHomeScreen ? 'home-screen' : 'unsupported';
    if (api.permission === 'denied') return 'blocked';
    if (api.permission !== 'granted' || refused.get()) return 'off';
    // A browser without a way to its push service, or a server that can't be asked: an open page rings all the same.
    return subscribeHere().catch((): PushState => 'page-only');
  };
  const look = async (): Promise<void> => {
    looks += 1;
    const look = looks;
    state.value = 'busy';
    const found = await find();
    if (!closed && look === looks) state.value = found;
  };

  const stop = effect(() => {
    if (caches) void keepWords(caches, wordsFor(t.push.notice)).catch(() => undefined); // English then.
  });
  void look();
  own(options, putAway);

  return {
    state,
    look: () => void look(),
    async turnOn() {
      refused.set(false);
      if (api?.permission === 'default') await permit();
      await look();
    },
    async turnOff() {
      refused.set(true);
      state.value = 'busy';
      // Where either is not heard of it, the other's word is enough: the push service tells the server at its next notification.
      await endSubscription(worker).catch(() => undefined);
      await ask('/api/push/subscription', { method: 'DELETE' }).catch(() => undefined);
      await look();
    },
    async test() {
      const answer = await ask('/api/push/test', { method: 'POST' }).catch(() => undefined);
      return answer?.ok === true;
    },
    settle({ id, with: from, media }, missed) {
      if (!missed) return putAway(({ tag }) => tag === ringTag(id));
      const payload = { t: 'settled', call: id, from, media, outcome: 'missed', at: Date.now() } as const;
      show(noticeOf(payload, wordsFor(t.push.notice)));
    },
    sweep: (rings) => putAway(({ data }) => data?.t === 'ring' && !rings(data.call)),
    ring: ({ id: call, with: from, media }) =>
      show(ringNotice({ call, from, media }, wordsFor(t.push.notice))),
    tell: ({ from, title, body }) => show(textNotice(from, title, body)),
    seen: (user) => putAway(({ data }) => data?.t === 'person' && data.with === user),
    close: () => {
      closed = true;
      stop();
      // Who comes to this browser next is not to read who has called or written.
      putAway(() => true);
      if (keep.get(OWNER) === self) keep.set(OWNER, '');
    },
  };
}

const OWNER = 'parley.notices-of';

/** Those of another account, whose sign-in has ended while no page was open, are not for this person. */
function own({ self, keep }: Pick<PushOptions, 'self' | 'keep'>, putAway: Notices['putAway']): void {
  const owner = keep.get(OWNER);
  if (owner && owner !== self) putAway(() => true);
  keep.set(OWNER, self);
}

interface Notices {
  /** Nothing while that can't be. */
  show(notice: Notice): (() => void) | undefined;
  putAway(fits: (shown: Shown) => boolean): void;
}

/** Those of the worker, as far as the person allows. */
function noticesOf({ worker, page, api }: Pick<PushOptions, 'worker' | 'page' | 'api'>): Notices {
  let tray: Tray | undefined;
  let own: string | undefined;
  // Leave can be taken back at any time, in the browser's settings.
  const allowed = (): Tray | undefined => (api?.permission === 'granted' ? tray : undefined);
  const coming = worker?.then(
    (found) => void (tray = createTray(found)),
    () => undefined, // Told as `page-only`.
  );
  void page?.then((id) => (own = id));
  return {
    show: (notice) => allowed()?.show(shownBy(own, notice)),
    putAway(fits) {
      // What is left from before this page may be over before its worker is found.
      if (tray) allowed()?.putAway(fits);
      else void coming?.then(() => allowed()?.putAway(fits));
    },
  };
}

async function endSubscription(worker: PushOptions['worker']): Promise<void> {
  await (await (await worker)?.pushManager?.getSubscription())?.unsubscribe();
}
