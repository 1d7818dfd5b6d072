// What the page shows among the system's notifications by its worker, and takes away again.
import type { Notice, NoticeData } from '../service-worker/notices.ts';

export interface Tray {
  /** Answers how to take it away, unless another one has taken its place by then. */
  show(notice: Notice): () => void;
  /** Whoever has shown them: this page, another one, or the worker while all were closed. */
  putAway(fits: (shown: Shown) => boolean): void;
}

export interface Shown {
  readonly tag: string;
  readonly data: NoticeData | undefined;
}

/**
 * One step after the other: Chromium forgets a notification for good that is asked for while it is being shown, and nothing
 * takes it away then.
 */
export function createTray(registration: ServiceWorkerRegistration): Tray {
  let line = Promise.resolve();
  /** By tag, what was to be shown last. */
  const latest = new Map<string, Notice>();

  const next = (step: () => Promise<void>): void => {
    // Leave that was taken back, or site data that were, with the worker: there is nothing to be seen any more.
    line = line.then(step).catch(() => undefined);
  };
  const close = async (fits: (shown: Shown) => boolean): Promise<void> => {
    for (const shown of await registration.getNotifications()) if (fits(shown)) shown.close();
  };

  return {
    show(notice) {
      const { title, options } = notice;
      const tag = options.tag ?? '';
      latest.set(tag, notice);
      next(async () => {
        // Taken away before it was there, or replaced.
        if (latest.get(tag) === notice) await registration.showNotification(title, options);
      });
      return () => {
        if (latest.get(tag) !== notice) return;
        latest.delete(tag);
        next(async () => {
          // One that took its place at once is shown over it.
          if (!latest.has(tag)) await close((shown) => shown.tag === tag);
        });
      };
    },
    putAway(fits) {
      for (const [tag, { options }] of latest)
        if (fits({ tag, data: options.data as NoticeData })) latest.delete(tag);
      next(() => close(fits));
    },
  };
}
