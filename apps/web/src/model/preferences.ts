// What this person has set for calls on this device.
import { signal, type ReadonlySignal } from '@preact/signals';
import type { CallPreferences } from '@parley/client';
import type { Remembered } from './remembered.ts';

export interface Preferences {
  readonly current: ReadonlySignal<Readonly<CallPreferences>>;
  set(change: Partial<CallPreferences>): void;
}

export function createPreferences(kept: Readonly<Record<keyof CallPreferences, Remembered>>): Preferences {
  const { relayOnly, saveData } = kept;
  const current = signal<Readonly<CallPreferences>>({
    relayOnly: relayOnly.get(),
    saveData: saveData.get(),
  });
  return {
    current,
    set: (change) => {
      if (change.relayOnly !== undefined) relayOnly.set(change.relayOnly);
      if (change.saveData !== undefined) saveData.set(change.saveData);
      current.value = { ...current.value, ...change };
    },
  };
}

/** Whether the person has told the browser itself to save data (Save Data API; not in every browser). */
export function browserSavesData(navigator: Navigator): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}
