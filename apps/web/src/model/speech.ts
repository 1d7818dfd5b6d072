// Whether somebody speaks, from how loud they are: a pure machine that neither flickers between words nor stays for a cough.

export interface Speech {
  readonly speaking: boolean;
  /** Since when it has been the other way round, ms; undefined while it has not. */
  readonly turning: number | undefined;
}

export const SILENT: Speech = { speaking: false, turning: undefined };

/** Root mean square, where 1 is as loud as can be. */
const LOUD = 0.02;
const QUIET = 0.01;
const STARTS_AFTER = 80;
const ENDS_AFTER = 700;

export function speechStep(speech: Speech, level: number, now: number): Speech {
  const turns = speech.speaking ? level < QUIET : level > LOUD;
  if (!turns) return speech.turning === undefined ? speech : { ...speech, turning: undefined };
  if (speech.turning === undefined) return { ...speech, turning: now };
  const takes = speech.speaking ? ENDS_AFTER : STARTS_AFTER;
  return now - speech.turning < takes ? speech : { speaking: !speech.speaking, turning: undefined };
}

export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, samples.length));
}
