// Keeps what is being read in its place when a card below it grows, as one does when its picture is there.
import { useLayoutEffect, useRef } from 'preact/hooks';

/** The log is laid out from its end: it holds its place only against what grows above. */
export function useSteadyLog(card: { current: HTMLElement | null }): void {
  const height = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    const element = card.current;
    const log = element?.closest('[role=log]');
    if (!element || !log) return;
    const grown = element.offsetHeight - (height.current ?? element.offsetHeight);
    height.current = element.offsetHeight;
    if (grown === 0 || log.scrollTop === 0) return;
    const isBelow = element.getBoundingClientRect().bottom > log.getBoundingClientRect().bottom;
    if (isBelow) log.scrollTop -= grown;
  });
}
