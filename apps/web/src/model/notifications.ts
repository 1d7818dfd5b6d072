// System notifications, asked for only by a click in the page's own prompt.
import { computed, signal, type ReadonlySignal } from '@preact/signals';

export interface Notifications {
  /** Whether to offer the prompt. */
  readonly askable: ReadonlySignal<boolean>;
  ask: () => void;
  putOff: () => void;
  /** Answers how to take it away again. */
  show: (title: string) => () => void;
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
    ask: () => {
      // Refusing to ask is an answer too.
      api?.requestPermission().then(
        (answer) => (permission.value = answer),
        () => (putOff.value = true),
      );
    },
    putOff: () => {
      declined.set(true);
      putOff.value = true;
    },
    show: (title) => {
      if (!api || api.permission !== 'granted') return () => undefined;
      return open(api, title, focus);
    },
  };
}

function open(api: typeof Notification, title: string, focus: () => void): () => void {
  try {
    const notification = new api(title, { tag: 'parley-call', requireInteraction: true, icon: '/icon.svg' });
    notification.addEventListener('click', () => {
      focus();
      notification.close();
    });
    return () => notification.close();
  } catch {
    return () => undefined; // Phones have the class, but only a service worker may use it.
  }
}
