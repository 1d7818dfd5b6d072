// The arrow keys in a log: from text to text, and Escape back to where texts are written.
import { focusField } from './text-handling.ts';

const TEXT = '[data-text]';

/** Takes a key that was pressed on a text. */
export function rove(event: KeyboardEvent, log: HTMLElement): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || !target.matches(TEXT)) return;
  if (key === 'Escape') {
    focusField();
    return;
  }
  const all = [...log.querySelectorAll<HTMLElement>(TEXT)];
  const next = all[placeAfter(key, all.indexOf(target), all.length)];
  if (!next || next === target) return;
  event.preventDefault();
  next.focus();
}

function placeAfter(key: string, place: number, count: number): number {
  switch (key) {
    case 'ArrowUp':
      return Math.max(0, place - 1);
    case 'ArrowDown':
      return Math.min(count - 1, place + 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return place;
  }
}

/** The id of the text after this one, or before it where it is the last. */
export function neighbourOf(log: HTMLElement, id: string): string | undefined {
  const ids = [...log.querySelectorAll<HTMLElement>(TEXT)].map(({ dataset }) => dataset['text']);
  const place = ids.indexOf(id);
  return ids[place + 1] ?? ids[place - 1];
}

/** The row of a text, or the log where there is none. */
export function focusRow(log: HTMLElement, id: string | undefined): void {
  const row = id === undefined ? undefined : rowOf(log, id);
  (row ?? log).focus({ preventScroll: true });
}

function rowOf(log: HTMLElement, id: string): HTMLElement | undefined {
  return log.querySelector<HTMLElement>(`[data-text="${CSS.escape(id)}"]`) ?? undefined;
}

/** Goes to a text and shows which one it is. */
export function goToText(log: HTMLElement, id: string): void {
  const row = rowOf(log, id);
  if (!row) return;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  row.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
  row.focus({ preventScroll: true });
  if (!calm) row.animate([{ opacity: 1 }, { opacity: 0.35 }, { opacity: 1 }], { duration: 700, delay: 250 });
}
