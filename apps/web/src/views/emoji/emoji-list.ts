// The emoji by group, with what they are searched by and how they look in a skin tone.
import type { Tone } from '../../model/kept-emoji.ts';
import { EMOJI, LANDS } from './emoji-data.ts';

export type EmojiGroup = keyof typeof EMOJI;

export interface OneEmoji {
  readonly emoji: string;
  readonly hasTones: boolean;
  /** In the language of the page. */
  readonly name: string;
  /** It is found by the beginnings of these: its name's, and others in that language and in English. */
  readonly words: string;
}

/** Of each emoji, in the order of `EMOJI` and divided alike: its name, and after semicolons what else it is found by. */
export type EmojiWords = Readonly<Record<EmojiGroup, string>>;

export interface EmojiTongue {
  readonly words: EmojiWords;
  /** In what language countries are called. */
  readonly locale: string;
  /** It writes its words together, as German does. */
  readonly compounds: boolean;
  /** What a country's flag is called. */
  flag(land: string): string;
}

export const GROUPS = Object.keys(EMOJI) as EmojiGroup[];

export function emojiOf(group: EmojiGroup, tongue: EmojiTongue): readonly OneEmoji[] {
  const own = tongue.words[group].split('|');
  const all = EMOJI[group].split('|').map((entry, place) => read(entry, own[place] ?? ''));
  return group === 'symbols' ? [...all, ...flags(tongue)] : all;
}

/** Every word that was written begins one of its words, or is in one where words are written together. */
export function matching(
  all: readonly OneEmoji[],
  query: string,
  { compounds }: Pick<EmojiTongue, 'compounds'>,
): readonly OneEmoji[] {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  return all.filter(({ emoji, words }) =>
    wanted.every(
      (word) => emoji === word || ` ${words}`.includes(isFoundInside(word, compounds) ? word : ` ${word}`),
    ),
  );
}

/** A Geburtstagskuchen is looked for as a Kuchen, too; three letters are in too much. */
export function isFoundInside(word: string, compounds: boolean): boolean {
  return /\p{sc=Han}/u.test(word) || (compounds && word.length > 3);
}

/** The names of emoji, in whatever skin tone they come. */
export function namesOf(all: readonly OneEmoji[]): (emoji: string) => string | undefined {
  const names = new Map(all.map(({ emoji, name }) => [plain(emoji), name]));
  return (emoji) => names.get(plain(emoji));
}

function plain(emoji: string): string {
  return emoji.replaceAll(/[\u{1F3FB}-\u{1F3FF}]|\uFE0F/gu, '');
}

/** The modifier stands behind the first sign, in the place of one that asks for colours (UTS #51, 2.4). */
export function inTone({ emoji, hasTones }: Pick<OneEmoji, 'emoji' | 'hasTones'>, tone: Tone): string {
  if (!hasTones || tone === 0) return emoji;
  const [first = '', ...rest] = emoji;
  return first + String.fromCodePoint(0x1f3fa + tone) + rest.join('').replace(/^\uFE0F/, '');
}

function read(entry: string, own: string): OneEmoji {
  const [sign = '', ...english] = entry.split(' ');
  const [name = '', ...others] = own.split(';');
  const words = [fold(name), ...others, ...english].join(' ');
  return { emoji: sign.replace('*', ''), hasTones: sign.endsWith('*'), name, words };
}

function flags({ locale, flag }: EmojiTongue): OneEmoji[] {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'region' });
  return (LANDS.match(/../g) ?? []).map((code) => {
    const name = flag(names.of(code) ?? code);
    return {
      emoji: code.replace(/./g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0x1f1a5)),
      hasTones: false,
      name,
      words: fold(`${name} flag ${code}`),
    };
  });
}

/** As people may write it: without case and accents, and in Arabic without the article and the ends that are often mistaken. */
export function fold(words: string): string {
  return words
    .normalize('NFD')
    .replace(/[\p{M}\u0640]/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .replaceAll(/(?<!\p{L})ال(?=\p{L}{2})/gu, '')
    .trim();
}
