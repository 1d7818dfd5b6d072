// The sheet of keys: by its own key anywhere, or asked for by a button. Its code comes then.
import { useEffect } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import { shortcutOf } from '../../model/shortcuts.ts';
import { takesKeys } from './takes-keys.ts';

export function useHelpKey(app: AppModel): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { callKeys } = app.preferences.current.peek();
      if (shortcutOf(event, callKeys) !== 'help' || takesKeys(event, false)) return;
      event.preventDefault();
      void showKeys(app);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [app]);
}

export async function showKeys(app: AppModel): Promise<void> {
  try {
    const { KeysSheet } = await import('./KeysSheet.tsx');
    if (app.over.peek() !== undefined) return; // Something else has been asked for meanwhile.
    app.over.value = () => <KeysSheet app={app} close={() => (app.over.value = undefined)} />;
  } catch {
    // No line to the server, which the page says; the next press tries again.
  }
}
