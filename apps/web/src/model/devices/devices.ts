// The devices that are there, which of them is in use, and where sound comes out.
import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { CallsApi, ChosenDevice, DeviceCheck, DeviceInfo } from '@parley/client';
import type { Hear } from './level.ts';
import type { DeviceSettings } from './settings.ts';

export type DeviceMenuKind = 'sound' | 'camera' | 'all';

export interface DevicesModel {
  readonly settings: DeviceSettings;
  /** Those that have names: before the person has allowed any, there are none. */
  readonly list: ReadonlySignal<readonly DeviceInfo[]>;
  /** What sound goes to; empty for the default. */
  readonly sink: ReadonlySignal<string>;
  /** Whether the page's own sound goes where it rings: while it does, or the ring is tried. */
  readonly ringing: Signal<boolean>;
  /** The chosen speaker while it is not there, once devices are known. */
  readonly speakerAway: ReadonlySignal<string | undefined>;
  /** Which menu of devices lies over the call. */
  readonly menu: Signal<DeviceMenuKind | undefined>;
  /** The page's own sound; nothing before the first click. */
  readonly audio: () => AudioContext | undefined;
  /** Measures how loud a microphone is. */
  readonly hear: Hear;
  refresh(): void;
  /** Opens microphone and camera for a look, from within a click. */
  check: () => Promise<DeviceCheck>;
  close(): void;
}

export interface DevicesOptions {
  calls: Pick<CallsApi, 'current' | 'devices' | 'prefer' | 'on' | 'check'>;
  settings: DeviceSettings;
  audio: () => AudioContext | undefined;
  hear: Hear;
}

export function createDevices({ calls, settings, audio, hear }: DevicesOptions): DevicesModel {
  const list = signal<readonly DeviceInfo[]>([]);
  let closed = false;
  const refresh = (): void => {
    calls.devices().then(
      (found) => {
        if (!closed) list.value = found.filter(({ id, label }) => id !== '' && label !== '');
      },
      // What was there before is the best that is known.
      () => undefined,
    );
  };
  const speaker = computed(() => findDevice(settings.speaker.value, list.value, 'speaker'));
  const sink = computed(() => speaker.value?.id ?? '');
  const ringer = computed(() => findDevice(settings.ringer.value, list.value, 'speaker'));
  const ringing = signal(false);
  const soundSink = computed(() => (ringing.value ? (ringer.value?.id ?? sink.value) : sink.value));
  const route = (): void => routeSound(audio(), soundSink.peek());
  const look = (): void => {
    ringing.value = calls.current?.state.name === 'ringing';
  };
  const stops = [
    effect(() => calls.prefer(settings.calls.value)),
    effect(() => void (soundSink.value, route())),
    calls.on('changed', look),
    calls.on('devices', refresh),
    // Whoever has called knows how it is, and the next call begins with the camera that looks at them.
    calls.on('started', () => {
      look();
      settings.face(undefined);
      if (!settings.acquainted.peek()) settings.set({ acquainted: true });
      // The page's sound may have begun since.
      route();
      if (settings.speaker.value ?? settings.ringer.value) refresh();
    }),
    calls.on('ended', () => {
      look();
      settings.face(undefined);
    }),
  ];
  return {
    settings,
    list,
    sink,
    ringing,
    menu: signal(undefined),
    audio,
    hear,
    speakerAway: computed(() => {
      const known = list.value.some(({ kind }) => kind === 'speaker');
      return known && !speaker.value ? settings.speaker.value?.label : undefined;
    }),
    refresh,
    check: () => calls.check(),
    close: () => {
      closed = true;
      for (const stop of stops) stop();
    },
  };
}

/** Tones come out where the other's voice does, and the ring where that is wanted (Audio Output Devices; Web Audio §1.2.3, `setSinkId`). */
function routeSound(
  context: (AudioContext & { setSinkId?: (id: string) => Promise<void> }) | undefined,
  sink: string,
): void {
  // Gone by now, or not for pages: what is heard stays where it was.
  context?.setSinkId?.(sink).catch(() => undefined);
}

/** By its id, and where the browser has given it another one, by its name. */
export function findDevice(
  chosen: ChosenDevice | undefined,
  list: readonly DeviceInfo[],
  kind: DeviceInfo['kind'],
): DeviceInfo | undefined {
  if (!chosen) return undefined;
  const ofKind = list.filter((device) => device.kind === kind);
  return ofKind.find(({ id }) => id === chosen.id) ?? ofKind.find(({ label }) => label === chosen.label);
}
