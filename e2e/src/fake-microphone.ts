// Sounds for Chromium's fake microphone: wav files, each a tone of its own.
import { writeFileSync } from 'node:fs';

/** Hz, one a seat. No one is a harmonic of another. */
export const TONES = [500, 800, 1300, 1700] as const;

const RATE = 48_000;
const SECONDS = 2;

/**
 * Writes a loop of beeps. Beeps and not one long tone, because the browser's noise suppression takes a steady tone
 * for noise and lowers it until nothing is left to measure.
 */
export function writeMicrophone(path: string, frequency: number): void {
  const samples = RATE * SECONDS;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i++) {
    const t = i / RATE;
    const value = Math.sin(2 * Math.PI * frequency * t) * 0.5 * beep(t);
    wav.writeInt16LE(Math.round(value * 32_767), 44 + i * 2);
  }
  writeFileSync(path, wav);
}

/** 350 ms on, 150 ms off, with soft edges so that the switching makes no frequencies of its own. */
function beep(t: number): number {
  const phase = t % 0.5;
  if (phase >= 0.35) return 0;
  return Math.min(1, phase / 0.02, (0.35 - phase) / 0.02);
}
