// Which of the languages that the server's own pages are written in a person is likely to read (RFC 9110 §12.5.4).

/** By the primary subtag of BCP 47. The first is for those who read none of them. */
export const LANGUAGES = ['en', 'de', 'es', 'zh', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** Characters of the header that are read: far more than a browser sends. */
const LONGEST = 1_000;
const RANGE = /^(\*|[a-z]{1,8})((?:-[a-z\d]{1,8})*)(?:\s*;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

interface Range {
  /** The primary subtag, or `*`. */
  primary: string;
  quality: number;
}

/** The one that is wanted most; of those wanted alike, the one said first. What is malformed is passed over. */
export function acceptedLanguage(header: string | undefined): Language {
  const ranges = rangesOf(header ?? '');
  const wanted = ranges.filter(({ quality }) => quality > 0);
  for (const { primary } of wanted.toSorted((a, b) => b.quality - a.quality)) {
    const found = LANGUAGES.find((language) =>
      // The asterisk stands for those that are not said.
      primary === '*' ? !ranges.some((range) => range.primary === language) : primary === language,
    );
    if (found) return found;
  }
  return 'en';
}

function rangesOf(header: string): readonly Range[] {
  return whole(header)
    .split(',')
    .flatMap((part) => {
      const [, primary, , quality = '1'] = RANGE.exec(part.trim()) ?? [];
      return primary === undefined ? [] : [{ primary: primary.toLowerCase(), quality: Number(quality) }];
    });
}

/** Without the range that the limit would cut in two, which could be read as another one. */
function whole(header: string): string {
  return header.length <= LONGEST ? header : header.slice(0, Math.max(0, header.lastIndexOf(',', LONGEST)));
}
