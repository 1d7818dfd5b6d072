// Times and days as the person writes them, in the language of the page.
import { t } from '../i18n/strings.ts';
import { locale } from './language.ts';
import { dayOf } from './timeline.ts';

const DAY = 86_400_000;

/** Making one takes longer than a hundred uses of it. */
const formats = new Map<string, { time: Intl.DateTimeFormat; day: Intl.DateTimeFormat }>();

function formatsOf(tag: string): { time: Intl.DateTimeFormat; day: Intl.DateTimeFormat } {
  const known = formats.get(tag);
  if (known) return known;
  const made = {
    time: new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit' }),
    day: new Intl.DateTimeFormat(tag, { weekday: 'long', day: 'numeric', month: 'long' }),
  };
  formats.set(tag, made);
  return made;
}

/** Such as `14:05` or `2:05 PM`. */
export function timeOfDay(at: number): string {
  return formatsOf(locale()).time.format(at);
}

/** Today and yesterday by their words, other days by their date. */
export function dayName(at: number, now: number): string {
  const day = dayOf(at);
  if (day === dayOf(now)) return t.conversation.today;
  if (day === dayOf(now - DAY)) return t.conversation.yesterday;
  return formatsOf(locale()).day.format(at);
}
