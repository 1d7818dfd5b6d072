// Finds the tone in a piece of sound.

/** The loudest of the frequencies from 100 to 3,000 Hz, to 20 Hz, by Goertzel's algorithm; and the RMS of all, 0 to 1. */
export function loudest(samples: readonly number[], rate: number): { frequency: number; level: number } {
  let best = { frequency: 0, power: -1 };
  for (let frequency = 100; frequency <= 3_000; frequency += 20) {
    const power = powerAt(samples, frequency / rate);
    if (power > best.power) best = { frequency, power };
  }
  const square = samples.reduce((sum, one) => sum + one * one, 0);
  return { frequency: best.frequency, level: Math.sqrt(square / Math.max(1, samples.length)) };
}

function powerAt(samples: readonly number[], cycles: number): number {
  const coefficient = 2 * Math.cos(2 * Math.PI * cycles);
  let before = 0;
  let last = 0;
  for (const sample of samples) [before, last] = [last, sample + coefficient * last - before];
  return before * before + last * last - coefficient * before * last;
}
