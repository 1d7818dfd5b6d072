// Brings the search in the open conversation: by its button or Ctrl+F. The bar's code comes when it is asked for.
import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import type { FindBarProps } from './FindBar.tsx';

export function Find({ app, user }: { app: AppModel; user: UserId }) {
  const loaded = useSignal<ComponentType<FindBarProps> | undefined>(undefined);
  const isOpen = app.finding.value;
  useEffect(() => {
    if (!isOpen || loaded.peek()) return;
    import('./FindBar.tsx').then(
      ({ FindBar }) => (loaded.value = FindBar),
      // No line to the server, which the page says; the next press tries again.
      () => (app.finding.value = false),
    );
  }, [isOpen]);
  useFindKey(app);
  // Another conversation is another search.
  useEffect(() => () => void (app.finding.value = false), []);
  return isOpen && loaded.value ? <loaded.value app={app} user={user} close={() => leave(app)} /> : null;
}

/** The focus goes back to where it came from. */
function leave({ finding }: AppModel): void {
  finding.value = false;
  document.querySelector<HTMLElement>('.find-open')?.focus({ preventScroll: true });
}

/** The browser's own search knows only what is drawn. Pressed in the bar, the keys are the browser's. */
function useFindKey({ finding }: AppModel): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isFind =
        (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key === 'f';
      const pane = document.querySelector<HTMLElement>('.conversation-pane');
      const isCovered = pane?.inert === true || pane?.checkVisibility?.() === false;
      if (!isFind || isCovered || document.activeElement?.closest('.find')) return;
      event.preventDefault();
      finding.value = true;
      document.querySelector<HTMLElement>('.find input')?.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
