// Three notes for trying a speaker, by an element of their own: not every browser lets a page's own sound be routed.
import type { Timers } from '../timers.ts';

export interface TestSoundOptions {
  context: AudioContext;
  /** Of the speaker; empty for the default. */
  sink: string;
  timers: Timers;
  makePlayer: () => HTMLAudioElement;
}

const NOTES = [523.3, 659.3, 784];
/** Seconds between two notes. */
const STEP = 0.28;
/** Ms until the last has died away. */
const LASTS = 1_400;

/** Resolves once it is over. Rejects where the browser does not play it, or not there. */
export async function playTestSound({ context, sink, timers, makePlayer }: TestSoundOptions): Promise<void> {
  const out = context.createMediaStreamDestination();
  const player = makePlayer();
  player.srcObject = out.stream;
  // Not in every browser.
  if (sink !== '' && 'setSinkId' in player) await player.setSinkId(sink);
  await player.play();
  NOTES.forEach((pitch, index) => note(context, out, pitch, context.currentTime + 0.1 + index * STEP));
  await new Promise<void>((resolve) => void timers.after(LASTS, resolve));
  player.srcObject = null;
}

function note(context: AudioContext, out: AudioNode, pitch: number, start: number): void {
  const oscillator = context.createOscillator();
  const envelope = context.createGain();
  oscillator.frequency.value = pitch;
  envelope.gain.setValueAtTime(0, start);
  envelope.gain.linearRampToValueAtTime(0.3, start + 0.02);
  envelope.gain.linearRampToValueAtTime(0, start + STEP * 1.8);
  oscillator.connect(envelope).connect(out);
  oscillator.start(start);
  oscillator.stop(start + STEP * 2);
}
