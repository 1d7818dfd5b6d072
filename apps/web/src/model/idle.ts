// Whether nothing has been touched for a while, so that controls may step back.
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Timers } from './timers.ts';

export interface Idle {
  readonly idle: ReadonlySignal<boolean>;
  stir: () => void;
  close: () => void;
}

export function createIdle(timers: Timers, ms: number): Idle {
  const idle = signal(false);
  let cancel: (() => void) | undefined;
  const stir = (): void => {
    cancel?.();
    idle.value = false;
    cancel = timers.after(ms, () => {
      idle.value = true;
    });
  };
  stir();
  return { idle, stir, close: () => cancel?.() };
}
