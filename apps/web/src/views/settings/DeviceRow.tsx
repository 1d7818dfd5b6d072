// The way from the settings to the check of camera and microphone.
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';
import { openCheck } from '../devices/open-check.ts';
import type { SettingsRow } from './sections.ts';

export function DeviceRow({ app, close }: SettingsRow) {
  return (
    <div class="setting">
      <div class="setting-line">
        <Button
          icon="video"
          onClick={() => {
            close();
            void openCheck(app);
          }}
        >
          {t.devices.check}
        </Button>
      </div>
    </div>
  );
}
