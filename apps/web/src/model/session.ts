// From sign-in to sign-out: one model after the other, a new one each time the person takes the session back.
import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { Parley } from '@parley/client';
import { createAppModel, type AppModel, type AppModelOptions } from './app-model.ts';
import type { Notice } from './entrance.ts';

export interface Session {
  readonly app: ReadonlySignal<AppModel>;
  /** After the connection was closed for good: begins anew. */
  restart: () => void;
  signOut: () => void;
  close(): void;
}

export interface SessionOptions extends Omit<AppModelOptions, 'parley'> {
  connect(): Parley;
  /** Tells the server. */
  signOut: () => Promise<void>;
  /** Goes to the sign-in page. */
  leave(notice: Notice): void;
}

export function createSession(options: SessionOptions): Session {
  const make = (): AppModel => createAppModel({ ...options, parley: options.connect() });
  const app = signal(make());
  const stop = effect(() => {
    // The sign-in was ended elsewhere: there is nothing to take back.
    if (app.value.connection.closed.value === 'signed-out') untracked(() => options.leave('signed-out'));
  });
  return {
    app,
    restart: () => {
      app.peek().close();
      app.value = make();
    },
    signOut: () => {
      app.peek().close();
      options.signOut().then(
        () => options.leave('signed-out'),
        () => options.leave('sign-out-unheard'),
      );
    },
    close: () => {
      stop();
      app.peek().close();
    },
  };
}
