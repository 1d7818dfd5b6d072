// The signed-in app: fetched after the sign-in page, and wired to the SDK here.
import type { DesktopPort } from '@parley/desktop-port';
import { browserPlatform, createParley, signOut, tickInBackground, type UserId } from '@parley/client';
import { signal } from '@preact/signals';
import type { Desktop, DesktopEntry } from './model/desktop.ts';
import type { Notice, SignedInApp } from './model/entrance.ts';
import { createHear } from './model/devices/level.ts';
import { createDeviceSettings } from './model/devices/settings.ts';
import { createNotifications } from './model/notifications.ts';
import { openTicker } from './model/open-ticker.ts';
import { inputOf } from './model/own-status.ts';
import { createPage } from './model/page.ts';
import { browserSavesData, createPreferences, localKeep, ringOf } from './model/preferences.ts';
import { createRemembered } from './model/remembered.ts';
import { createSessionNote } from './model/session-note.ts';
import { createSession, type Session } from './model/session.ts';
import { createSounds } from './model/sounds.ts';
import { createPageTimers, type Timers } from './model/timers.ts';
import { openLate, type Reach } from './model/reach.ts';
import { App } from './views/App.tsx';
import './styles/app.css';

export interface AppOptions {
  user: UserId;
  leave: (notice: Notice) => void;
  audio: () => AudioContext | undefined;
  /** Of the PC client around the page, where there is one. */
  desktop?: DesktopEntry | undefined;
}

let desktop: Promise<Desktop> | undefined;

/** `early`: what the client has said by now. */
export function openDesktop(port: DesktopPort, early: readonly string[]): Promise<Desktop> {
  const open = async (): Promise<Desktop> => (await import('./desktop.tsx')).openDesktop(port, early);
  desktop ??= open().catch((cause: unknown) => {
    desktop = undefined; // Tried again at the next entering.
    throw cause;
  });
  return desktop;
}

export function createApp({ user, leave, audio, desktop }: AppOptions): SignedInApp {
  const timers = createPageTimers();
  const page = createPage(window, desktop ? 'beforeunload' : 'pagehide');
  const basis = browserPlatform({ keepTime: (tick) => tickInBackground(document, openTicker, tick) });
  // A page that goes away leaves its session to the client.
  const platform = desktop ? { ...basis, onLeave: () => () => undefined } : basis;
  const preferences = createPreferences(localKeep, { saveData: browserSavesData(navigator) });
  const reach = signal<Reach | undefined>(undefined);
  const session = createSession({
    connect: (goOn) => createParley({ user, platform, goOn }),
    handover: desktop?.handover,
    signOut: () => signOut(),
    leave,
    page,
    timers,
    document,
    wakeLock: wakeLockOf(navigator),
    loadFiles: async () => (await import('./files.tsx')).createFileDesk,
    loadKept: async () => (await import('./kept.ts')).createKeptHere,
    callNote: createSessionNote('parley.call'),
    draftNote: createSessionNote('parley.drafts'),
    preferences,
    deviceSettings: createDeviceSettings(localKeep),
    audio,
    hear: createHear({ audio, timers, makeStream: (tracks) => new MediaStream(tracks) }),
    sounds: createSounds({ audio, timers, ring: () => ringOf(preferences) }),
    onInput: inputOf(window),
    reach,
    notifications: createNotifications({
      // The client shows its own.
      api: desktop ? undefined : window.Notification,
      declined: createRemembered('parley.no-notifications'),
      focus: () => window.focus(),
    }),
  });
  const stopFollowing = desktop?.follow(session);
  // The client rings by itself, and is installed.
  const late = desktop ? undefined : openLate(reach, () => loadReach(session, timers));
  // From here on the browser may offer to install it.
  void late?.settled.then(() => linkManifest(document));
  return {
    View: () => <App session={session} />,
    close: () => {
      stopFollowing?.();
      late?.close();
      session.close();
      page.close();
      basis.close();
    },
  };
}

/** Older browsers and pages without a secure context have none. */
function wakeLockOf(navigator: Partial<Pick<Navigator, 'wakeLock'>>): WakeLock | undefined {
  return navigator.wakeLock;
}

/** After the app, which does not wait for it. */
async function loadReach(session: Session, timers: Timers): Promise<() => Reach> {
  const { openReach } = await import('./reach.tsx');
  return () => openReach(session, timers, import.meta.url);
}

/** Not on the sign-in page: the first load is kept small. */
function linkManifest(document: Document): void {
  if (document.querySelector('link[rel=manifest]')) return;
  const link = document.createElement('link');
  link.rel = 'manifest';
  link.href = '/manifest.webmanifest';
  document.head.append(link);
}
