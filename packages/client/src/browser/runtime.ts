// The runtime of pages.
import { browserPlatform } from '../connection/platform.ts';
import type { Runtime } from '../runtime.ts';

export const runtime: Runtime = {
  get origin() {
    return location.origin;
  },
  client: 'parley-page',
  send: () => (url, init) => fetch(url, init),
  platform: ({ token, isSignedIn }) => browserPlatform({ token, isSignedIn }),
};
