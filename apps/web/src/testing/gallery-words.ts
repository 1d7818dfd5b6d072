// Languages that nobody speaks, made of the catalogue: one that is long, and one that is written from right to left.

export type PseudoLanguage = 'long' | 'mirrored';

const ACCENTS: Readonly<Record<string, string>> = {
  a: 'á', e: 'ë', i: 'ï', o: 'ö', u: 'ü', A: 'Ä', E: 'É', I: 'Î', O: 'Ö', U: 'Ü', c: 'ç', n: 'ñ', S: 'Š', y: 'ÿ',
}; // prettier-ignore
const ARABIC = [...'ابتثجحخدذرزسشصضطظعغفقكلمنهوي'];

/** Every word half as long again, with marks above and below the letters. */
export function lengthen(text: string): string {
  return text.replaceAll(/\p{L}+/gu, (word) => {
    const extra = Math.round(word.length * 0.45);
    const letters = [...word].map((letter) => ACCENTS[letter] ?? letter);
    const middle = Math.ceil(letters.length / 2);
    const more = letters
      .slice(Math.max(0, middle - extra), middle)
      .join('')
      .toLowerCase();
    return letters.slice(0, middle).join('') + more + letters.slice(middle).join('');
  });
}

/** Letter by letter into Arabic ones, which join and run from right to left. */
export function mirror(text: string): string {
  return text.replaceAll(
    /[a-z]/giu,
    (letter) => ARABIC[(letter.toLowerCase().charCodeAt(0) - 97) % ARABIC.length] ?? letter,
  );
}

const LANGUAGES: Record<PseudoLanguage, (text: string) => string> = { long: lengthen, mirrored: mirror };

/** A catalogue with all its words changed, those of sentences that take values too. */
export function translate<Words>(words: Words, language: PseudoLanguage): Words {
  return translated(words, LANGUAGES[language]) as Words;
}

function translated(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value === 'function') {
    const make = value as (...args: unknown[]) => unknown;
    return (...args: unknown[]): unknown => translated(make(...args), change);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry) => translated(entry, change));
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, translated(entry, change)]));
}
