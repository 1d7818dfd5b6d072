// Notices what `parley user` did to the accounts while the server runs, and closes the sockets of ended sign-ins (I19).
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Realtime } from '../realtime-api.ts';
import type { Store } from '../store/store.ts';
import { renewSignIn } from './accounts.ts';

const POLL_MS = 500;
const HOUSEKEEPING_MS = 60 * 60 * 1_000;
/** Sign-ins looked up in one go: 250 take well under a millisecond, and messages go on in between. */
const SLICE = 250;

export interface SignInWatchOptions {
  store: Store;
  realtime: Pick<Realtime, 'liveSignIns' | 'endSignIns'>;
  clock: Clock;
  log: Log;
}

export function createSignInWatch({ store, realtime, clock, log }: SignInWatchOptions): { close(): void } {
  let mark = store.changeMark();
  let tidied = clock.now();
  let cancel = (): void => {};
  let closed = false;

  const compareWithStore = async (): Promise<void> => {
    const live = [...realtime.liveSignIns()];
    for (let start = 0; start < live.length && !closed; start += SLICE) {
      const slice = live.slice(start, start + SLICE);
      const ended = slice.filter((id) => !store.findSignIn(id, clock.now()));
      if (ended.length > 0) {
        log.info({ signIns: ended.length }, 'sign-ins ended by an operator');
        realtime.endSignIns(ended);
      }
      await nextTurn();
    }
  };

  /** A page that stays open for weeks uses its sign-in all the time, though it asks for nothing over HTTP. */
  const tidy = async (): Promise<void> => {
    const now = clock.now();
    tidied = now;
    const live = [...realtime.liveSignIns()];
    for (let start = 0; start < live.length && !closed; start += SLICE) {
      for (const id of live.slice(start, start + SLICE)) {
        const signIn = store.findSignIn(id, now);
        if (signIn) renewSignIn(store, signIn, now);
      }
      await nextTurn();
    }
    if (!closed) store.removeExpired(now);
  };

  const poll = async (): Promise<void> => {
    try {
      const current = store.changeMark();
      if (current !== mark) {
        await compareWithStore();
        mark = current;
      }
      if (!closed && clock.now() - tidied >= HOUSEKEEPING_MS) await tidy();
    } catch (cause) {
      // The database may be locked for a moment: the mark stays, so the next poll asks again.
      log.warn({ cause: String(cause) }, 'could not look for ended sign-ins');
    }
    if (!closed) schedule();
  };

  const schedule = (): void => {
    cancel = clock.after(POLL_MS, () => void poll());
  };

  schedule();
  return {
    close() {
      closed = true;
      cancel();
    },
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
