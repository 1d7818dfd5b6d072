// Offers to ring in the background. The browser asks its own question only after a click here.
import { t } from '../../i18n/strings.ts';
import type { AppModel } from '../../model/app-model.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';

export function RingPrompt({ app }: { app: AppModel }) {
  const { notifications } = app;
  const push = app.reach.value?.push;
  // Once: who leaves the browser's question open is not asked it again at once.
  const allow = (): Promise<void> => (push ? push.turnOn() : notifications.ask());
  if (!notifications.askable.value) return null;
  return (
    <aside class="ring-prompt" aria-label={t.ringPrompt.text}>
      <Icon name="bell" size={18} />
      <p>{push ? t.push.prompt.text : t.ringPrompt.text}</p>
      <div class="ring-prompt-buttons">
        <Button onClick={() => void allow()}>{t.ringPrompt.allow}</Button>
        <Button kind="quiet" onClick={notifications.putOff}>
          {t.ringPrompt.notNow}
        </Button>
      </div>
    </aside>
  );
}
