// The operator's hooks as the server calls them: guarded, bounded, and out of the way of calls and texts (protocol A1–A5).
import type { UserId } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { CallWish, RealtimeHooks } from '../realtime-hooks.ts';
import { LATE, within } from '../within.ts';
import type { Hooks, ServerContext } from './define-server.ts';
import type { Guard } from './guard.ts';
import { isPromise, Running } from './running.ts';

/** A caller waits for no answer longer than that. */
const MAY_CALL_MS = 3_000;
/** Questions that are being answered. */
const MAY_CALL_AT_ONCE = 256;
/** Reactions to events that have not ended. */
const NEWS_AT_ONCE = 1_000;

export interface AppHooksOptions {
  hooks: Hooks;
  guard: Guard;
  clock: Clock;
  context: ServerContext;
}

export function createAppHooks({ hooks, guard, clock, context }: AppHooksOptions): RealtimeHooks {
  const { maySee, mayCall } = hooks;
  const tell = createTell(guard, clock);
  return {
    maySee: maySee && ((viewer, person) => readSight(guard, maySee, viewer, person)),
    mayCall: mayCall && createMayCall({ mayCall, guard, clock, context }),
    callStarted: (call) => tell('callStarted', () => hooks.callStarted?.(call, context)),
    callEnded: (call) => tell('callEnded', () => hooks.callEnded?.(call, context)),
    cameOnline: (user) => tell('cameOnline', () => hooks.cameOnline?.(user, context)),
    wentOffline: (user) => tell('wentOffline', () => hooks.wentOffline?.(user, context)),
  };
}

function readSight(
  guard: Guard,
  maySee: NonNullable<Hooks['maySee']>,
  viewer: UserId,
  person: UserId,
): boolean {
  const answer: unknown = guard.run('maySee', () => maySee(viewer, person));
  if (isPromise(answer)) {
    answer.then(undefined, () => {});
    guard.complain('maySee', 'the app must answer at once, not with a promise');
  }
  return answer === true;
}

function createMayCall(of: {
  mayCall: NonNullable<Hooks['mayCall']>;
  guard: Guard;
  clock: Clock;
  context: ServerContext;
}): NonNullable<RealtimeHooks['mayCall']> {
  const { mayCall, guard, clock, context } = of;
  let waiting = 0;
  const settled = async (answer: PromiseLike<unknown>): Promise<boolean> => {
    waiting += 1;
    try {
      const may = await within(answer, MAY_CALL_MS, clock);
      if (may === LATE) guard.complain('mayCall', 'the app did not answer in time');
      return may === true;
    } catch (cause) {
      guard.failed('mayCall', cause);
      return false;
    } finally {
      waiting -= 1;
    }
  };
  return (wish: CallWish) => {
    if (waiting >= MAY_CALL_AT_ONCE) {
      guard.complain('mayCall', 'the app has too many questions before it');
      return false;
    }
    const answer: unknown = guard.run('mayCall', () => mayCall(wish, context));
    return isPromise(answer) ? settled(answer) : answer === true;
  };
}

/** Runs reactions after what they react to is done, each in its turn. */
function createTell(guard: Guard, clock: Clock): (part: string, code: () => unknown) => void {
  const running = new Running(clock, NEWS_AT_ONCE);
  return (part, code) => {
    queueMicrotask(() => {
      if (running.isFull) return guard.complain(part, 'the app has too much before it, and is told no more');
      const answer = guard.run(part, code);
      if (!isPromise(answer)) return;
      running.add(answer);
      answer.then(undefined, (cause: unknown) => guard.failed(part, cause));
    });
  };
}
