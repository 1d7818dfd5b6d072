// Keeps the screen on in a call, in browsers that can (W3C Screen Wake Lock).
import { effect, type ReadonlySignal } from '@preact/signals';

export interface WakeLockOptions {
  /** Absent where the browser has none, or the page is not in a secure context. */
  api: WakeLock | undefined;
  wanted: ReadonlySignal<boolean>;
  /** A page out of sight has none: the browser takes it back, and refuses another. */
  visible: ReadonlySignal<boolean>;
}

export function createWakeLock({ api, wanted, visible }: WakeLockOptions): { close(): void } {
  const stop = effect(() => (api && wanted.value && visible.value ? hold(api) : undefined));
  return { close: stop };
}

/** The answer lets go, also of a lock that is still to come. */
function hold(api: WakeLock): () => void {
  const lock = api.request('screen').catch(() => undefined); // Refused on an empty battery: then the screen is as always.
  return () => void lock.then((held) => held?.release()).catch(() => undefined);
}
