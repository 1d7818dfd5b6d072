// From sign-in to sign-out: one model after the other, a new one each time the person takes the session back.
import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { Handover, Parley } from '@parley/client';
import { createAppModel, type AppModel, type AppModelOptions } from './app-model.ts';
import type { Notice } from './entrance.ts';

export interface Session {
  readonly app: ReadonlySignal<AppModel>;
  /** Whether another client goes on in the place of this page, which has nothing to show any more. */
  readonly handedOver: ReadonlySignal<boolean>;
  /** After the connection was closed for good: begins anew. */
  restart: () => void;
  /** Begins anew with a session of before. */
  goOn(handover: Handover): void;
  /** Lets go of the session without leaving it. */
  handOver(): Handover | undefined;
  signOut: () => void;
  close(): void;
}

export interface SessionOptions extends Omit<AppModelOptions, 'parley'> {
  connect(goOn?: Handover): Parley;
  /** What to begin with. */
  handover?: Handover | undefined;
  /** Tells the server. */
  signOut: () => Promise<void>;
  /** Goes to the sign-in page. */
  leave(notice: Notice): void;
}

export function createSession(options: SessionOptions): Session {
  const make = (handover?: Handover): AppModel =>
    createAppModel({ ...options, parley: options.connect(handover) });
  const app = signal(make(options.handover));
  const handedOver = signal(false);
  const restart = (handover?: Handover): void => {
    app.peek().close();
    app.value = make(handover);
  };
  const leave = (notice: Notice): void => {
    options.draftNote.set(undefined);
    options.leave(notice);
  };
  const stop = effect(() => {
    // The sign-in was ended elsewhere: there is nothing to take back.
    if (app.value.connection.closed.value === 'signed-out') untracked(() => leave('signed-out'));
  });
  return {
    app,
    handedOver,
    restart: () => restart(),
    goOn: restart,
    handOver: () => {
      const handover = app.peek().handOver();
      handedOver.value = true;
      return handover;
    },
    signOut: () => {
      app.peek().close();
      options.signOut().then(
        () => leave('signed-out'),
        () => leave('sign-out-unheard'),
      );
    },
    close: () => {
      stop();
      app.peek().close();
    },
  };
}
