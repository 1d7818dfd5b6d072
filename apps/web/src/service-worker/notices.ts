// What a notification says and offers, for the worker and for the page alike.
import { ringTag, textTag } from './notice-tags.ts';
import type { PushPayload } from './payload.ts';

/** In the page's language. */
export interface NoticeWords {
  video: string;
  voice: string;
  missed: string;
  answered: string;
  declined: string;
  text: string;
  test: string;
  testText: string;
  /** Of something that this version of the page does not know. */
  news: string;
  accept: string;
  decline: string;
}

/** What stands for a name while the words are kept: no text holds it (a private character). */
const NAME = '\u{E000}';

type Named = 'video' | 'voice' | 'missed' | 'answered' | 'declined' | 'text';
/** As the catalogue has them. */
export type NoticeStrings = {
  readonly [K in keyof NoticeWords]: K extends Named ? (name: string) => string : string;
};

export function wordsFor(strings: NoticeStrings): NoticeWords {
  const words = Object.entries(strings).map(([key, word]) => [
    key,
    typeof word === 'string' ? word : word(NAME),
  ]);
  return Object.fromEntries(words) as NoticeWords;
}

/** As it is: `$&` in a name means nothing. */
const named = (word: string, name: string): string => word.replaceAll(NAME, () => name);

/** What a click on the notification is about. */
export type NoticeData = (
  | { readonly t: 'ring'; readonly call: string }
  | { readonly t: 'person'; readonly with: string }
  | { readonly t: 'none' }
) & {
  /** The page that has shown it, as the worker knows it (`Client.id`). */
  readonly page?: string;
};

export interface Notice {
  readonly title: string;
  readonly options: NotificationOptions & NoticeExtras;
}

/** Not every browser has them (Notifications §2.4), so they are not in every list of types either. */
interface NoticeExtras {
  actions?: readonly { action: string; title: string }[];
  renotify?: boolean;
  vibrate?: readonly number[];
  timestamp?: number;
}

const LOOK = { icon: '/icon-192.png', badge: '/badge-96.png', dir: 'auto' } as const;
/** In ms: as a telephone does, for as long as browsers let it. */
const RING = [800, 400, 800, 400, 800, 1_200, 800, 400, 800, 400, 800];

export function noticeOf(payload: PushPayload | undefined, words: NoticeWords): Notice {
  switch (payload?.t) {
    case 'ring':
      return ringNotice(payload, words);
    case 'settled': {
      const { call, from, outcome, at } = payload;
      const base = { ...LOOK, tag: ringTag(call), timestamp: at };
      const data: NoticeData = { t: 'person', with: from };
      const title = named(words[outcome], from);
      return { title, options: { ...base, data, silent: outcome !== 'missed' } };
    }
    case 'text': {
      const { from, at } = payload;
      const { title, options } = textNotice(from, named(words.text, from));
      return { title, options: { ...options, timestamp: at } };
    }
    case 'test':
      return {
        title: words.test,
        options: { ...LOOK, tag: 'test', renotify: true, body: words.testText, data: { t: 'none' } },
      };
    default:
      return { title: words.news, options: { ...LOOK, tag: 'news', data: { t: 'none' } } };
  }
}

export function textNotice(from: string, title: string, body?: string): Notice {
  const data: NoticeData = { t: 'person', with: from };
  const options = { ...LOOK, tag: textTag(from), renotify: true, data };
  return { title, options: body ? { ...options, body } : options };
}

export function ringNotice(
  { call, from, media, at }: { call: string; from: string; media: 'video' | 'voice'; at?: number },
  words: NoticeWords,
): Notice {
  const data: NoticeData = { t: 'ring', call };
  return {
    title: named(words[media], from),
    options: {
      ...LOOK,
      tag: ringTag(call),
      renotify: true,
      requireInteraction: true,
      vibrate: RING,
      actions: [
        { action: 'accept', title: words.accept },
        { action: 'decline', title: words.decline },
      ],
      ...(at !== undefined && { timestamp: at }),
      data,
    },
  };
}

/** So that a click leads to this page, and to no other one that is open. */
export function shownBy(page: string | undefined, { title, options }: Notice): Notice {
  const data = options.data as NoticeData;
  return { title, options: { ...options, data: page === undefined ? data : { ...data, page } } };
}
