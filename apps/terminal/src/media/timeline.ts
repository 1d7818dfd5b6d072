// Puts what comes in, whenever it comes, onto an even timeline: so many pictures and samples a second, whatever the line does.
// Both are put where they are when they come, so that they are as much in step as they are for somebody who looks and listens.
import type { SoundChunk } from '@parley/client/node';
import { FPS, RATE } from './pace.ts';
import { blackPicture, toPgm, type Picture } from './picture.ts';

/** Where it goes: `write` is told how the other end keeps up by `waiting`. */
export interface Outlet {
  /** Bytes that wait here because the other end takes no more. */
  readonly waiting: number;
  write(bytes: Buffer): void;
}

export interface Timeline {
  picture(picture: Picture): void;
  /** There is no picture: black until the next one. */
  black(): void;
  sound(chunk: SoundChunk): void;
  /** To be called about as often as pictures are to be shown. */
  tick(): void;
  /** Ms by which the other end is behind. */
  readonly behind: number;
}

/** Pictures that may wait. */
const WAITING = 2;
/** Ms by which sound may be off before silence fills a gap, or what is too much is left out. */
const TOLERANCE = 200;

const BLACK = blackPicture({ width: 64, height: 36 });
const TOLERATED = (RATE / 1_000) * TOLERANCE;
const SILENCE = Buffer.alloc(TOLERATED * 2);

export interface TimelineOptions {
  pictures: Outlet | undefined;
  sound: Outlet;
  /** Ms since the beginning. */
  elapsed: () => number;
}

export function createTimeline({ pictures, sound, elapsed }: TimelineOptions): Timeline {
  let current: Picture = BLACK;
  let encoded: Buffer | undefined;
  let shown = 0;
  let samples = 0;

  const soundDue = (): number => Math.floor((elapsed() * RATE) / 1_000);
  const pictureDue = (): number => Math.floor((elapsed() * FPS) / 1_000);

  function fill(upTo: number): void {
    while (samples < upTo) {
      const length = Math.min(SILENCE.length, (upTo - samples) * 2);
      sound.write(SILENCE.subarray(0, length));
      samples += length / 2;
    }
  }

  function show(): void {
    if (!pictures) return;
    for (const due = pictureDue(); shown < due; shown += 1) {
      encoded ??= toPgm(current);
      // What the other end has no room for is owed: the number stays right, whatever it shows.
      if (pictures.waiting > encoded.length * (WAITING - 1)) return;
      pictures.write(encoded);
    }
  }

  return {
    picture(picture) {
      [current, encoded] = [picture, undefined];
    },
    black() {
      if (current !== BLACK) [current, encoded] = [BLACK, undefined];
    },
    sound(chunk) {
      const mono = toMono(chunk);
      const due = soundDue();
      const off = samples + mono.length - due;
      if (off > TOLERATED) return;
      if (samples === 0 || off < -TOLERATED) fill(due - mono.length);
      sound.write(Buffer.from(mono.buffer, mono.byteOffset, mono.byteLength));
      samples += mono.length;
    },
    tick() {
      const due = soundDue();
      // What comes late still finds its place.
      if (samples < due - 2 * TOLERATED) fill(due - TOLERATED);
      show();
    },
    get behind() {
      const owed = pictures ? ((pictureDue() - shown) * 1_000) / FPS : 0;
      return Math.max(owed, (sound.waiting / 2 / RATE) * 1_000);
    },
  };
}

/** One channel at 48,000 Hz, whatever it came with. */
export function toMono({ samples, sampleRate, channels }: SoundChunk): Int16Array {
  const frames = samples.length / channels;
  const length = Math.round((frames * RATE) / sampleRate);
  if (channels === 1 && length === frames) return samples;
  return Int16Array.from({ length }, (_, i) => {
    const frame = Math.min(frames - 1, Math.floor((i * sampleRate) / RATE));
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += samples[frame * channels + channel] ?? 0;
    return Math.round(sum / channels);
  });
}
