// What this person's microphone hears during a call, and whether they talk while it is muted.
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { CallsModel } from '../calls.ts';
import type { Timers } from '../timers.ts';
import type { Hear } from './level.ts';
import { QUIET, stepMutedTalk, type MutedTalk } from './muted-talk.ts';

export interface Voice {
  /** 0 to 1, muted or not. */
  readonly level: ReadonlySignal<number>;
  readonly mutedTalking: ReadonlySignal<boolean>;
  close(): void;
}

export interface VoiceOptions {
  calls: Pick<CallsModel, 'live' | 'taken'>;
  timers: Timers;
  hear: Hear;
}

export function createVoice({ calls, timers, hear }: VoiceOptions): Voice {
  const level = signal(0);
  const talk = signal<MutedTalk>(QUIET);
  const track = computed(() => (calls.taken.value ? calls.live.value?.local.tracks.microphone : undefined));
  const stopMeter = effect(() => {
    const meter = track.value && hear(track.value);
    if (!meter) return undefined;
    const stopCopying = effect(() => {
      level.value = meter.level.value;
    });
    const stopTelling = timers.every(100, () => {
      const muted = calls.live.peek()?.local.status.microphone === false;
      talk.value = stepMutedTalk(talk.peek(), { at: timers.now(), level: level.peek(), muted });
    });
    return () => {
      stopTelling();
      stopCopying();
      meter.close();
      level.value = 0;
      talk.value = QUIET;
    };
  });
  return { level, mutedTalking: computed(() => talk.value.name === 'told'), close: stopMeter };
}
