// The signed-in page over a fake, whose strings are `parley.strings` in the console: open /src/testing/fake.html.
import { render } from 'preact';
import { loadAppWords } from '../i18n/strings.ts';
import { createAudioUnlock } from '../model/audio-unlock.ts';
import { openLanguage } from '../model/language.ts';
import { createSessionNote } from '../model/session-note.ts';
import { createSounds } from '../model/sounds.ts';
import { createPageTimers } from '../model/timers.ts';
import { App } from '../views/App.tsx';
import '../styles/app.css';
import type { FakeParley } from './fake-parley.ts';
import { drawPictures } from './fake-pictures.ts';
import { openFakeSession } from './fake-session.ts';

declare global {
  interface Window {
    /** For the console and for scripts. */
    readonly parley: FakeParley;
    remote: (status: { microphone: boolean; camera: boolean; screen: boolean }) => void;
  }
}

export async function start(): Promise<void> {
  const query = new URL(location.href).searchParams;
  const timers = createPageTimers();
  const audio = createAudioUnlock(window);
  const { own, theirs, screen } = drawPictures();
  const { session, parley } = openFakeSession({
    user: query.get('user') ?? 'alice',
    online: query.get('online')?.split(',').filter(Boolean) ?? ['bob', 'carol'],
    camera: () => own,
    timers,
    sounds: createSounds({ audio: audio.context, timers, ring: () => ({ tone: 'chime', volume: 0.8 }) }),
    audio: audio.context,
    notifications: query.has('ask') ? window.Notification : undefined,
    note: createSessionNote,
    document,
    leave: () => location.reload(),
  });
  Object.defineProperty(window, 'parley', { get: parley });
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
}
