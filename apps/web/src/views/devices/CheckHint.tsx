// Offers the check of the devices to whoever has never called from here.
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { openCheck } from './open-check.ts';

export function CheckHint({ app }: { app: AppModel }) {
  const { calls, devices } = app;
  if (devices.settings.acquainted.value || !calls.supported || calls.live.value) return null;
  return (
    <div class="check-hint">
      <Icon name="video" size={18} />
      <p>{t.devices.firstCall}</p>
      <Button onClick={() => void openCheck(app)}>{t.devices.check}</Button>
      <IconButton
        label={t.devices.notNow}
        icon="close"
        onClick={() => devices.settings.set({ acquainted: true })}
      />
    </div>
  );
}
