// The emoji by group, with what they are searched by and how they look in a skin tone.
import type { Tone } from '../../model/kept-emoji.ts';
import { EMOJI, LANDS } from './emoji-data.ts';

export type EmojiGroup = keyof typeof EMOJI;

export interface OneEmoji {
  readonly emoji: string;
  readonly hasTones: boolean;
  readonly words: string;
}

export const GROUPS = Object.keys(EMOJI) as EmojiGroup[];

/** `locale`: in what language the names of countries are searched, besides English words for the rest. */
export function emojiOf(group: EmojiGroup, locale: string): readonly OneEmoji[] {
  const all = EMOJI[group].split('|').map(read);
  return group === 'symbols' ? [...all, ...flags(locale)] : all;
}

/** Every word that was written begins one of its words. */
export function matching(all: readonly OneEmoji[], query: string): readonly OneEmoji[] {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  return all.filter(({ emoji, words }) =>
    wanted.every((word) => emoji === word || ` ${words}`.includes(` ${word}`)),
  );
}

/** The modifier stands behind the first sign, in the place of one that asks for colours (UTS #51, 2.4). */
export function inTone({ emoji, hasTones }: Pick<OneEmoji, 'emoji' | 'hasTones'>, tone: Tone): string {
  if (!hasTones || tone === 0) return emoji;
  const [first = '', ...rest] = emoji;
  return first + String.fromCodePoint(0x1f3fa + tone) + rest.join('').replace(/^\uFE0F/, '');
}

function read(entry: string): OneEmoji {
  const [sign = '', ...words] = entry.split(' ');
  return { emoji: sign.replace('*', ''), hasTones: sign.endsWith('*'), words: words.join(' ') };
}

function flags(locale: string): OneEmoji[] {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'region' });
  return (LANDS.match(/../g) ?? []).map((code) => ({
    emoji: code.replace(/./g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0x1f1a5)),
    hasTones: false,
    words: fold(`flag ${names.of(code) ?? ''} ${code}`),
  }));
}

/** Without case and accents. */
function fold(words: string): string {
  return words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
