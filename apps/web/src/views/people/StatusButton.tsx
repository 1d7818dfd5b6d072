// One's own picture, with how present others see one: the way to the menu of it.
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { Avatar } from '../../ui/Avatar.tsx';

export function StatusButton({ app }: { app: AppModel }) {
  const shown = app.status.shown.value;
  return (
    <button
      type="button"
      class="me-button"
      aria-label={t.status.button[shown]}
      title={t.status.button[shown]}
      aria-haspopup="menu"
      onClick={(event) => void open(app, event.currentTarget)}
    >
      <Avatar name={app.user} status={shown} />
    </button>
  );
}

/** Its code comes when it is asked for. */
async function open(app: AppModel, button: HTMLElement): Promise<void> {
  try {
    const { openStatusMenu } = await import('./StatusMenu.tsx');
    openStatusMenu(app, button);
  } catch {
    // No line to the server, which the page says; the next press tries again.
  }
}
