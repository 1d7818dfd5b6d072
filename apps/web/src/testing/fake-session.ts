// A session of the signed-in page over a fake: what the play with strings and the gallery have in common.
import { signal, type Signal } from '@preact/signals';
import { createDeviceSettings } from '../model/devices/settings.ts';
import type { CreateKept } from '../model/kept/kept-loader.ts';
import { createKept } from '../model/kept/kept.ts';
import { createNotifications } from '../model/notifications.ts';
import { inputOf } from '../model/own-status.ts';
import { createPage } from '../model/page.ts';
import { createPreferences } from '../model/preferences.ts';
import type { Reach } from '../model/reach.ts';
import type { SessionNote } from '../model/session-note.ts';
import { createSession, type Session } from '../model/session.ts';
import type { Sounds } from '../model/sounds.ts';
import type { Timers } from '../model/timers.ts';
import { createFakeParley, type FakeParley } from './fake-parley.ts';
import { createMemoryKeep } from './kept.ts';
import { createMemoryShelf } from './memory-shelf.ts';

/** Conversations of before are kept until the page is left. */
const createFakeKept: CreateKept = (needs) => {
  let chosen = false;
  const choice = { get: () => chosen, set: (value: boolean) => void (chosen = value) };
  return createKept({
    ...needs,
    choice,
    onChoice: () => () => undefined,
    openShelf: async () => createMemoryShelf(),
    page: 'fake',
  });
};

export interface FakeSession {
  readonly session: Session;
  /** The latest: there is a new one each time the person takes the session back. */
  parley(): FakeParley;
  /** What the app fetches after itself; absent until a test says so. */
  readonly reach: Signal<Reach | undefined>;
  close(): void;
}

export interface FakeSessionOptions {
  user: string;
  online: readonly string[];
  camera: () => MediaStream;
  timers: Timers;
  sounds: Sounds;
  audio: () => AudioContext | undefined;
  /** Absent: no offer to ring in the background. */
  notifications: typeof Notification | undefined;
  note: (key: string) => SessionNote;
  document: Pick<Document, 'title'>;
  leave: () => void;
}

export function openFakeSession(options: FakeSessionOptions): FakeSession {
  const { user, online, camera, timers, sounds, audio, notifications, note, document, leave } = options;
  const page = createPage(window);
  const reach = signal<Reach | undefined>(undefined);
  let parley: FakeParley | undefined;
  const session = createSession({
    connect: () => (parley = createFakeParley({ user, online, camera, now: timers.now })),
    signOut: () => Promise.resolve(),
    leave,
    page,
    timers,
    document,
    wakeLock: undefined,
    loadFiles: async () => (await import('../files.tsx')).createFileDesk,
    loadKept: async () => createFakeKept,
    callNote: note('parley.call'),
    draftNote: note('parley.drafts'),
    preferences: createPreferences(createMemoryKeep()),
    deviceSettings: createDeviceSettings(createMemoryKeep()),
    audio,
    // As if somebody talked all the time.
    hear: () => ({ level: signal(0.7), close: () => undefined }),
    sounds,
    onInput: inputOf(window),
    reach,
    notifications: createNotifications({
      api: notifications,
      declined: { get: () => false, set: () => undefined },
      focus: () => window.focus(),
    }),
  });
  return {
    session,
    reach,
    parley: () => {
      if (!parley) throw new Error('not connected');
      return parley;
    },
    close: () => {
      session.close();
      page.close();
    },
  };
}
