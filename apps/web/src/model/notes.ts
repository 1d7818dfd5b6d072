// Does what a click on a notification asked for: in this page, or in one that was opened for it and is still finding its way in.
import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import { t } from '../i18n/strings.ts';
import type { UserId } from '@parley/client';
import type { PageNote } from '../service-worker/clicks.ts';
import type { AppModel } from './app-model.ts';
import type { CallSnapshot } from './calls.ts';
import type { Timers } from './timers.ts';

export interface NoteTaker {
  take(note: PageNote): void;
  /** What came of it, where that has to be said. */
  readonly told: ReadonlySignal<string | undefined>;
  putAway(): void;
  close(): void;
}

type App = Pick<AppModel, 'choose'> & {
  calls: Pick<AppModel['calls'], 'live' | 'beside' | 'accept'>;
  connection: Pick<AppModel['connection'], 'connected' | 'closed'>;
};

export interface NoteTakerOptions {
  app: ReadonlySignal<App>;
  timers: Timers;
  /** Takes the session back from where it is now. */
  restart: () => void;
}

/** From the click to a page that is signed in. */
const WAY_IN = 15_000;
/** From there to the call: the server tells it in its first word. */
const LISTENS = 2_000;

export function createNoteTaker({ app, timers, restart }: NoteTakerOptions): NoteTaker {
  const told = signal<string | undefined>(undefined);
  let stop = (): void => {};
  let stopOpening = (): void => {};

  /** A page whose session is elsewhere has nothing to show before the person takes it back. */
  const open = (user: UserId): void => {
    stopOpening();
    let isOpen = false;
    const following = effect(() => {
      if (isOpen || app.value.connection.closed.value !== undefined) return;
      isOpen = true;
      untracked(() => app.peek().choose(user));
    });
    if (isOpen) following();
    else stopOpening = following;
  };

  const accept = (call: string): void => {
    stop();
    told.value = undefined;
    // Whoever accepts here wants to talk here.
    if (app.peek().connection.closed.peek() === 'displaced') restart();
    let state: 'waiting' | 'connected' | 'over' = 'waiting';
    const cancels: (() => void)[] = [];
    stop = (): void => {
      state = 'over';
      for (const cancel of cancels.splice(0)) cancel();
    };
    const isLate = (): void => {
      stop();
      told.value = t.push.tooLate;
    };
    const follow = (found: CallSnapshot | undefined, isIn: boolean): void => {
      if (found) {
        stop();
        if (found.state.name === 'ringing') app.peek().calls.accept(found.media);
      } else if (isIn && state === 'waiting') {
        state = 'connected';
        cancels.push(timers.after(LISTENS, isLate));
      }
    };
    cancels.push(timers.after(WAY_IN, isLate));
    const following = effect(() => {
      const { calls, connection } = app.value;
      const found = [calls.live.value, calls.beside.value].find((one) => one?.id === call);
      const isIn = connection.connected.value;
      untracked(() => follow(found, isIn));
    });
    cancels.push(following);
    // It may have been there already.
    if ((state as string) === 'over') stop();
  };

  return {
    take: (note) => {
      if (note.t === 'accept') accept(note.call);
      else open(note.with as UserId);
    },
    told,
    putAway: () => (told.value = undefined),
    close: () => {
      stop();
      stopOpening();
    },
  };
}
