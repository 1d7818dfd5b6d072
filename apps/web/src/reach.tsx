// What reaches people whose page is hidden or closed, fetched once somebody is inside: the worker, notifications, installing.
import { effect, signal } from '@preact/signals';
import { createInstall } from './model/install.ts';
import { sweepRings, watchMissed, watchSeen } from './model/missed-notices.ts';
import { createNoteTaker } from './model/notes.ts';
import { localKeep } from './model/preferences.ts';
import { createPush } from './model/push.ts';
import type { Reach } from './model/reach.ts';
import { createRemembered } from './model/remembered.ts';
import type { Session } from './model/session.ts';
import type { Timers } from './model/timers.ts';
import { createPageWorker } from './model/worker.ts';
import { takeAccepted } from './service-worker/accepted.ts';
import { noteOf, type PageNote } from './service-worker/clicks.ts';
import { ReachPrompts } from './views/people/ReachPrompts.tsx';

/** `own`: the address of a file that only this build has. */
export function openReach({ app, restart }: Session, timers: Timers, own: string): Reach {
  const { navigator } = window;
  const install = createInstall(window);
  const worker =
    'serviceWorker' in navigator
      ? createPageWorker({ container: navigator.serviceWorker, own, reload: () => location.reload() })
      : undefined;
  const api = 'Notification' in window ? window.Notification : undefined;
  const caches = 'caches' in window ? window.caches : undefined;
  const { notifications } = app.peek();
  const push = createPush({
    self: app.peek().user,
    keep: localKeep,
    worker: worker?.active,
    page: worker?.page,
    api,
    needsHomeScreen:
      app.peek().page.browser.startsWith('ios') && !matchMedia('(display-mode: standalone)').matches,
    refused: createRemembered('parley.no-push'),
    permit: () => notifications.ask(),
    caches,
    ask: (path, init) => fetch(path, init),
  });
  const notes = createNoteTaker({ app, timers, restart });
  const opened = noteOf(location.hash);
  if (opened) {
    history.replaceState(null, '', location.pathname);
    void mayTake(opened, caches, timers.now()).then((may) => may && notes.take(opened));
  }
  const stops = [
    worker?.onNote((note) => notes.take(note)),
    watchMissed(app, (call, missed) => push.settle(call, missed)),
    watchSeen(app, (user) => push.seen(user)),
    sweepRings(app, timers, (rings) => push.sweep(rings)),
    // A server that comes back may have another build.
    worker && onReconnect(app, () => worker.look()),
  ];
  const scope = new AbortController();
  void followPermission(() => {
    notifications.look();
    push.look();
  }, scope.signal);
  const free = signal(true);
  const following = effect(() => void (free.value = app.value.calls.live.value === undefined));
  return {
    push,
    install,
    Prompts: () => <ReachPrompts worker={worker} notes={notes} free={free.value} />,
    close: () => {
      scope.abort();
      for (const stop of [...stops, following]) stop?.();
      for (const part of [push, install, notes]) part.close();
    },
  };
}

/** A link may lead to a conversation, and accept nothing. */
async function mayTake(note: PageNote, caches: CacheStorage | undefined, now: number): Promise<boolean> {
  if (note.t === 'person') return true;
  return caches ? takeAccepted(caches, note.call, now).catch(() => false) : false;
}

/** The person may say in the browser's own settings what they have not said in the page. */
async function followPermission(look: () => void, scope: AbortSignal): Promise<void> {
  try {
    const status = await navigator.permissions.query({ name: 'notifications' });
    status.addEventListener('change', look, { signal: scope });
  } catch {
    // Not every browser tells; the next page sees it.
  }
}

function onReconnect(app: Session['app'], look: () => void): () => void {
  let connections = 0;
  return effect(() => {
    if (!app.value.connection.connected.value) return;
    connections += 1;
    if (connections > 1) look();
  });
}
