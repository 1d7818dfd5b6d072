// Marks words in the page without changing it (CSS Custom Highlight API); a browser without it shows the text that is looked at.
import type { Match } from '../../model/find/matches.ts';

/** Marks beyond that would only make the page slow: they are far out of sight. */
const MOST = 1_000;
/** What stands in a bubble besides its words. */
const BESIDES = '.quote, .bubble-edited';

export function showFound(
  page: Document,
  matches: readonly Match[],
  current: Match | undefined,
  isNew: boolean,
): void {
  clearFound(page);
  const row = current && rowOf(page, current);
  if (typeof Highlight === 'function') {
    const at = current ? matches.indexOf(current) : 0;
    const near = matches.slice(Math.max(0, at - MOST / 2), at + MOST / 2);
    const rest = near.filter((match) => match !== current).flatMap((match) => rangeOf(page, match) ?? []);
    CSS.highlights.set('found', new Highlight(...rest));
    const range = current && rangeOf(page, current);
    if (range) CSS.highlights.set('found-now', new Highlight(range));
  } else {
    row?.classList.add('found-row');
  }
  if (isNew) row?.scrollIntoView({ block: 'center' });
}

export function clearFound(page: Document): void {
  if (typeof Highlight === 'function') {
    CSS.highlights.delete('found');
    CSS.highlights.delete('found-now');
  }
  for (const row of page.querySelectorAll('.found-row')) row.classList.remove('found-row');
}

function rowOf(page: Document, { id }: Match): Element | undefined {
  return page.querySelector(`[data-text="${id}"]`) ?? undefined;
}

function rangeOf(page: Document, match: Match): Range | undefined {
  const bubble = rowOf(page, match)?.querySelector('.bubble');
  if (!bubble) return undefined;
  const range = page.createRange();
  const walker = page.createTreeWalker(bubble, NodeFilter.SHOW_TEXT);
  let before = 0;
  let isBegun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement?.closest(BESIDES)) continue;
    const length = node.nodeValue?.length ?? 0;
    if (!isBegun && match.start < before + length) {
      range.setStart(node, match.start - before);
      isBegun = true;
    }
    if (isBegun && match.end <= before + length) {
      range.setEnd(node, match.end - before);
      return range;
    }
    before += length;
  }
  return undefined;
}
