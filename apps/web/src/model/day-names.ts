// Times and days as the person writes them, in the language of the page.
import { t } from '../i18n/strings.ts';
import { locale } from './language.ts';
import { dayOf } from './timeline.ts';

const DAY = { weekday: 'long', day: 'numeric', month: 'long' } as const;

/** Making one takes longer than a hundred uses of it. */
const formats = new Map<string, Formats>();

type Formats = Readonly<Record<'time' | 'day' | 'dayOfYear', Intl.DateTimeFormat>>;

function formatsOf(tag: string): Formats {
  const known = formats.get(tag);
  if (known) return known;
  const made = {
    time: new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit' }),
    day: new Intl.DateTimeFormat(tag, DAY),
    dayOfYear: new Intl.DateTimeFormat(tag, { ...DAY, year: 'numeric' }),
  };
  formats.set(tag, made);
  return made;
}

/** Such as `14:05` or `2:05 PM`. */
export function timeOfDay(at: number): string {
  return formatsOf(locale()).time.format(at);
}

/** Today and yesterday by their words, other days by their date, with the year where that is another one. */
export function dayName(at: number, now: number): string {
  const day = dayOf(at);
  if (day === dayOf(now)) return t.conversation.today;
  if (day === dayOf(dayBefore(now))) return t.conversation.yesterday;
  const { day: short, dayOfYear } = formatsOf(locale());
  return (new Date(at).getFullYear() === new Date(now).getFullYear() ? short : dayOfYear).format(at);
}

/** A time in it: not every day has 24 hours. */
function dayBefore(at: number): number {
  const date = new Date(at);
  return date.setDate(date.getDate() - 1);
}
