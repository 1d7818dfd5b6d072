// The operator's own code in a running server, and the webhook beside it: both hear the same of what happens.
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { InboxMessage, Realtime, ServerInbox } from '../realtime-api.ts';
import type { RealtimeHooks } from '../realtime-hooks.ts';
import { EXIT, StartFailure } from '../start-failure.ts';
import { LATE, within } from '../within.ts';
import { createAppHooks } from './app-hooks.ts';
import { createAppInbox } from './app-inbox.ts';
import { createContext } from './context.ts';
import type { ServerDefinition } from './define-server.ts';
import { createGuard, type Guard } from './guard.ts';
import { createReporter } from './webhooks/reporter.ts';
import type { Webhooks } from './webhooks/webhooks.ts';

const STARTED_MS = 10_000;
const STOPPING_MS = 1_000;

export interface ServerAppOptions {
  definition: ServerDefinition | undefined;
  webhooks: Webhooks | undefined;
  clock: Clock;
  log: Log;
}

export interface ServerApp {
  readonly hooks: RealtimeHooks;
  readonly inbox: ServerInbox;
  /** From now on the code can do something. Throws StartFailure where its hook `started` fails. */
  start(realtime: Realtime): Promise<void>;
  /** Resolves when its hook `stopping` is done, or has had its time. */
  stop(): Promise<void>;
}

export function createServerApp({ definition = {}, webhooks, clock, log }: ServerAppOptions): ServerApp {
  const { hooks = {}, handlers = {} } = definition;
  const guard = createGuard({ clock, log });
  const { context, connect } = createContext(log);
  const reporter = webhooks && createReporter({ webhooks, clock });
  const inbox = createAppInbox({ handlers, guard, clock, context });
  let isStarted = false;
  return {
    hooks: both(createAppHooks({ hooks, guard, clock, context }), reporter),
    inbox: reporter ? { ...inbox, message: (message) => reportedOrHandled(inbox, reporter, message) } : inbox,
    async start(realtime) {
      connect(realtime);
      reporter?.started();
      await begin(hooks.started && (() => hooks.started?.(context)), clock, guard);
      isStarted = true;
    },
    async stop() {
      if (!isStarted || !hooks.stopping) return;
      const stopping = Promise.resolve(guard.run('stopping', () => hooks.stopping?.(context)));
      const settled = stopping.catch((cause: unknown) => guard.failed('stopping', cause));
      if ((await within(settled, STOPPING_MS, clock)) === LATE)
        guard.complain('stopping', 'the app did not end in time');
    },
  };
}

/** A message counts as handled where the code takes it, or the webhook has room for it. */
function reportedOrHandled(
  inbox: ServerInbox,
  reporter: ReturnType<typeof createReporter>,
  message: InboxMessage,
): unknown {
  const handled = inbox.message(message);
  return reporter.received(message) || handled;
}

function both(app: RealtimeHooks, reporter: ReturnType<typeof createReporter> | undefined): RealtimeHooks {
  if (!reporter) return app;
  return {
    ...app,
    callStarted: (call) => {
      reporter.callStarted(call);
      app.callStarted?.(call);
    },
    callEnded: (call) => {
      reporter.callEnded(call);
      app.callEnded?.(call);
    },
    cameOnline: (user) => {
      reporter.presence('user.online', user);
      app.cameOnline?.(user);
    },
    wentOffline: (user) => {
      reporter.presence('user.offline', user);
      app.wentOffline?.(user);
    },
  };
}

async function begin(started: (() => unknown) | undefined, clock: Clock, guard: Guard): Promise<void> {
  if (!started) return;
  try {
    const done = Promise.resolve(guard.runOrThrow('started', started));
    if ((await within(done, STARTED_MS, clock)) === LATE)
      throw new Error(`it did not end within ${STARTED_MS / 1_000} s`);
  } catch (cause) {
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new StartFailure(EXIT.app, `The app's hook "started" failed (${why}).`, { cause });
  }
}
