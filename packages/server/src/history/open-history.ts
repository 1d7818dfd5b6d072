// The history of a server, as its settings want it: kept for so many days, or none, and then nothing of before either.
import type { Settings } from '../config/settings.ts';
import { judgeRoom, roomIn } from '../store/full-disk.ts';
import type { Store } from '../store/store.ts';
import { History, type HistoryOptions } from './history.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const HOUR_MS = 60 * 60 * 1_000;
/** Texts removed in one go: some ms, and messages go on in between. */
const SLICE = 500;
const BETWEEN_SLICES_MS = 20;

export interface HistoryParts extends Pick<HistoryOptions, 'clock' | 'log' | 'waits'> {
  store: Store;
  closers: (() => void | Promise<void>)[];
}

/** Undefined where nothing is to be kept. */
export function openHistory(
  { historyDays, data }: Pick<Settings, 'historyDays' | 'data'>,
  { store, clock, log, closers, waits }: HistoryParts,
): History | undefined {
  if (historyDays === 0) {
    const removed = store.removeKept(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    if (removed > 0) log.info({ texts: removed }, 'removed the history, which is not to be kept any more');
    return undefined;
  }
  let cancel = (): void => undefined;
  const tidy = (): void => {
    let wait = HOUR_MS;
    try {
      const removed = store.removeKept((clock.now() - historyDays * DAY_MS) * 1_000, SLICE);
      if (removed === SLICE) wait = BETWEEN_SLICES_MS;
    } catch (cause) {
      // The database may be locked for a moment: the next time removes the same.
      log.warn({ cause: String(cause) }, 'could not remove what is too old from the history');
    }
    cancel = clock.after(wait, tidy);
  };
  tidy();
  closers.push(() => cancel());
  const hasRoom = (): boolean => judgeRoom(data, roomIn(data)).name === 'well';
  return new History({ store, clock, log, hasRoom, waits });
}
