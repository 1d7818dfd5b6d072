// Every sound Parley makes, made by the page itself: ring, ringback, and short tones for connect, end and a new text.
import { RINGS, type Beep, type Ring, type RingTone } from './ring-tones.ts';
import type { Timers } from './timers.ts';

/** `waiting`: of a second call, beside the one that is heard. */
export type Loop = 'ring' | 'ringback' | 'waiting';
export type Tone = 'connected' | 'ended' | 'text';

export interface Sounds {
  /** Plays this one over and over, or falls silent. */
  loop(name: Loop | undefined): void;
  play(name: Tone): void;
  close(): void;
}

const RINGBACK: Ring = {
  every: 4000,
  beeps: [
    { at: 0, length: 1.1, pitch: 440, loud: 0.06 },
    { at: 0, length: 1.1, pitch: 480, loud: 0.06 },
  ],
};
const WAITING: Ring = {
  every: 5000,
  beeps: [
    { at: 0, length: 0.16, pitch: 440, loud: 0.05 },
    { at: 0.26, length: 0.16, pitch: 440, loud: 0.05 },
  ],
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
  text: [
    { at: 0, length: 0.3, pitch: 880, loud: 0.12, shape: 'struck' },
    { at: 0.09, length: 0.5, pitch: 1318.5, loud: 0.12, shape: 'struck' },
  ],
};

export interface SoundsOptions {
  /** Answers nothing where the browser has no WebAudio; a context still locked plays nothing. */
  audio: () => AudioContext | undefined;
  timers: Timers;
  /** Asked at each ring. `volume` is from 0 to 1. */
  ring: () => { tone: RingTone; volume: number };
}

export function createSounds({ audio, timers, ring }: SoundsOptions): Sounds {
  let looping: { name: Loop; stop: () => void } | undefined;

  const silence = (): void => {
    looping?.stop();
    looping = undefined;
  };
  const loop = (name: Loop | undefined): void => {
    if (looping?.name === name) return;
    silence();
    if (name === undefined) return;
    const { tone, volume } = ring();
    const { every, beeps } = name === 'ring' ? RINGS[tone] : name === 'waiting' ? WAITING : RINGBACK;
    const loud = name === 'ring' ? gainOf(volume) : 1;
    let hush = sound(audio(), beeps, loud);
    const cancel = timers.every(every, () => {
      hush = sound(audio(), beeps, loud);
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

/** Plays a ring tone once. Answers how many ms it takes, and how to stop it. */
export function playOnce(context: AudioContext | undefined, tone: RingTone, volume: number) {
  const { every, beeps } = RINGS[tone];
  return { ms: every, stop: sound(context, beeps, gainOf(volume)) };
}

/** Ears hear ratios: half way on the slider is a quarter of the amplitude. */
function gainOf(volume: number): number {
  return volume ** 2 * 1.5;
}

/** Plays the notes at once; the returned function cuts them short. */
function sound(context: AudioContext | undefined, beeps: readonly Beep[], loud = 1): () => void {
  if (!context || context.state !== 'running' || loud === 0) return () => undefined;
  const out = context.createGain();
  out.gain.value = loud;
  out.connect(context.destination);
  for (const beep of beeps) note(context, out, beep);
  return () => {
    // A short fade: a wave that is cut off clicks.
    out.gain.setTargetAtTime(0, context.currentTime, 0.02);
  };
}

function note(
  context: AudioContext,
  out: AudioNode,
  { at, length, pitch, loud, shape = 'held' }: Beep,
): void {
  const start = context.currentTime + 0.02 + at;
  const oscillator = context.createOscillator();
  const envelope = context.createGain();
  oscillator.type = 'sine';
  oscillator.frequency.value = pitch;
  envelope.gain.setValueAtTime(0, start);
  envelope.gain.linearRampToValueAtTime(loud, start + (shape === 'held' ? 0.015 : 0.004));
  if (shape === 'held') envelope.gain.setValueAtTime(loud, start + length * 0.5);
  else envelope.gain.setTargetAtTime(0, start + 0.01, length / 4);
  envelope.gain.linearRampToValueAtTime(0, start + length);
  oscillator.connect(envelope).connect(out);
  oscillator.start(start);
  oscillator.stop(start + length + 0.05);
}
