// The signed-in app: fetched after the sign-in page, and wired to the SDK here.
import { browserPlatform, createParley, signOut, tickInBackground, type UserId } from '@parley/client';
import type { Notice, SignedInApp } from './model/entrance.ts';
import { createNotifications } from './model/notifications.ts';
import { openTicker } from './model/open-ticker.ts';
import { createPage } from './model/page.ts';
import { browserSavesData, createPreferences } from './model/preferences.ts';
import { createRemembered } from './model/remembered.ts';
import { createSessionNote } from './model/session-note.ts';
import { createSession } from './model/session.ts';
import { createSounds } from './model/sounds.ts';
import { createPageTimers } from './model/timers.ts';
import { App } from './views/App.tsx';
import './styles/app.css';

export interface AppOptions {
  user: UserId;
  leave: (notice: Notice) => void;
  audio: () => AudioContext | undefined;
}

export function createApp({ user, leave, audio }: AppOptions): SignedInApp {
  const timers = createPageTimers();
  const page = createPage(window);
  const platform = browserPlatform({ keepTime: (tick) => tickInBackground(document, openTicker, tick) });
  const session = createSession({
    connect: () => createParley({ user, platform }),
    signOut: () => signOut(),
    leave,
    page,
    timers,
    document,
    loadFiles: async () => (await import('./files.tsx')).createFileDesk,
    callNote: createSessionNote('parley.call'),
    preferences: createPreferences({
      relayOnly: createRemembered('parley.relay-only'),
      saveData: createRemembered('parley.save-data', browserSavesData(navigator)),
    }),
    sounds: createSounds(audio, timers),
    notifications: createNotifications({
      api: window.Notification,
      declined: createRemembered('parley.no-notifications'),
      focus: () => window.focus(),
    }),
  });
  linkManifest(document);
  return {
    View: () => <App session={session} />,
    close: () => {
      session.close();
      page.close();
      platform.close();
    },
  };
}

/** Not on the sign-in page: the first load is kept small. */
function linkManifest(document: Document): void {
  if (document.querySelector('link[rel=manifest]')) return;
  const link = document.createElement('link');
  link.rel = 'manifest';
  link.href = '/manifest.webmanifest';
  document.head.append(link);
}
