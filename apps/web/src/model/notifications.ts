// System notifications, asked for only by a click in the page's own prompt, and shown by the page itself: before its worker is
// there (push.ts), or where the browser has none. On phones no page may.
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { textTag } from '../service-worker/notice-tags.ts';
import type { TextNotice } from './text-news.ts';

export interface Notifications {
  /** Whether to offer the prompt. */
  readonly askable: ReadonlySignal<boolean>;
  ask: () => Promise<void>;
  putOff: () => void;
  /** Whether it is allowed may have been changed elsewhere. */
  look(): void;
  /** Answers how to take it away again. */
  show: (title: string) => () => void;
  /** The same of a text, and what a click on it does. */
  tell: (notice: TextNotice, onClick: () => void) => () => void;
}

export interface NotificationsOptions {
  /** Absent where the browser has none. */
  api: typeof Notification | undefined;
  /** Remembers on this device that the person said "not now". */
  declined: { get(): boolean; set(value: boolean): void };
  /** Brings the page to the front. */
  focus: () => void;
}

export function createNotifications({ api, declined, focus }: NotificationsOptions): Notifications {
  const permission = signal(api?.permission ?? 'denied');
  const putOff = signal(declined.get());
  return {
    askable: computed(() => permission.value === 'default' && !putOff.value),
    ask: async () => {
      try {
        if (api) permission.value = await api.requestPermission();
      } catch {
        putOff.value = true; // Refusing to ask is an answer too.
      }
    },
    putOff: () => {
      declined.set(true);
      putOff.value = true;
    },
    look: () => {
      if (api) permission.value = api.permission;
    },
    show: (title) => {
      if (!api || api.permission !== 'granted') return () => undefined;
      return open(api, title, { tag: 'parley-call', requireInteraction: true }, focus);
    },
    tell: ({ from, title, body }, onClick) => {
      if (!api || api.permission !== 'granted') return () => undefined;
      return open(api, title, { tag: textTag(from), body }, () => {
        focus();
        onClick();
      });
    },
  };
}

function open(
  api: typeof Notification,
  title: string,
  options: NotificationOptions,
  onClick: () => void,
): () => void {
  try {
    const notification = new api(title, { ...options, icon: '/icon-192.png' });
    notification.addEventListener('click', () => {
      onClick();
      notification.close();
    });
    return () => notification.close();
  } catch {
    return () => undefined; // Phones have the class, but only a service worker may use it.
  }
}
