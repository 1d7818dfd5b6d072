// Whether single keys work a call (WCAG 2.1.4), and which.
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { showKeys } from '../keys/use-help-key.tsx';
import type { SettingsRow } from './sections.ts';

export function CallKeys({ app, close }: SettingsRow) {
  const { preferences } = app;
  return (
    <>
      <Switch
        id="call-keys"
        label={t.stage.keys.setting}
        text={t.stage.keys.settingText}
        on={preferences.current.value.callKeys}
        change={(on) => preferences.set({ callKeys: on })}
      />
      <Button
        kind="quiet"
        icon="keyboard"
        onClick={() => {
          close();
          void showKeys(app);
        }}
      >
        {t.stage.keys.show}
      </Button>
    </>
  );
}
