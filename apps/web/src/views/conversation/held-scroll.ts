// Keeps a log at its end while nobody has scrolled up, and in its place when somebody has.
import { useLayoutEffect, useRef } from 'preact/hooks';

// The log is laid out from its end (flex-direction: column-reverse), so scrollTop is 0 there and negative above. What
// is added at the beginning or resized then moves nothing by itself.

export function isAtEnd(element: HTMLElement): boolean {
  return element.scrollTop > -60;
}

export function isNearBeginning(element: HTMLElement): boolean {
  return element.scrollHeight - element.clientHeight + element.scrollTop < 600;
}

/** Goes to the end for a text of one's own; a text of the other's, or a line between texts, moves nothing that is being read. */
export function useHeldScroll(
  scroller: { current: HTMLElement | null },
  { newest, own }: { newest: string | undefined; own: boolean },
): void {
  const before = useRef({ newest, height: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const height = element.scrollHeight;
    if (before.current.newest !== newest) {
      if (own || isAtEnd(element)) element.scrollTop = 0;
      else element.scrollTop -= height - before.current.height;
    }
    before.current = { newest, height };
  });
}
