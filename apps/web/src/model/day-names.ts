// Times and days as the person's own locale writes them.
import { dayOf } from './timeline.ts';

const DAY = 86_400_000;

/** Such as `14:05` or `2:05 PM`. */
export function timeOfDay(at: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(at);
}

/** Today and yesterday by their words, other days by their date. */
export function dayName(
  at: number,
  now: number,
  words: { today: string; yesterday: string },
  locale?: string,
): string {
  const day = dayOf(at);
  if (day === dayOf(now)) return words.today;
  if (day === dayOf(now - DAY)) return words.yesterday;
  return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(at);
}
