// The entry: the sign-in page, and the way into the app, whose code is fetched when it is needed.
import { render } from 'preact';
import { effect } from '@preact/signals';
import { askStanding, isErrorCode, signIn } from '@parley/client';
import type { PageMessage } from '@parley/desktop-port';
import { loadAppWords } from './i18n/strings.ts';
import { createAudioUnlock } from './model/audio-unlock.ts';
import { createEntrance } from './model/entrance.ts';
import { openLanguage } from './model/language.ts';
import { findLostStyles } from './model/lost-styles.ts';
import { createRemembered } from './model/remembered.ts';
import { createSignIn } from './model/sign-in.ts';
import { createPageTimers } from './model/timers.ts';
import { Entrance } from './views/sign-in/Entrance.tsx';

findLostStyles({ document, timers: createPageTimers() });

/** Of the PC client around the page, where there is one; and what it says before the app is there. */
const port = globalThis.parleyDesktop;
const early: string[] = [];
if (port) port.receive = (message) => early.push(message);

const audio = createAudioUnlock(window);
const entrance = createEntrance({
  remembered: createRemembered('parley.signed-in'),
  askStanding: () => askStanding(),
  load: async () => {
    const [{ createApp, openDesktop }] = await Promise.all([import('./app.tsx'), loadAppWords()]);
    const desktop = port && (await openDesktop(port, early));
    return async (user, leave) =>
      createApp({ user, leave, audio: audio.context, desktop: await desktop?.enter(user) });
  },
  later: comeBack,
  signedOut: () => port?.post(JSON.stringify({ t: 'signed-out' } satisfies PageMessage)),
});

const received = createRemembered('parley.files');
if (received.get()) void removeLeftovers();

const address = new URL(location.href);
const failure = new URLSearchParams(address.hash.slice(1)).get('sign-in');
const signInModel = createSignIn({
  account: address.searchParams.get('account') ?? undefined,
  origin: location.origin,
  random: Math.random,
  signIn,
  enter: entrance.enter,
  navigate: (url) => location.assign(url),
  failure: isErrorCode(failure) ? failure : undefined,
});
effect(() => signInModel.limitName(entrance.newcomers.value.accountLength));
// The name has been taken over: a reload is to offer what the person left, not what the link said.
if (address.search !== '' || failure !== null) history.replaceState(null, '', address.pathname);

const root = document.getElementById('app');
// Before anything is drawn, so that nobody reads a language first that is not theirs.
await openLanguage({ browser: navigator.languages, root: document.documentElement });
if (root) render(<Entrance entrance={entrance} signIn={signInModel} unlockAudio={audio.unlock} />, root);

/** In a few seconds, or when the browser says that there is a network. */
function comeBack(again: () => void): void {
  const scope = new AbortController();
  const go = (): void => {
    if (scope.signal.aborted) return;
    scope.abort();
    again();
  };
  window.addEventListener('online', go, { signal: scope.signal });
  setTimeout(go, 5_000);
}

/** A page that crashed could not remove the files that it had received. */
async function removeLeftovers(): Promise<void> {
  try {
    const { sweepPrivateDisk } = await import('./model/files/private-disk.ts');
    await sweepPrivateDisk({ storage: navigator.storage, locks: navigator.locks, inUse: received });
  } catch {
    // Tried again when the next page starts.
  }
}
