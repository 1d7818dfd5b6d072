// What was said before this page: its code is fetched after the page's own.
import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { KeptModel, KeptOptions } from './kept.ts';

/** What the code for it needs besides what it brings along. */
export type KeptNeeds = Omit<KeptOptions, 'choice' | 'onChoice' | 'openShelf' | 'page'>;
export type CreateKept = (needs: KeptNeeds) => KeptModel;

export interface KeptLoader {
  /** Absent until its code is there. */
  readonly kept: ReadonlySignal<KeptModel | undefined>;
  close(): void;
}

/** Where the code can't be had, it is asked for again with the next connection. */
export function createKeptLoader({
  load,
  ...needs
}: KeptNeeds & { load: () => Promise<CreateKept> }): KeptLoader {
  const kept = signal<KeptModel | undefined>(undefined);
  let isLoading = false;
  let closed = false;
  const begin = async (): Promise<void> => {
    if (isLoading || kept.peek()) return;
    isLoading = true;
    try {
      const create = await load();
      if (!closed) kept.value = create(needs);
    } catch {
      // No line to the server, which the page says.
    } finally {
      isLoading = false;
    }
  };
  const stop = effect(() => {
    void needs.connected.value;
    untracked(() => void begin());
  });
  return {
    kept,
    close: () => {
      closed = true;
      stop();
      kept.peek()?.close();
    },
  };
}
