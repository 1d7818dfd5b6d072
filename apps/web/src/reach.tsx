// What reaches people whose page is hidden or closed, fetched once somebody is inside: the worker, notifications, installing.
import { effect, signal } from '@preact/signals';
import { createInstall } from './model/install.ts';
import { watchMissed, watchSeen } from './model/missed-notices.ts';
import { createNoteTaker } from './model/notes.ts';
import { createPush } from './model/push.ts';
import type { Reach } from './model/reach.ts';
import { createRemembered } from './model/remembered.ts';
import type { Session } from './model/session.ts';
import type { Timers } from './model/timers.ts';
import { createPageWorker } from './model/worker.ts';
import { noteOf } from './service-worker/clicks.ts';
import { ReachPrompts } from './views/people/ReachPrompts.tsx';

/** `own`: the address of a file that only this build has. */
export function openReach({ app }: Session, timers: Timers, own: string): Reach {
  const { navigator } = window;
  const install = createInstall(window);
  const worker =
    'serviceWorker' in navigator
      ? createPageWorker({ container: navigator.serviceWorker, own, reload: () => location.reload() })
      : undefined;
  const api = 'Notification' in window ? window.Notification : undefined;
  const push = createPush({
    worker: worker?.active,
    page: worker?.page,
    api,
    needsHomeScreen:
      app.peek().page.browser.startsWith('ios') && !matchMedia('(display-mode: standalone)').matches,
    refused: createRemembered('parley.no-push'),
    caches: 'caches' in window ? window.caches : undefined,
    ask: (path, init) => fetch(path, init),
  });
  const notes = createNoteTaker({ app, timers });
  const opened = noteOf(location.hash);
  if (opened) {
    history.replaceState(null, '', location.pathname);
    notes.take(opened);
  }
  const stops = [
    worker?.onNote((note) => notes.take(note)),
    watchMissed(app, (call, missed) => push.settle(call, missed)),
    watchSeen(app, (user) => push.seen(user)),
    // A server that comes back may have another build.
    worker && onReconnect(app, () => worker.look()),
  ];
  const free = signal(true);
  const following = effect(() => void (free.value = app.value.calls.live.value === undefined));
  return {
    push,
    install,
    Prompts: () => <ReachPrompts worker={worker} notes={notes} free={free.value} />,
    close: () => {
      for (const stop of [...stops, following]) stop?.();
      for (const part of [push, install, notes]) part.close();
    },
  };
}

function onReconnect(app: Session['app'], look: () => void): () => void {
  let connections = 0;
  return effect(() => {
    if (!app.value.connection.connected.value) return;
    connections += 1;
    if (connections > 1) look();
  });
}
