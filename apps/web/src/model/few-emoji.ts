// Whether a text is a few emoji and nothing else, and so shown large.

const MOST = 3;
/** Longer than that many of the longest. */
const MOST_UNITS = MOST * 40;
const ONLY =
  /^(?=.*(?:[\p{Emoji_Presentation}\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}]|\u20E3))[\p{Emoji}\p{Emoji_Component}\s]+$/u;

export function isFewEmoji(words: string): boolean {
  const trimmed = words.trim();
  if (trimmed.length === 0 || trimmed.length > MOST_UNITS || !ONLY.test(trimmed)) return false;
  // Digits are components of emoji, too.
  if (/(?:^|\s)\d+(?:\s|$)/.test(trimmed)) return false;
  const segments = [...new Intl.Segmenter().segment(trimmed)].filter(({ segment }) => segment.trim() !== '');
  return segments.length <= MOST && segments.every(({ segment }) => !/^[\d#*]$/.test(segment));
}
