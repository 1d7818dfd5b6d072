// How loud a microphone is, for this person's eyes alone: measured here on a copy of the track, and sent nowhere.
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Timers } from '../timers.ts';

export interface LevelMeter {
  /** 0 is silence, 1 as loud as it goes; ten times a second. */
  readonly level: ReadonlySignal<number>;
  /** Lets go of the microphone. */
  close(): void;
}

/** Nothing where this page can't measure: before its first click, or in a browser without WebAudio. */
export type Hear = (track: MediaStreamTrack) => LevelMeter | undefined;

export interface HearingParts {
  audio: () => AudioContext | undefined;
  timers: Timers;
  makeStream: (tracks: MediaStreamTrack[]) => MediaStream;
}

const LOOKS = 100;
/** What is below is a quiet room, what is above a raised voice close by: decibels below full scale. */
const SILENT = -60;
const LOUD = -12;

/**
 * A copy of the track hears what the muted one does not: the device is open either way, and closes with the copy's end
 * at the latest when the track's does.
 */
export function createHear({ audio, timers, makeStream }: HearingParts): Hear {
  return (track) => {
    const context = audio();
    return context && measure({ track, context, timers, makeStream });
  };
}

type Measured = Omit<HearingParts, 'audio'> & { track: MediaStreamTrack; context: AudioContext };

function measure({ track, context, timers, makeStream }: Measured): LevelMeter {
  const copy = track.clone();
  copy.enabled = true;
  const source = context.createMediaStreamSource(makeStream([copy]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 2048;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const level = signal(0);
  const look = (): void => {
    analyser.getFloatTimeDomainData(samples);
    level.value = loudness(samples);
  };
  const stop = timers.every(LOOKS, look);
  return {
    level,
    close: () => {
      stop();
      source.disconnect();
      copy.stop();
      level.value = 0;
    },
  };
}

/** From samples between -1 and 1 to 0 to 1, by what ears make of it. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const power = sum / Math.max(1, samples.length);
  if (power === 0) return 0;
  const decibels = 10 * Math.log10(power);
  return Math.min(1, Math.max(0, (decibels - SILENT) / (LOUD - SILENT)));
}
