// A look at camera and microphone before a call: open for as long as somebody looks, and no longer.
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { DeviceCheck, LocalMedia } from '@parley/client';
import type { Timers } from '../timers.ts';
import { LISTENING, stepHearing, type Hearing } from './hearing.ts';
import type { Hear } from './level.ts';

export type CheckState = 'opening' | 'open' | 'failed' | 'over';

export interface CheckModel {
  readonly state: ReadonlySignal<CheckState>;
  /** What is open, and what is wrong. */
  readonly local: ReadonlySignal<Pick<LocalMedia, 'picture' | 'tracks' | 'problems'> | undefined>;
  /** 0 to 1. */
  readonly level: ReadonlySignal<number>;
  readonly hearing: ReadonlySignal<Hearing['name']>;
  retry(device: 'microphone' | 'camera'): void;
  close(): void;
}

export interface CheckOptions {
  open: () => Promise<DeviceCheck>;
  timers: Timers;
  hear: Hear;
}

const LOOKS = 100;

export function createCheck({ open, timers, hear }: CheckOptions): CheckModel {
  const state = signal<CheckState>('opening');
  const local = signal<CheckModel['local']['value']>(undefined);
  let check: DeviceCheck | undefined;
  const show = ({ local: { picture, tracks, problems } }: DeviceCheck): void => {
    local.value = { picture, tracks, problems };
  };
  const end = (): void => {
    local.value = undefined;
    if (state.peek() !== 'failed') state.value = 'over';
  };
  open().then(
    (opened) => {
      // Closed again before it was there.
      if (state.peek() === 'over') return opened.close();
      check = opened;
      opened.on('changed', () => show(opened));
      opened.on('ended', end);
      state.value = 'open';
      show(opened);
    },
    () => {
      if (state.peek() === 'opening') state.value = 'failed';
    },
  );
  const ears = createEars(
    computed(() => local.value?.tracks.microphone),
    { timers, hear },
  );
  return {
    state,
    local,
    level: ears.level,
    hearing: ears.hearing,
    retry: (device) => check?.retry(device),
    close: () => {
      ears.close();
      if (check) check.close();
      end();
    },
  };
}

type Ears = Pick<CheckModel, 'level' | 'hearing' | 'close'>;

function createEars(
  track: ReadonlySignal<MediaStreamTrack | undefined>,
  { timers, hear }: Pick<CheckOptions, 'timers' | 'hear'>,
): Ears {
  const level = signal(0);
  const hearing = signal<Hearing>(LISTENING);
  const close = effect(() => {
    hearing.value = LISTENING;
    const meter = track.value && hear(track.value);
    if (!meter) return undefined;
    const stop = timers.every(LOOKS, () => {
      level.value = meter.level.peek();
      hearing.value = stepHearing(hearing.peek(), {
        at: timers.now(),
        passed: LOOKS,
        level: level.peek(),
      });
    });
    return () => {
      stop();
      meter.close();
      level.value = 0;
    };
  });
  return { level, hearing: computed(() => hearing.value.name), close };
}
