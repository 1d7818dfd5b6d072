// Oneself: name, status, connection, settings, and the way out.
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { IconButton } from '../../ui/Button.tsx';
import { StatusButton } from './StatusButton.tsx';

export interface MeProps {
  app: AppModel;
  signOut: () => void;
  openSettings: () => void;
}

export function Me({ app, signOut, openSettings }: MeProps) {
  const standing = app.connection.standing.value;
  const words = t.connection[standing];
  return (
    // A narrow window's main part is the pane around it, which has no foot of the page in it.
    <footer class="me" role={app.page.wide.value ? undefined : 'none'}>
      <StatusButton app={app} />
      <div class="me-words">
        <span class="me-name" dir="auto" title={app.user}>
          {app.user}
        </span>
        {/* The label repeats the text: a status has no name of its own, and scripts look for one. */}
        <span role="status" class={`standing standing-${standing}`} aria-label={words}>
          {words}
        </span>
      </div>
      <IconButton label={t.settings.title} icon="settings" onClick={openSettings} />
      <IconButton label={t.people.signOut} icon="sign-out" onClick={signOut} />
    </footer>
  );
}
