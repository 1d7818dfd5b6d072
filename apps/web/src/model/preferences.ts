// What this person has set on this device. One table: a new setting is a line in it.
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { CallPreferences } from '@parley/client';
import { RING_TONES, type RingTone } from './ring-tones.ts';
import { CORNERS, type Corner } from './small-picture.ts';

/** How one setting is kept, and what it is before anybody has said otherwise. */
interface Setting<T> {
  readonly key: string;
  readonly otherwise: T;
  /** Undefined for what can't have been written by this table. */
  read(kept: string): T | undefined;
  write(value: T): string;
}

const flag = (key: string, otherwise = false): Setting<boolean> => ({
  key: `parley.${key}`,
  otherwise,
  read: (kept) => (kept === '1' ? true : kept === '0' ? false : undefined),
  write: (value) => (value ? '1' : '0'),
});

const choice = <T extends string>(key: string, choices: readonly T[], otherwise: T): Setting<T> => ({
  key: `parley.${key}`,
  otherwise,
  read: (kept) => choices.find((one) => one === kept),
  write: (value) => value,
});

const oneOf = <T extends string>(key: string, values: readonly T[], otherwise: T): Setting<T> => ({
  key: `parley.${key}`,
  otherwise,
  read: (kept) => values.find((value) => value === kept),
  write: (value) => value,
});

/** From 0 to 1, kept in hundredths. */
const share = (key: string, otherwise: number): Setting<number> => ({
  key: `parley.${key}`,
  otherwise,
  read: (kept) => (/^\d{1,3}$/.test(kept) && Number(kept) <= 100 ? Number(kept) / 100 : undefined),
  write: (value) => String(Math.round(value * 100)),
});

const name = (key: string): Setting<string> => ({
  key: `parley.${key}`,
  otherwise: '',
  read: (kept) => kept,
  write: (value) => value,
});

const SETTINGS = {
  /** How present this person wants to be to others. */
  status: oneOf('status', ['available', 'away', 'do-not-disturb'], 'available'),
  /** Whose status that is: whoever signs in next on this device is not to be unreachable for it. */
  statusOf: name('status-of'),
  /** Whether somebody's second call within minutes rings although nothing should disturb. */
  urgentCalls: flag('urgent-calls'),
  ringTone: oneOf('ring-tone', RING_TONES, 'chime'),
  ringVolume: share('ring-volume', 0.8),
  /** Where a text that nobody sees come is told: by a sound, and by a notification that says so much of it. */
  textSound: flag('text-sound', true),
  textNotice: oneOf('text-notice', ['text', 'name', 'nothing'], 'name'),
  /** Calls go through the server's relay alone. */
  relayOnly: flag('relay-only'),
  saveData: flag('save-data'),
  /** Others are told what was read here, and this person what they have read. */
  tellSeen: flag('seen', true),
  /** Single keys work a call. */
  callKeys: flag('call-keys', true),
  /** The corner in which the small picture lies. */
  smallPicture: choice<Corner>('small-picture', CORNERS, 'bottom-end'),
};

type ValueOf<S> = S extends Setting<infer T> ? T : never;

export type PreferenceValues = Readonly<{ [K in keyof typeof SETTINGS]: ValueOf<(typeof SETTINGS)[K]> }>;

export interface Preferences {
  readonly current: ReadonlySignal<PreferenceValues>;
  /** What the SDK's calls are told of it; of devices, `devices/settings.ts` tells. */
  readonly calls: ReadonlySignal<Pick<CallPreferences, 'relayOnly' | 'saveData'>>;
  set(change: Partial<PreferenceValues>): void;
}

/** Where settings outlive the page. Never for anything secret. */
export interface Keep {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

/** `browser`: what the person has told the browser itself, which holds until they say otherwise here. */
export function createPreferences(keep: Keep, browser: Partial<PreferenceValues> = {}): Preferences {
  const names = Object.keys(SETTINGS) as (keyof PreferenceValues)[];
  const current = signal(
    Object.fromEntries(
      names.map((name) => [name, valueOf(SETTINGS[name], keep, browser[name])]),
    ) as PreferenceValues,
  );
  return {
    current,
    calls: computed(() => ({
      relayOnly: current.value.relayOnly,
      saveData: current.value.saveData,
      // The page can show two calls.
      waiting: true,
    })),
    set: (change) => {
      for (const name of names) keepOne(SETTINGS[name], keep, change[name]);
      current.value = { ...current.value, ...change };
    },
  };
}

function valueOf<T>({ key, otherwise, read }: Setting<T>, keep: Keep, browser: T | undefined): T {
  const kept = keep.get(key);
  return (kept === null ? undefined : read(kept)) ?? browser ?? otherwise;
}

function keepOne<T>({ key, write }: Setting<T>, keep: Keep, value: T | undefined): void {
  if (value !== undefined) keep.set(key, write(value));
}

/** The browser's own. Where it keeps nothing (private windows, blocked storage), a setting holds until the page is left. */
export const localKeep: Keep = {
  get: (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set: (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Nothing depends on it but comfort.
    }
  },
};

/** How it rings. */
export function ringOf({ current }: Preferences): { tone: RingTone; volume: number } {
  const { ringTone: tone, ringVolume: volume } = current.peek();
  return { tone, volume };
}

/** Whether the person has told the browser itself to save data (Save Data API; not in every browser). */
export function browserSavesData(navigator: Navigator): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}
