// The signed-in page over a fake, for looking at every state in development: open /src/testing/fake.html.
import { render } from 'preact';
import { loadAppWords } from '../i18n/strings.ts';
import { createAudioUnlock } from '../model/audio-unlock.ts';
import { openLanguage } from '../model/language.ts';
import { createDeviceSettings } from '../model/devices/settings.ts';
import { createNotifications } from '../model/notifications.ts';
import { createPage } from '../model/page.ts';
import { createPreferences } from '../model/preferences.ts';
import { createSessionNote } from '../model/session-note.ts';
import { createSession } from '../model/session.ts';
import { createSounds } from '../model/sounds.ts';
import { createPageTimers } from '../model/timers.ts';
import { App } from '../views/App.tsx';
import '../styles/app.css';
import { createFakeParley, type FakeParley } from './fake-parley.ts';
import { drawPerson } from './fake-pictures.ts';
import { createMemoryKeep } from './kept.ts';

declare global {
  interface Window {
    /** For the console and for scripts. */
    parley: FakeParley;
    remote: (status: { microphone: boolean; camera: boolean; screen: boolean }) => void;
  }
}

const query = new URL(location.href).searchParams;
const self = query.get('user') ?? 'alice';
const online = query.get('online')?.split(',').filter(Boolean) ?? ['bob', 'carol'];
const timers = createPageTimers();
const audio = createAudioUnlock(window);

const own = drawPerson({ width: 640, height: 480, sky: '#46617c', skin: '#e3b48f', shirt: '#d2694b' });
const theirs = drawPerson({ width: 1280, height: 720, sky: '#56705a', skin: '#8d5a3b', shirt: '#e6dfcf' });
const screen = drawPerson({ width: 1600, height: 900, sky: '#d8dbe6', skin: '#9aa3c7', shirt: '#6d78a8' });

const session = createSession({
  connect: () => {
    window.parley = createFakeParley({ user: self, online, camera: () => own });
    return window.parley;
  },
  signOut: () => Promise.resolve(),
  leave: () => location.reload(),
  page: createPage(window),
  timers,
  document,
  wakeLock: undefined,
  loadFiles: async () => (await import('../files.tsx')).createFileDesk,
  callNote: createSessionNote('parley.call'),
  draftNote: createSessionNote('parley.drafts'),
  preferences: createPreferences(createMemoryKeep()),
  deviceSettings: createDeviceSettings(createMemoryKeep()),
  audio: audio.context,
  sounds: createSounds(audio.context, timers),
  notifications: createNotifications({
    api: query.has('ask') ? window.Notification : undefined,
    declined: { get: () => false, set: () => undefined },
    focus: () => window.focus(),
  }),
});

window.remote = (status) => {
  window.parley.strings.call()?.set({
    state: { name: 'active', since: Date.now() - 123_000 },
    line: 'good',
    remote: { stream: theirs, screen, tracks: {}, status },
  });
};

await loadAppWords();
await openLanguage({ browser: navigator.languages, root: document.documentElement });
const root = document.getElementById('app');
if (root) render(<App session={session} />, root);
