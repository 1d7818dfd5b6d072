// While the page is out of sight, a call that was missed stays in the notifications, where it rang.
import { effect, type ReadonlySignal } from '@preact/signals';
import type { EndReason } from '@parley/client';
import type { AppModel } from './app-model.ts';
import type { RungCall } from './push.ts';

type App = { calls: Pick<AppModel['calls'], 'live' | 'ended'>; page: Pick<AppModel['page'], 'visible'> };

const MISSED: ReadonlySet<EndReason> = new Set(['cancelled', 'no-answer', 'connection-lost']);

/** Answers how to stop. `settle`: whatever is shown of the call goes away, or says that it was missed. */
export function watchMissed(
  app: ReadonlySignal<App>,
  settle: (call: RungCall, missed: boolean) => void,
): () => void {
  let rung: RungCall | undefined;
  return effect(() => {
    const { calls, page } = app.value;
    const live = calls.live.value;
    if (live?.state.name === 'ringing') {
      rung = { id: live.id, with: live.with, media: live.media };
      return;
    }
    if (!rung) return;
    const outcome = calls.ended.value;
    const isMissed = live === undefined && outcome !== undefined && MISSED.has(outcome.reason);
    settle(rung, isMissed && !page.visible.peek());
    rung = undefined;
  });
}
