// Opens a conversation at what had not been read, where that is more than the window shows.
import { useLayoutEffect } from 'preact/hooks';

export function useNewInView(scroller: { current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const log = scroller.current;
    const line = log?.querySelector('.line-new');
    if (!log || !line) return;
    const above = log.getBoundingClientRect().top - line.getBoundingClientRect().top;
    if (above > 0) line.scrollIntoView({ block: 'start' });
  }, []);
}
