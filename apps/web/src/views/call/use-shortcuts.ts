// Keys that work anywhere in a call but where text is written.
import { useEffect, useRef } from 'preact/hooks';
import { shortcutOf } from '../../model/shortcuts.ts';
import { takesKeys } from '../keys/takes-keys.ts';
import type { Commands } from './commands.ts';

/** `target`: the page's window, or that of a picture in picture. */
export function useShortcuts(target: Window, commands: Commands, single: boolean): void {
  const latest = useRef({ commands, single });
  latest.current = { commands, single };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const name = shortcutOf(event, latest.current.single);
      if (name === undefined || name === 'help' || takesKeys(event, name === 'smaller')) return;
      const command = latest.current.commands[name];
      if (!command) return;
      event.preventDefault();
      command();
    };
    target.addEventListener('keydown', onKeyDown);
    return () => target.removeEventListener('keydown', onKeyDown);
  }, [target]);
}
