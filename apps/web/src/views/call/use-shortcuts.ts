// Keys that work anywhere in a call but where text is written.
import { useEffect } from 'preact/hooks';
import type { CallsModel } from '../../model/calls.ts';

export function useShortcuts(calls: CallsModel, on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target)) return;
      const key = event.key.toLowerCase();
      if (key === 'm') calls.toggleMicrophone();
      if (key === 'v') calls.toggleCamera();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [calls, on]);
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable)
  );
}
