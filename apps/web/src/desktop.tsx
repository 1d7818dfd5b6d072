// The code for the PC client around the page: fetched only where there is one, and wired to the page here.
import type { DesktopPort } from '@parley/desktop-port';
import { createDesktop, type Desktop } from './model/desktop.ts';
import { createPageTimers } from './model/timers.ts';
import { CallPrompt } from './views/desktop/CallPrompt.tsx';
import './styles/desktop.css';

export function openDesktop(port: DesktopPort, early: readonly string[]): Desktop {
  return createDesktop({
    port,
    early,
    timers: createPageTimers(),
    window,
    document,
    reload: () => location.reload(),
    askWhether: (app, user, media) => {
      const close = (): void => {
        app.over.value = undefined;
      };
      app.over.value = () => <CallPrompt key={user} app={app} user={user} media={media} close={close} />;
    },
  });
}
