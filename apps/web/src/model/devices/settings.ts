// Which devices this person wants on this device of theirs, and how: kept in the browser, never anything secret.
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { CallPreferences, ChosenDevice } from '@parley/client';
import type { Keep } from '../preferences.ts';

/** What calls need to know of it. */
export type CallDevices = Pick<CallPreferences, 'microphone' | 'camera' | 'cleanSound' | 'blurBackground'>;

export interface DeviceSettings {
  readonly calls: ReadonlySignal<CallDevices>;
  /** Where the other is heard. */
  readonly speaker: ReadonlySignal<ChosenDevice | undefined>;
  /** Where it rings; absent: where the other is heard. */
  readonly ringer: ReadonlySignal<ChosenDevice | undefined>;
  /** Whether the own picture is shown as in a mirror. */
  readonly mirror: ReadonlySignal<boolean>;
  /** Whether the person has looked at the check of devices, put it away, or called without it. */
  readonly acquainted: ReadonlySignal<boolean>;
  set(change: Partial<DeviceChoices>): void;
  /** The other camera of a phone, for now: the next call begins with the chosen one. */
  face(facing: 'user' | 'environment' | undefined): void;
}

export interface DeviceChoices {
  microphone: ChosenDevice | undefined;
  camera: ChosenDevice | undefined;
  speaker: ChosenDevice | undefined;
  ringer: ChosenDevice | undefined;
  cleanSound: boolean;
  blurBackground: boolean;
  mirror: boolean;
  acquainted: boolean;
}

const KEY = 'parley.devices';

export function createDeviceSettings(keep: Keep): DeviceSettings {
  const choices = signal(read(keep.get(KEY)));
  const facing = signal<'user' | 'environment' | undefined>(undefined);
  return {
    calls: computed(() => {
      const { microphone, camera, cleanSound, blurBackground } = choices.value;
      const faced = facing.value && { facing: facing.value };
      return { microphone, camera: faced ?? camera, cleanSound, blurBackground };
    }),
    speaker: computed(() => choices.value.speaker),
    ringer: computed(() => choices.value.ringer),
    mirror: computed(() => choices.value.mirror),
    acquainted: computed(() => choices.value.acquainted),
    set: (change) => {
      batch(() => {
        choices.value = { ...choices.peek(), ...change };
        if ('camera' in change) facing.value = undefined;
      });
      keep.set(KEY, JSON.stringify(choices.peek()));
    },
    face: (next) => {
      facing.value = next;
    },
  };
}

/** Whatever of it is not as it should be counts as not said. */
function read(text: string | null): DeviceChoices {
  const said = parsed(text);
  return {
    microphone: deviceIn(said['microphone']),
    camera: deviceIn(said['camera']),
    speaker: deviceIn(said['speaker']),
    ringer: deviceIn(said['ringer']),
    cleanSound: said['cleanSound'] !== false,
    blurBackground: said['blurBackground'] === true,
    mirror: said['mirror'] !== false,
    acquainted: said['acquainted'] === true,
  };
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(text ?? '{}');
    return typeof said === 'object' && said !== null ? { ...said } : {};
  } catch {
    return {};
  }
}

function deviceIn(said: unknown): ChosenDevice | undefined {
  if (typeof said !== 'object' || said === null) return undefined;
  const { id, label } = said as Record<string, unknown>;
  return typeof id === 'string' && typeof label === 'string' ? { id, label } : undefined;
}
