// The runtime of pages.
import { browserPlatform } from '../connection/platform.ts';
import type { Runtime } from '../runtime.ts';

export const runtime: Runtime = {
  get origin() {
    return location.origin;
  },
  client: 'parley-page',
  send: () => (url, init) => fetch(url, init),
  platform: ({ token, isSignedIn }) => browserPlatform({ token, isSignedIn, keepTime }),
};

/** Not in the core. Where it can't be loaded, the page's own timers have to do. */
function keepTime(tick: () => void): () => void {
  const stop = import('./ticker.ts').then(
    ({ keepTimeByWorker }) => keepTimeByWorker(tick),
    () => undefined,
  );
  return () => void stop.then((end) => end?.());
}
