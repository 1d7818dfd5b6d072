// The emoji that were used last, and the skin tone that was chosen: on this device.
import { signal, type ReadonlySignal } from '@preact/signals';

/** Of the Unicode modifiers that tell skin tones, from light to dark; 0 for none. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;

export interface KeptEmoji {
  /** The latest first. */
  readonly recent: ReadonlySignal<readonly string[]>;
  readonly tone: ReadonlySignal<Tone>;
  used(emoji: string): void;
  choose(tone: Tone): void;
}

const KEY = 'parley.emoji';
const MOST = 24;

export function keepEmoji(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): KeptEmoji {
  const { recent: before, tone: toned } = read(storage);
  const recent = signal(before);
  const tone = signal(toned);
  const write = (): void => {
    try {
      storage?.setItem(KEY, JSON.stringify({ recent: recent.peek(), tone: tone.peek() }));
    } catch {
      // Full or forbidden: nothing depends on it but comfort.
    }
  };
  return {
    recent,
    tone,
    used: (emoji) => {
      recent.value = [emoji, ...recent.peek().filter((other) => other !== emoji)].slice(0, MOST);
      write();
    },
    choose: (next) => {
      tone.value = next;
      write();
    },
  };
}

function read(storage: Pick<Storage, 'getItem'> | undefined): { recent: readonly string[]; tone: Tone } {
  try {
    const kept = JSON.parse(storage?.getItem(KEY) ?? '{}') as { recent?: unknown; tone?: unknown };
    const recent = Array.isArray(kept.recent) ? kept.recent : [];
    return { recent: recent.filter(isShort).slice(0, MOST), tone: isTone(kept.tone) ? kept.tone : 0 };
  } catch {
    return { recent: [], tone: 0 }; // Of another version, or nothing may be kept.
  }
}

function isShort(emoji: unknown): emoji is string {
  return typeof emoji === 'string' && emoji.length > 0 && emoji.length <= 40;
}

function isTone(tone: unknown): tone is Tone {
  return typeof tone === 'number' && Number.isInteger(tone) && tone >= 0 && tone <= 5;
}
