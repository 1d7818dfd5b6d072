// Offers to ring in the background. The browser asks its own question only after a click here.
import { t } from '../../i18n/strings.ts';
import type { Notifications } from '../../model/notifications.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';

export function RingPrompt({ notifications }: { notifications: Notifications }) {
  if (!notifications.askable.value) return null;
  return (
    <aside class="ring-prompt" aria-label={t.ringPrompt.text}>
      <Icon name="bell" size={18} />
      <p>{t.ringPrompt.text}</p>
      <div class="ring-prompt-buttons">
        <Button onClick={notifications.ask}>{t.ringPrompt.allow}</Button>
        <Button kind="quiet" onClick={notifications.putOff}>
          {t.ringPrompt.notNow}
        </Button>
      </div>
    </aside>
  );
}
