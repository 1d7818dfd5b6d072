// Every sound Parley makes, made by the page itself: ring, ringback, and short tones for connect and end.
import type { Timers } from './timers.ts';

export type Loop = 'ring' | 'ringback';
export type Tone = 'connected' | 'ended';

export interface Sounds {
  /** Plays this one over and over, or falls silent. */
  loop(name: Loop | undefined): void;
  play(name: Tone): void;
  close(): void;
}

/** One note: when it begins and how long it sounds in seconds, its pitch in Hz, its loudness from 0 to 1. */
interface Beep {
  at: number;
  length: number;
  pitch: number;
  loud: number;
}

const chime = (at: number): Beep[] => [
  { at, length: 0.5, pitch: 659.3, loud: 0.22 },
  { at: at + 0.16, length: 0.5, pitch: 830.6, loud: 0.22 },
  { at: at + 0.32, length: 0.8, pitch: 987.8, loud: 0.22 },
];
const LOOPS: Record<Loop, { every: number; beeps: readonly Beep[] }> = {
  ring: { every: 3000, beeps: [...chime(0), ...chime(0.9)] },
  ringback: {
    every: 4000,
    beeps: [
      { at: 0, length: 1.1, pitch: 440, loud: 0.06 },
      { at: 0, length: 1.1, pitch: 480, loud: 0.06 },
    ],
  },
};
const TONES: Record<Tone, readonly Beep[]> = {
  connected: [
    { at: 0, length: 0.12, pitch: 587.3, loud: 0.1 },
    { at: 0.1, length: 0.22, pitch: 880, loud: 0.1 },
  ],
  ended: [
    { at: 0, length: 0.14, pitch: 523.3, loud: 0.1 },
    { at: 0.13, length: 0.26, pitch: 392, loud: 0.1 },
  ],
};

/** `audio` answers nothing where the browser has no WebAudio; a context still locked plays nothing. */
export function createSounds(audio: () => AudioContext | undefined, timers: Timers): Sounds {
  let looping: { name: Loop; stop: () => void } | undefined;

  const silence = (): void => {
    looping?.stop();
    looping = undefined;
  };
  const loop = (name: Loop | undefined): void => {
    if (looping?.name === name) return;
    silence();
    if (name === undefined) return;
    const { every, beeps } = LOOPS[name];
    let hush = sound(audio(), beeps);
    const cancel = timers.every(every, () => {
      hush = sound(audio(), beeps);
    });
    looping = {
      name,
      stop: () => {
        cancel();
        hush();
      },
    };
  };
  return { loop, play: (name) => void sound(audio(), TONES[name]), close: silence };
}

/** Plays the notes at once; the returned function cuts them short. */
function sound(context: AudioContext | undefined, beeps: readonly Beep[]): () => void {
  if (!context || context.state !== 'running') return () => undefined;
  const out = context.createGain();
  out.connect(context.destination);
  for (const beep of beeps) note(context, out, beep);
  return () => {
    // A short fade: a wave that is cut off clicks.
    out.gain.setTargetAtTime(0, context.currentTime, 0.02);
  };
}

function note(context: AudioContext, out: AudioNode, { at, length, pitch, loud }: Beep): void {
  const start = context.currentTime + 0.02 + at;
  const oscillator = context.createOscillator();
  const envelope = context.createGain();
  oscillator.type = 'sine';
  oscillator.frequency.value = pitch;
  envelope.gain.setValueAtTime(0, start);
  envelope.gain.linearRampToValueAtTime(loud, start + 0.015);
  envelope.gain.setValueAtTime(loud, start + length * 0.5);
  envelope.gain.linearRampToValueAtTime(0, start + length);
  oscillator.connect(envelope).connect(out);
  oscillator.start(start);
  oscillator.stop(start + length + 0.05);
}
