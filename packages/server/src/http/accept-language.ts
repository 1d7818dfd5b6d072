// Which of the languages that the server's own pages are written in a browser says that its person reads (RFC 9110 §12.5.4).
import { ALL_LANGUAGES, pickLanguage, type Language } from '@parley/languages';

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
  // The asterisk stands for them.
  const unsaid = ALL_LANGUAGES.filter((language) => !ranges.some(({ primary }) => primary === language));
  const wanted = ranges.filter(({ quality }) => quality > 0).toSorted((a, b) => b.quality - a.quality);
  return pickLanguage(wanted.flatMap(({ primary }) => (primary === '*' ? unsaid : primary)));
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
