// While the page is out of sight, a call that was missed stays in the notifications, where it rang; until its conversation is seen.
// What a page has left there that was killed while it rang goes away with the next one.
import { effect, type ReadonlySignal } from '@preact/signals';
import type { EndReason } from '@parley/client';
import type { AppModel } from './app-model.ts';
import type { RungCall } from './push.ts';
import type { Timers } from './timers.ts';

type App = {
  calls: Pick<AppModel['calls'], 'live' | 'beside' | 'last'>;
  page: Pick<AppModel['page'], 'visible'>;
};

const MISSED: ReadonlySet<EndReason> = new Set(['cancelled', 'no-answer', 'connection-lost']);

/**
 * Answers how to stop. `settle`: whatever is shown of the call goes away, or says that it was missed. There are two that may
 * ring: one alone, and one beside a call that goes on.
 */
export function watchMissed(
  app: ReadonlySignal<App>,
  settle: (call: RungCall, missed: boolean) => void,
): () => void {
  const rung = new Map<string, RungCall>();
  let before: App | undefined;
  return effect(() => {
    const { calls, page } = app.value;
    const [live, beside, last] = [calls.live.value, calls.beside.value, calls.last.value];
    const isSame = before === app.value;
    before = app.value;
    for (const call of rung.values()) {
      const found = [live, beside].find((one) => one?.id === call.id);
      const outcome = last?.id === call.id ? last.outcome : undefined;
      if (found?.state.name === 'ringing') continue;
      // What became of it is told a moment after it is gone; of one that another model had, never.
      if (!found && !outcome && isSame) continue;
      rung.delete(call.id);
      const isMissed = !found && outcome !== undefined && MISSED.has(outcome.reason);
      settle(call, isMissed && !page.visible.peek());
    }
    for (const call of [live, beside])
      if (call?.state.name === 'ringing')
        rung.set(call.id, { id: call.id, with: call.with, media: call.media });
  });
}

/** From the line to the server to what it says that rings: its first word. */
const LISTENS = 2_000;

/** Answers how to stop. `sweep`: once it is known what rings, nothing else is shown to. */
export function sweepRings(
  app: ReadonlySignal<Pick<App, 'calls'> & { connection: Pick<AppModel['connection'], 'connected'> }>,
  timers: Pick<Timers, 'after'>,
  sweep: (rings: (call: string) => boolean) => void,
): () => void {
  let isSwept = false;
  return effect(() => {
    if (!app.value.connection.connected.value || isSwept) return undefined;
    return timers.after(LISTENS, () => {
      isSwept = true;
      const { live, beside } = app.peek().calls;
      const here = [live.peek(), beside.peek()];
      sweep((call) => here.some((one) => one?.id === call && one.state.name === 'ringing'));
    });
  });
}

/** Answers how to stop. `see`: what is shown of this person goes away. */
export function watchSeen(
  app: ReadonlySignal<Pick<AppModel, 'seen'>>,
  see: (user: string) => void,
): () => void {
  return effect(() => {
    const user = app.value.seen.value;
    if (user !== undefined) see(user);
  });
}
