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

export function createSignInWatch(options: SignInWatchOptions): { close(): void } {
  const { store, realtime, clock, log } = options;
  const state = { mark: store.changeMark(), tidied: clock.now(), closed: false };
  let cancel = (): void => {};

  /** Shows every live sign-in to `look`, a slice at a time, until the watch is closed. */
  const inspect = async (look: (slice: string[]) => void): Promise<void> => {
    const live = [...realtime.liveSignIns()];
    while (live.length > 0 && !state.closed) {
      look(live.splice(0, SLICE));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  const endMissing = (slice: string[]): void => {
    const ended = slice.filter((id) => !store.findSignIn(id, clock.now()));
    if (ended.length === 0) return;
    log.info({ signIns: ended.length }, 'sign-ins ended by an operator');
    realtime.endSignIns(ended);
  };

  /**
   * A page that stays open for weeks uses its sign-in all the time, though it asks for nothing over HTTP. One whose end is
   * fixed (H7) ends here.
   */
  const renewAll = (slice: string[]): void => {
    const ended = slice.filter((id) => {
      const signIn = store.findSignIn(id, clock.now());
      if (signIn) renewSignIn(store, signIn, clock.now());
      return signIn === undefined;
    });
    if (ended.length > 0) realtime.endSignIns(ended);
  };

  const look = async (): Promise<void> => {
    const mark = store.changeMark();
    if (mark !== state.mark) await inspect(endMissing);
    state.mark = mark;
    if (state.closed || clock.now() - state.tidied < HOUSEKEEPING_MS) return;
    state.tidied = clock.now();
    await inspect(renewAll);
    if (!state.closed) store.removeExpired(clock.now());
  };

  const poll = async (): Promise<void> => {
    try {
      await look();
    } catch (cause) {
      // The database may be locked for a moment: the mark stays, so the next poll looks again.
      log.warn({ cause: String(cause) }, 'could not look for ended sign-ins');
    }
    if (!state.closed) schedule();
  };

  const schedule = (): void => {
    cancel = clock.after(POLL_MS, () => void poll());
  };

  schedule();
  return {
    close() {
      state.closed = true;
      cancel();
    },
  };
}
