// What the operator's code can do, once the server is there.
import { ok, type ErrorCode, type Result, type UserId } from '@parley/protocol';
import type { Log } from '../log.ts';
import type { Realtime } from '../realtime-api.ts';
import { RequestError, type ServerContext } from './define-server.ts';

export interface ConnectedContext {
  readonly context: ServerContext;
  connect(realtime: Realtime): void;
}

export function createContext(log: Log): ConnectedContext {
  let realtime: Realtime | undefined;
  const here = (): Realtime => {
    // Hooks run before it is there at the earliest in a constructor of the app's own, and those get no context.
    if (!realtime) throw new RequestError('closed');
    return realtime;
  };
  return {
    context: {
      send: (to, type, payload) => answered(async () => here().send(to as UserId, type, payload)),
      query: (to, type, ask, options) => answered(async () => here().query(to as UserId, type, ask, options)),
      text: (from, to, text) =>
        answered(async () => {
          const sent = await here().text({ from: from as UserId, to: to as UserId, text });
          return sent.ok ? ok(undefined) : sent;
        }),
      startCall: (from, to, media) =>
        answered(() => {
          const started = here().startCall({ from: from as UserId, to: to as UserId, media });
          return Promise.resolve(started.ok ? ok(started.value.view.call) : started);
        }),
      endCall: (id) => here().endCall(id),
      online: () =>
        here()
          .online()
          .map(({ user }) => user),
      refresh: (user) => here().refresh(user as UserId | undefined),
      log,
    },
    connect(connected) {
      realtime = connected;
    },
  };
}

/** Rejects with RequestError. Whoever does not care how it ends is not stopped by it. */
function answered<T>(request: () => Promise<Result<T, ErrorCode>>): Promise<T> {
  // In a promise of its own: it may throw before it has one.
  const done = (async () => request())().then((result) => {
    if (result.ok) return result.value;
    throw new RequestError(result.error);
  });
  done.catch(() => {});
  return done;
}
