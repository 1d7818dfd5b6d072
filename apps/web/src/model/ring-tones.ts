// The ring tones: notes that the page plays itself, so that there is nothing to fetch when it rings.

export const RING_TONES = ['chime', 'bell', 'marimba', 'classic'] as const;
export type RingTone = (typeof RING_TONES)[number];

/** One note: when it begins and how long it sounds in seconds, its pitch in Hz, its loudness from 0 to 1. */
export interface Beep {
  at: number;
  length: number;
  pitch: number;
  loud: number;
  /** How it fades: `held` at half its length, `struck` at once. */
  shape?: 'held' | 'struck';
}

/** What is played over and over, every so many ms. */
export interface Ring {
  every: number;
  beeps: readonly Beep[];
}

const notes = (
  at: number,
  step: number,
  pitches: readonly number[],
  beep: Omit<Beep, 'at' | 'pitch'>,
): Beep[] => pitches.map((pitch, index) => ({ ...beep, at: at + index * step, pitch }));

const chime = (at: number): Beep[] => [
  { at, length: 0.5, pitch: 659.3, loud: 0.28 },
  { at: at + 0.16, length: 0.5, pitch: 830.6, loud: 0.28 },
  { at: at + 0.32, length: 0.8, pitch: 987.8, loud: 0.28 },
];

/** A bell is its partials, the higher ones gone sooner. */
const bell = (at: number, pitch: number): Beep[] =>
  [
    { of: 1, length: 1.6, loud: 0.26 },
    { of: 2.76, length: 0.9, loud: 0.1 },
    { of: 5.4, length: 0.5, loud: 0.05 },
  ].map(({ of, length, loud }) => ({ at, length, loud, pitch: pitch * of, shape: 'struck' }));

const warble = (at: number): Beep[] =>
  Array.from({ length: 10 }, (_, index) => ({
    at: at + index * 0.04,
    length: 0.05,
    pitch: index % 2 === 0 ? 1_320 : 1_056,
    loud: 0.16,
  }));

export const RINGS: Readonly<Record<RingTone, Ring>> = {
  chime: { every: 3_000, beeps: [...chime(0), ...chime(0.9)] },
  bell: { every: 3_200, beeps: [...bell(0, 784), ...bell(0.7, 622.3), ...bell(1.4, 698.5)] },
  marimba: {
    every: 3_000,
    beeps: [
      ...notes(0, 0.14, [523.3, 659.3, 784, 1046.5, 784, 659.3], {
        length: 0.35,
        loud: 0.3,
        shape: 'struck',
      }),
      ...notes(1.1, 0.14, [587.3, 740, 880, 1174.7], { length: 0.35, loud: 0.3, shape: 'struck' }),
    ],
  },
  classic: { every: 3_000, beeps: [...warble(0), ...warble(0.6)] },
};
