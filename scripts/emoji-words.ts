// Writes apps/web/src/views/emoji/words: how each language calls the emoji that are offered, and what it searches them by, from the
// Unicode CLDR's annotations. They are 56 MB, and needed by nobody else: `npm install --no-save cldr-annotations-full@48.2.0`
// first. `--check` says whether the files are what this writes.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { format, resolveConfig } from 'prettier';
import { ALL_LANGUAGES, type Language } from '@parley/languages';
import { EMOJI } from '../apps/web/src/views/emoji/emoji-data.ts';
import {
  fold,
  isFoundInside,
  type EmojiGroup,
  type EmojiWords,
} from '../apps/web/src/views/emoji/emoji-list.ts';

const VERSION = '48.2.0';
const SOURCE = join(import.meta.dirname, '../node_modules/cldr-annotations-full');
const TARGET = join(import.meta.dirname, '../apps/web/src/views/emoji/words');
/** Bytes that the words of one language may come to, packed. The names come first; then keywords, as many as fit. */
const BUDGET = 12 * 1024;
/** In more emoji than that a keyword finds too many to help. */
const COMMON = 40;

const LANGUAGES = {
  en: { name: 'English', empty: 'and the with for from sexy litaf' },
  de: { name: 'German', empty: 'und oder mit auf für von der die das den dem des nach sexy' },
  es: { name: 'Spanish', empty: 'con por para los las del una que mierda sexy' },
  zh: { name: 'Chinese', empty: '' },
  ar: { name: 'Arabic', empty: 'على إلى من في عن مع الله سيكسي' },
} as const satisfies Record<Language, { name: string; empty: string }>;

interface Entry {
  readonly group: EmojiGroup;
  readonly name: string;
  /** The most useful ones first. */
  readonly keywords: readonly string[];
}

type Annotations = Readonly<Record<string, { default: readonly string[]; tts: readonly [string] }>>;

function annotationsOf(language: Language): Annotations {
  const file = join(SOURCE, 'annotations', language, 'annotations.json');
  return JSON.parse(readFileSync(file, 'utf8')).annotations.annotations as Annotations;
}

function entriesOf(language: Language): readonly Entry[] {
  const annotations = annotationsOf(language);
  const empty = new Set(fold(LANGUAGES[language].empty).split(' '));
  const all = (Object.keys(EMOJI) as EmojiGroup[]).flatMap((group) =>
    EMOJI[group].split('|').map((entry) => {
      const [sign = '', ...english] = entry.replace('*', '').split(' ');
      const annotation = annotations[sign] ?? annotations[sign.replaceAll('\uFE0F', '')];
      if (!annotation) throw new Error(`CLDR has no name of ${sign} in ${language}`);
      const [name] = annotation.tts;
      const known = [...partsOf(name), ...english];
      const keywords = [...new Set(annotation.default.flatMap(partsOf))].filter(
        (word) => !empty.has(word) && isNew(word, known, { name, compounds: language === 'de' }),
      );
      return { group, name, keywords };
    }),
  );
  const counts = new Map<string, number>();
  for (const word of all.flatMap(({ keywords }) => keywords)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const worth = (word: string): number => {
    const count = counts.get(word) ?? 0;
    return count > COMMON ? 0 : count;
  };
  return all.map((entry) => ({
    ...entry,
    keywords: entry.keywords.toSorted((a, b) => worth(b) - worth(a)),
  }));
}

function partsOf(words: string): string[] {
  return fold(words)
    .split(/[^\p{L}\p{N}+]+/u)
    .filter(Boolean);
}

/** Whether it finds what the name and the English words, of which beginnings are enough, do not. */
function isNew(
  word: string,
  known: readonly string[],
  { name, compounds }: { name: string; compounds: boolean },
): boolean {
  if (isFoundInside(word, compounds)) return !fold(name).includes(word);
  return word.length > 2 && !known.some((other) => other.startsWith(word));
}

/** With the first `count` keywords: the best one of each emoji, then the second one of each. */
function wordsWith(entries: readonly Entry[], count: number): EmojiWords {
  const kept = entries.map((): string[] => []);
  let left = count;
  for (let round = 0; left > 0 && entries.some(({ keywords }) => round < keywords.length); round += 1)
    for (const [at, { keywords }] of entries.entries()) {
      const word = keywords[round];
      if (word === undefined || left === 0) continue;
      kept[at]?.push(word);
      left -= 1;
    }
  const written = entries.map(({ group, name }, at) => ({
    group,
    text: [name, ...(kept[at] ?? [])].join(';'),
  }));
  return Object.fromEntries(
    (Object.keys(EMOJI) as EmojiGroup[]).map((group) => [
      group,
      written
        .filter((one) => one.group === group)
        .map(({ text }) => text)
        .join('|'),
    ]),
  ) as EmojiWords;
}

const sizeOf = (words: EmojiWords): number => gzipSync(JSON.stringify(words), { level: 9 }).length;

function fitting(entries: readonly Entry[]): EmojiWords {
  let [least, most] = [0, entries.reduce((sum, { keywords }) => sum + keywords.length, 0)];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (sizeOf(wordsWith(entries, middle)) <= BUDGET) least = middle;
    else most = middle - 1;
  }
  return wordsWith(entries, least);
}

async function fileOf(language: Language): Promise<string> {
  const words = fitting(entriesOf(language));
  const text = `// The names of the emoji in ${LANGUAGES[language].name}, each with what else finds it. Written by scripts/emoji-words.ts from Unicode CLDR
// ${VERSION}, © Unicode, Inc., under the Unicode License v3 (LICENSE beside this file).
import type { EmojiWords } from '../emoji-list.ts';

export const words: EmojiWords = ${JSON.stringify(words)};
`;
  const file = join(TARGET, `${language}.ts`);
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

if (!existsSync(SOURCE)) {
  process.stderr.write(`First: npm install --no-save cldr-annotations-full@${VERSION}\n`);
  process.exit(2);
}
const { version } = JSON.parse(readFileSync(join(SOURCE, 'package.json'), 'utf8')) as { version: string };
if (version !== VERSION)
  throw new Error(`cldr-annotations-full is ${version} here, and has to be ${VERSION}`);
for (const language of ALL_LANGUAGES) {
  const file = join(TARGET, `${language}.ts`);
  const text = await fileOf(language);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${file} is not what scripts/emoji-words.ts writes.\n`);
    process.exitCode = 1;
  }
}
